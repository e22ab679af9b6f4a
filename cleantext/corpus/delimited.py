r"""CSV and TSV with a header: the cleaned value is put into the raw row, everything else stays byte for byte.

Rows are found by Python's csv module, so that a value may span lines. A row with more or fewer values than the
header is rejected.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import IO

from cleantext.corpus.job import Batch, Change, CorpusError, Job, Rejected
from cleantext.corpus.jsonl import BATCH

DELIMITERS = {"csv": ",", "tsv": "\t"}
MARK = "\ufeff"
"""The byte order mark."""
LONGEST = 1 << 26
"""Code points of a row; a quote that is never closed would otherwise take the rest of the file as one."""


@dataclass(frozen=True, slots=True)
class Row:
    """A parsed row: ``text`` is the value of the field, in column ``column``, ``site`` that of ``Job.by``."""

    raw: str
    text: str
    column: int
    values: tuple[str, ...]
    site: str = ""


class _Tap:
    """Lines for a csv reader, kept until they are taken; a byte order mark before the first of a file is not for it."""

    def __init__(self, lines: Iterator[str], number: int) -> None:
        self._lines = lines
        self._mark = MARK if number == 1 else ""
        self._seen: list[str] = []
        self._size = 0

    def __iter__(self) -> _Tap:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self._seen.append(line)
        self._size += len(line)
        if self._size > LONGEST:
            raise csv.Error(f"row larger than {LONGEST >> 20} MiB")
        mark, self._mark = self._mark, ""
        return line.removeprefix(mark)

    def take(self) -> tuple[str, int]:
        """The raw text since the last take, and how many lines it has."""
        seen, self._seen, self._size = self._seen, [], 0
        return "".join(seen), len(seen)


def rows(
    lines: Iterator[str], delimiter: str, number: int = 1
) -> Iterator[tuple[str, int, tuple[str, ...] | Rejected]]:
    """Raw text, number of lines, and values of each row, or why it is none. Blank lines have no values.

    ``number`` is that of the first line.
    """
    csv.field_size_limit(LONGEST)
    tap = _Tap(lines, number)
    while True:
        reader = csv.reader(tap, delimiter=delimiter, strict=True)
        try:
            for values in reader:
                yield (*tap.take(), tuple(values))
            return
        except csv.Error as error:
            raw, count = tap.take()
            if not raw:
                return
            yield raw, count, Rejected(raw, f"is no row that can be read: {_said(error)}")


def _said(error: csv.Error) -> str:
    if str(error).startswith("new-line character"):  # which goes on about how a file is opened in Python
        return "it holds a carriage return outside of quotes; end rows with a newline"
    return str(error)


def batches(file: IO[bytes], source: str, kind: str, head: str, offset: int, line: int) -> Iterator[Batch]:
    """Whole rows in batches. The header is the first row of the first batch."""
    taken: list[bytes] = []
    size, next_line = 0, line
    for raw, count, _ in rows(_decoded(file), DELIMITERS[kind], line):
        taken.append(raw.encode("utf-8", "surrogateescape"))
        size += len(taken[-1])
        next_line += count
        if size >= BATCH:
            yield Batch(kind, source, b"".join(taken), line, offset + size, next_line, head)
            line, offset = next_line, offset + size
            taken, size = [], 0
    if taken:
        yield Batch(kind, source, b"".join(taken), line, offset + size, next_line, head)


def header(file: IO[bytes], kind: str, job: Job) -> str:
    """The raw first row; CorpusError where it lacks the field or has an added one already."""
    raw, _, values = next(rows(_decoded(file), DELIMITERS[kind]), ("", 0, ()))
    if isinstance(values, Rejected):
        raise CorpusError(f"has a header that {values.reason}")
    names = _names(values)
    if names.count(job.field) != 1:
        known = ", ".join(names) or "none"
        raise CorpusError(
            f"has {'no' if job.field not in names else 'more than one'} column {job.field!r}; there are: {known}"
        )
    for name in job.added:
        if name in names:
            raise CorpusError(f"has a column {name!r} already; name another one")
    return raw


def records(batch: Batch, job: Job) -> Iterator[tuple[int, Row | Rejected]]:
    """For each row its line, and the parsed row or why there is none; the header is no record."""
    delimiter = DELIMITERS[batch.format]
    names = _names(_values(batch.head, delimiter))
    column = names.index(job.field)
    sites = names.index(job.by) if job.by in names else None
    line = batch.line
    for raw, count, values in rows(_decoded(io.BytesIO(batch.data)), delimiter, line):
        at, line = line, line + count
        if at == 1 or not values:
            continue
        if isinstance(values, Rejected):
            yield at, values
        elif len(values) != len(names):
            yield at, Rejected(raw, f"has {len(values)} values, the header {len(names)}")
        elif any("\udc80" <= c <= "\udcff" for c in raw):
            yield at, Rejected(raw, "is not UTF-8")
        else:
            yield at, Row(raw, values[column], column, values, "" if sites is None else values[sites])


def write(kept: list[tuple[Row, Change]], batch: Batch, job: Job) -> bytes:
    """The rows that were kept, the first batch's behind the header."""
    delimiter = DELIMITERS[batch.format]
    out = [_extended(batch.head, job.added, delimiter)] if batch.line == 1 else []
    for row, change in kept:
        raw = row.raw if change.text == row.text else _replaced(row, change.text, delimiter)
        out.append(_extended(raw, [v if isinstance(v, str) else json.dumps(v) for v in change.added], delimiter))
    return "".join(out).encode("utf-8", "surrogateescape")


