"""Saved patches, read back: the unified diffs of many files, and the text before each of them.

Positions are those of the patch, without a search: a file that is not as the patch left it is refused.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from cleantext.edits import Edit, Patch
from cleantext.errors import CleantextError
from cleantext.typed import NamedTuple

_HEAD = re.compile(rb"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)", re.S)
_SHORT = {b"n": b"\n", b"t": b"\t", b"r": b"\r"}


class PatchError(CleantextError):
    """A patch that cannot be read, or that is not about the file as it is now."""


class Section(NamedTuple):
    """The hunks of one file: for each its first new line (from 0), the old bytes and the new ones."""

    name: str
    hunks: list[tuple[int, bytes, bytes]]


def sections(data: bytes) -> Iterator[Section]:
    """The files of a patch; PatchError for what is none.

    >>> list(sections(b"--- a/x\\n+++ b/x\\n@@ -1 +1 @@\\n-old\\n+new\\n"))
    [Section(name='x', hunks=[(0, b'old\\n', b'new\\n')])]
    """
    lines = data.split(b"\n")
    at = 0
    while at < len(lines) - 1:
        if not (lines[at].startswith(b"--- ") and lines[at + 1].startswith(b"+++ ")):
            raise PatchError(f"line {at + 1} is not that of a patch")
        name = _name(lines[at + 1][4:])
        at += 2
        hunks = []
        while at < len(lines) and (head := _HEAD.match(lines[at])):
            at, old, new = _body(lines, at + 1, int(head[2] or 1), int(head[4] or 1))
            hunks.append((int(head[3]) - (head[4] != b"0"), old, new))
        if not hunks or (at >= len(lines) and lines[-1]):
            raise PatchError("ends in the middle of a hunk")
        yield Section(name, hunks)


def before(section: Section, now: str) -> str:
    """The text before the patch; ``now`` holds a code point for each byte. PatchError if a hunk does not fit."""
    starts = [0, *(m.end() for m in re.finditer("\n", now))]
    edits = []
    for line, old, new in section.hunks:
        start = starts[line] if line < len(starts) else len(now)
        end = start + len(new)
        if now[start:end] != new.decode("latin-1"):
            raise PatchError(f"line {line + 1} is not as the patch left it; left as it is")
        edits.append(Edit(start, end, old.decode("latin-1")))
    return Patch(edits).apply(now)


def _body(lines: list[bytes], at: int, old_count: int, new_count: int) -> tuple[int, bytes, bytes]:
    """Lines of a hunk from ``lines[at]`` on; returns where it ends, the old bytes and the new ones."""
    sides: dict[bytes, list[bytes]] = {b"-": [], b"+": []}
    signs = b""
    while at < len(lines):
        sign, rest = lines[at][:1], lines[at][1:]
        if sign == b"\\" and signs:
            for side in sides if signs == b" " else (signs,):
                sides[side][-1] = sides[side][-1][:-1]
        elif len(sides[b"-"]) == old_count and len(sides[b"+"]) == new_count:
            break
        elif sign in (b"-", b"+", b" "):
            for side in sides if sign == b" " else (sign,):
                sides[side].append(rest + b"\n")
            signs = sign
        else:
            raise PatchError(f"line {at + 1} is not that of a patch")
        at += 1
    if (len(sides[b"-"]), len(sides[b"+"])) != (old_count, new_count):
        raise PatchError("ends in the middle of a hunk")
    return at, b"".join(sides[b"-"]), b"".join(sides[b"+"])


def _name(field: bytes) -> str:
    if field.startswith(b'"'):
        field = _ESCAPE.sub(_unescaped, field[1:].rpartition(b'"')[0])
    else:
        field = field.partition(b"\t")[0]
    return os.fsdecode(field).removeprefix("b/")


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    return bytes([int(code, 8)]) if len(code) == 3 else _SHORT.get(code, code)
