"""The unified diff of a patch, made of the file's raw bytes: what ``patch`` and ``patch -R`` accept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext.edits import Edit, Hunk, Patch

CONTEXT = 3
"""Unchanged lines around a hunk."""


def unified(name: str, before: str, patch: Patch, encoding: str = "utf-8") -> Iterator[bytes]:
    """The diff in pieces; nothing for an empty patch.

    Lines are cut at the byte 0A in every encoding, as ``patch`` cuts them.
    """
    if not patch.edits:
        return
    old, edits = _as_bytes(before, patch, encoding)
    yield f"--- {quoted('a/' + name.lstrip('/'))}\n+++ {quoted('b/' + name.lstrip('/'))}\n".encode(
        "utf-8", "surrogateescape"
    )
    starts = [0, *(m.end() for m in re.finditer("\n", old))]
    if starts[-1] == len(old) and len(starts) > 1:
        starts.pop()
    starts.append(len(old))
    count = len(starts) - 1 if old else 0
    shift = 0
    for group in _groups(edits.hunks(old)):
        top = max(0, group[0].top - CONTEXT)
        bottom = min(count, group[-1].bottom + CONTEXT)
        body: list[str] = []
        removed = added = 0
        at = top
        for hunk in group:
            end = min(hunk.bottom, count)
            body += [" " + line for line in _lines(old[starts[at] : starts[hunk.top]])] if hunk.top > at else []
            gone = _lines(old[hunk.start : hunk.end])
            new = _lines(_changed(old, hunk, edits))
            body += ["-" + line for line in gone] + ["+" + line for line in new]
            removed, added, at = removed + len(gone), added + len(new), max(at, end)
        body += [" " + line for line in _lines(old[starts[at] : starts[bottom]])] if bottom > at else []
        size = sum(1 for line in body if line[0] == " ")
        yield (_head(top, size + removed, shift, size + added) + "".join(map(_ended, body))).encode("latin-1")
        shift += added - removed


def quoted(name: str) -> str:
    r"""A file name as git writes it: in quotes and escaped where it holds something that would mislead.

    >>> print(quoted("a/new\nline"))
    "a/new\nline"
    """
    if not re.search(r'[\x00-\x1f\x7f"\\]', name):
        return name + "\t" if " " in name else name
    short = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
    return '"' + re.sub(r'[\x00-\x1f\x7f"\\]', lambda m: short.get(m[0]) or f"\\{ord(m[0]):03o}", name) + '"'


def _as_bytes(before: str, patch: Patch, encoding: str) -> tuple[str, Patch]:
    """Text and patch with a code point for each byte of the file."""
    pieces: list[str] = []
    edits: list[Edit] = []
    at = size = 0
    for start, end, new, rules in patch:
        kept, gone = (before[a:b].encode(encoding).decode("latin-1") for a, b in ((at, start), (start, end)))
        pieces += [kept, gone]
        size += len(kept)
        edits.append(Edit(size, size + len(gone), new.encode(encoding).decode("latin-1"), rules))
        size += len(gone)
        at = end
    pieces.append(before[at:].encode(encoding).decode("latin-1"))
    return "".join(pieces), Patch(edits)


def _groups(hunks: tuple[Hunk, ...]) -> Iterator[list[Hunk]]:
    group: list[Hunk] = []
    for hunk in hunks:
        if group and hunk.top - group[-1].bottom > 2 * CONTEXT:
            yield group
            group = []
        group.append(hunk)
    yield group


def _changed(old: str, hunk: Hunk, patch: Patch) -> str:
    pieces: list[str] = []
    at = hunk.start
    for start, end, new, _ in patch.edits[hunk.first : hunk.stop]:
        pieces += [old[at:start], new]
        at = end
    return "".join(pieces) + old[at : hunk.end]


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    last = lines.pop()
    return [line + "\n" for line in lines] + ([last] if last else [])


def _head(top: int, old: int, shift: int, new: int) -> str:
    return f"@@ -{_range(top, old)} +{_range(top + shift, new)} @@\n"


def _range(top: int, size: int) -> str:
    return f"{top + 1 if size else top}" + ("" if size == 1 else f",{size}")


def _ended(line: str) -> str:
    return line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"