def _decoded(file: IO[bytes]) -> Iterator[str]:
    while raw := file.readline(LONGEST + 1):
        if len(raw) > LONGEST and not raw.endswith(b"\n"):
            raise CorpusError(f"holds a line of over {LONGEST >> 20} MiB")
        yield raw.decode("utf-8", "surrogateescape")


def _names(header: tuple[str, ...]) -> list[str]:
    """The names of columns, also where a program took the mark for a part of the first one and quoted it."""
    return [name.removeprefix(MARK) for name in header]


@cache
def _values(raw: str, delimiter: str) -> tuple[str, ...]:
    return tuple(next(csv.reader(io.StringIO(raw.removeprefix(MARK), newline=""), delimiter=delimiter)))


@cache
def _token(delimiter: str) -> re.Pattern[str]:
    return re.compile(rf'"(?:[^"]|"")*"|[^{delimiter}\r\n]*')


def _replaced(row: Row, text: str, delimiter: str) -> str:
    """The raw row with another value in its column; written anew where the row is spelled in an odd way."""
    pattern = _token(delimiter)
    at = 0
    for _ in range(row.column):
        at = _end_of(pattern, row.raw, at) + 1
    end = _end_of(pattern, row.raw, at)
    token = row.raw[at:end]
    plain = token[1:-1].replace('""', '"') if token.startswith('"') else token
    if plain == row.text and row.raw[end : end + 1] in (delimiter, "\r", "\n", ""):
        return row.raw[:at] + _quoted(text, delimiter, token.startswith('"')) + row.raw[end:]
    values = [*row.values[: row.column], text, *row.values[row.column + 1 :]]
    return delimiter.join(_quoted(value, delimiter) for value in values) + _end(row.raw)


def _end_of(pattern: re.Pattern[str], raw: str, at: int) -> int:
    found = pattern.match(raw, at)
    return found.end() if found else at


def _extended(raw: str, values: list[str], delimiter: str) -> str:
    end = _end(raw)
    return raw.removesuffix(end) + "".join(delimiter + _quoted(value, delimiter) for value in values) + end


def _quoted(value: str, delimiter: str, always: bool = False) -> str:
    needs = always or any(c in value for c in (delimiter, '"', "\r", "\n")) or value != value.strip()
    return '"' + value.replace('"', '""') + '"' if needs else value


def _end(raw: str) -> str:
    return "\r\n" if raw.endswith("\r\n") else raw[-1:] if raw.endswith(("\n", "\r")) else ""
