"""Pages as records of a JSONL file, plain or gzipped."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cleantext import files
from cleantext.corpus import compressed, jsonl
from cleantext.errors import CleantextError


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
        with open(path, "rb") as raw:
            files.refuse_device(raw)
            file = compressed.unpacked(raw, ".gz") if raw.peek(2).startswith(b"\x1f\x8b") else raw
            for number, (line, length) in enumerate(jsonl.lines(file), 1):
                if len(line) < length:
                    yield Bad(f"{path}:{number}", jsonl.TOO_LONG.format(jsonl.LONGEST >> 20))
                elif line.strip():
                    yield _record(f"{path}:{number}", line, by, field)
    except (OSError, EOFError, zlib.error) as error:
        why = f"cannot be read: {getattr(error, 'strerror', None) or error}"
    except CleantextError as error:
        why = str(error)
    else:
        return
    yield Bad(f"{path}:{number + 1}" if number else str(path), why)


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
