"""Pages as records of a JSONL file, plain or gzipped."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Record(NamedTuple):
    """A page: its site, a name to find it by (file and line), its text."""

    site: str
    name: str
    text: str


class Bad(NamedTuple):
    """A line that is no page, or where a file breaks off, and why."""

    name: str
    reason: str


def records(path: Path, by: str, field: str) -> Iterator[Record | Bad]:
    """The pages of a file: the site in the field ``by``, the text in ``field``; both must be strings."""
    number = 0
    try:
        with open(path, "rb") as raw, gzip.open(raw) if _zipped(path) else raw as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield _record(f"{path}:{number}", line, by, field)
    except (OSError, EOFError, zlib.error) as error:
        why = getattr(error, "strerror", None) or str(error)
        yield Bad(f"{path}:{number + 1}" if number else str(path), f"cannot be read: {why}")


def _zipped(path: Path) -> bool:
    with open(path, "rb") as file:
        return file.read(2) == b"\x1f\x8b"


def _record(name: str, line: bytes, by: str, field: str) -> Record | Bad:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Bad(name, f"is no JSON: {error}")
    if not isinstance(values, dict):
        return Bad(name, "is no JSON object")
    for key in (by, field):
        if not isinstance(values.get(key), str):
            return Bad(name, f"the field {key!r} is {'no string' if key in values else 'missing'}")
    return Record(values[by], name, values[field])
