r"""JSON lines: the cleaned string is spliced into the raw line, everything else stays byte for byte.

Order of keys, spacing, spelling of numbers and escapes of other fields are never looked at. Blank lines are no
records and are left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import IO

from cleantext.corpus.job import Batch, Change, Job, Reject, Rejected

BATCH = 1 << 18
"""Bytes of a batch, about: a quarter of a mebibyte keeps two workers even at the end of a run."""
LONGEST = 1 << 26
"""Bytes (64 Mi) that a record may have: a small compressed file can hold a line without end."""
HEAD = 1000
"""Bytes of a longer one that are kept beside the reason why it was rejected."""
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
"""Checks other values without making numbers of them."""
_VISIBLE = re.compile(r"[^ \t\r\n]|\Z")
NO_JSON = "is not JSON"
TOO_LONG = "is longer than {} MiB"
_KINDS = {"{": "an object", "[": "a list", '"': "a string", "t": "a boolean", "f": "a boolean", "n": "null"}


@dataclass(frozen=True, slots=True)
class Record:
    """A parsed line: ``text`` is the value of the token ``raw[start:end]``, ``close`` the last brace.

    ``site`` is the string in the field ``Job.by``; empty if there is none.
    """

    raw: str
    text: str
    start: int
    end: int
    close: int
    spaced: bool
    site: str = ""


def batches(file: IO[bytes], source: str, offset: int, line: int) -> Iterator[Batch]:
    """Whole lines in batches, from ``offset`` on, where ``line`` begins."""
    taken: list[bytes] = []
    cut: list[int] = []
    size = 0
    for raw, length in lines(file):
        if len(raw) < length:
            cut.append(line + len(taken))
        taken.append(raw)
        size += length
        if size >= BATCH:
            yield Batch("jsonl", source, b"".join(taken), line, offset + size, line + len(taken), cut=tuple(cut))
            line, offset = line + len(taken), offset + size
            taken, cut, size = [], [], 0
    if taken:
        yield Batch("jsonl", source, b"".join(taken), line, offset + size, line + len(taken), cut=tuple(cut))


def lines(file: IO[bytes]) -> Iterator[tuple[bytes, int]]:
    """Each line and its length; of one longer than LONGEST only its head, which is shorter than that."""
    while raw := file.readline(LONGEST + 1):
        length, ended = len(raw), raw.endswith(b"\n")
        if length <= LONGEST or ended:
            yield raw, length
            continue
        head = raw[:HEAD]
        while not ended and (raw := file.readline(1 << 20)):
            length, ended = length + len(raw), raw.endswith(b"\n")
        yield head + b"\n" * ended, length


def records(batch: Batch, job: Job) -> Iterator[tuple[int, Record | Rejected]]:
    """For each line its number, and the parsed record or why there is none."""
    lines = batch.data.split(b"\n")
    last = batch.line + len(lines) - 1
    for at, raw in enumerate(lines, batch.line):
        if at in batch.cut:
            head = raw.decode("utf-8", "surrogateescape")
            yield at, Rejected(head, f"{TOO_LONG.format(LONGEST >> 20)}; only its start is kept here")
        elif raw.strip():
            record = read(raw, job)
            if at == last and isinstance(record, Rejected) and record.reason.startswith(NO_JSON):
                record = Rejected(record.raw, f"is torn: the file ends in it; it {record.reason}")
            yield at, record


def read(raw: bytes, job: Job) -> Record | Rejected:
    """One line, decoded and parsed."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return Rejected(raw.decode("utf-8", "surrogateescape"), f"is not UTF-8 (byte {error.start + 1} of the line)")
    try:
        return parse(text, job)
    except Reject as reason:
        return Rejected(text, str(reason))
    except json.JSONDecodeError as error:
        return Rejected(text, f"{NO_JSON}: {error.msg} (column {error.colno})")
    except RecursionError:
        return Rejected(text, f"{NO_JSON} that can be read: nested too deeply")


def parse(raw: str, job: Job) -> Record:
    """Find the field in a line. Reject names what is wrong, json.JSONDecodeError where it is no JSON.

    >>> parse('{"id": 1.50, "text": "It rains."}', Job("text")).text
    'It rains.'
    """
    at = _skip(raw, int(raw.startswith("\ufeff")))
    if raw[at : at + 1] != "{":
        _DECODER.raw_decode(raw, at)
        raise Reject(f"is {_KINDS.get(raw[at], 'a number')}, not an object")
    found: tuple[str, int, int, bool] | None = None
    wrong = site = ""
    at = _skip(raw, at + 1)
    if raw[at : at + 1] != "}":
        while True:
            if raw[at : at + 1] != '"':
                raise json.JSONDecodeError("Expecting property name enclosed in double quotes", raw, at)
            key, at = scanstring(raw, at + 1, True)
            at = _skip(raw, at)
            if raw[at : at + 1] != ":":
                raise json.JSONDecodeError("Expecting ':' delimiter", raw, at)
            start = _skip(raw, at + 1)
            if raw[start : start + 1] == '"':
                value, end = scanstring(raw, start + 1, True)
            else:
                value = None
                end = _DECODER.raw_decode(raw, start)[1]
            if key == job.field:
                if found or wrong:
                    wrong = f"has the field {key!r} twice"
                elif value is None:
                    wrong = f"has {_KINDS.get(raw[start], 'a number')} in the field {key!r}, not a string"
                else:
                    found = (value, start, end, start > at + 1)
            elif key in job.added:
                wrong = f"has a field {key!r} already"
            elif key == job.by:
                site = value or ""
            at = _skip(raw, end)
            if raw[at : at + 1] == "}":
                break
            if raw[at : at + 1] != ",":
                raise json.JSONDecodeError("Expecting ',' delimiter", raw, at)
            at = _skip(raw, at + 1)
    if _skip(raw, at + 1) != len(raw):
        raise json.JSONDecodeError("Extra data", raw, at + 1)
    if wrong or not found:
        raise Reject(wrong or f"has no field {job.field!r}")
    text, start, end, spaced = found
    return Record(raw, text, start, end, at, spaced, site)


def _skip(raw: str, at: int) -> int:
    """Where the next character that is no white space stands, or the end."""
    if raw[at : at + 1] > " ":
        return at
    return _VISIBLE.search(raw, at).start()  # type: ignore[union-attr]


def splice(record: Record, change: Change, job: Job) -> str:
    """The raw line with the new text in the place of the old one, and the added fields behind all others.

    Characters beyond ASCII are escaped where the line escaped them.

    >>> record = parse('{"text":"It  rains.","n":1e3}', Job("text"))
    >>> splice(record, Change("It rains.", ({"space.run": 1},)), Job("text", stats_field="edits"))
    '{"text":"It rains.","n":1e3,"edits":{"space.run":1}}'
    """
    raw = record.raw
    if not job.added and change.text == record.text:
        return raw
    token = raw[record.start : record.end]
    escaped = "\\u" in token and raw.isascii()
    if change.text != record.text:
        token = json.dumps(change.text, ensure_ascii=escaped)
    comma, colon = (", ", ": ") if record.spaced else (",", ":")
    between = raw[record.end : record.close]
    added = ""
    for name, value in zip(job.added, change.added, strict=True):
        said = (
            raw[record.start : record.end] if isinstance(value, str) else json.dumps(value, separators=(comma, colon))
        )
        added += f"{comma}{json.dumps(name, ensure_ascii=escaped)}{colon}{said}"
    return raw[: record.start] + token + (between.rstrip() if added else between) + added + raw[record.close :]


def write(kept: list[tuple[Record, Change]], batch: Batch, job: Job) -> bytes:
    """The lines of the records that were kept; a last line without a newline stays one."""
    lines = [splice(record, change, job) for record, change in kept]
    if not lines:
        return b""
    end = "" if not batch.data.endswith(b"\n") and kept[-1][0].raw.encode() == batch.data.rpartition(b"\n")[2] else "\n"
    return ("\n".join(lines) + end).encode()
