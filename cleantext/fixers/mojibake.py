"""Mojibake: UTF-8 that was read as a single-byte encoding, repaired by ftfy, line by line and edit by edit.

ftfy decides what is broken and how it is repaired; this module asks it only about lines that can be broken,
and finds out where the repaired line differs. It does not fire on text that ftfy leaves alone, nor on U+0085
after an ASCII character, which is a line separator there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edits import Edit

OPTIONS: dict[str, object] = {}

STRETCH = 4000
"""Code points of a line that ftfy sees at once; longer lines are cut at spaces."""

_SUSPECT = re.compile("[^\x00-\x7f]{2}|[\u00c2\u00c3\u0192\u0152\u0153\x80-\x9f]")
_NEXT_LINE = re.compile("(?<=[\x00-\x7f])\x85")
_WORD = re.compile(r"[!-~]+")


def build() -> Mojibake:
    return Mojibake()


class Mojibake:
    def find(self, document: Document) -> Iterator[Edit]:
        text = document.text
        if text.isascii() or not _SUSPECT.search(text):
            return
        for line in document.lines:
            if line.text.isascii() or not _SUSPECT.search(line.text):
                continue
            for start, stretch in _stretches(line.text):
                yield from _repaired(stretch, line.start + start)


def _stretches(line: str) -> Iterator[tuple[int, str]]:
    """Pieces of a line, with their offsets: between line separators, and no longer than STRETCH."""
    at = 0
    for end in [m.start() for m in _NEXT_LINE.finditer(line)] + [len(line)]:
        while at < end:
            stop = end
            if end - at > STRETCH:
                stop = line.rfind(" ", at + STRETCH // 2, at + STRETCH) + 1 or at + STRETCH
            yield at, line[at:stop]
            at = stop
        at = end + 1


def _repaired(broken: str, offset: int) -> Iterator[Edit]:
    if broken.isascii():
        return
    from ftfy import fix_encoding
    from ftfy.badness import is_bad

    if not is_bad(broken):
        return
    whole = fix_encoding(broken)
    if whole != broken:
        edits = list(_differences(broken, whole))
        for start, end, new, _ in edits:
            yield Edit(offset + start, offset + end, new)


def _differences(broken: str, whole: str) -> Iterator[Edit]:
    """Where two spellings of a line differ, knowing that repair keeps ASCII words and never lengthens.

    Walks both in step; after a difference, the next ASCII word of the broken line that stands in the repaired
    one at a possible distance brings them in step again.
    """
    i = k = 0
    n, m = len(broken), len(whole)
    words = [match.span() for match in _WORD.finditer(broken)]
    w = 0
    while i < n or k < m:
        if i < n and k < m and broken[i] == whole[k]:
            i, k = i + 1, k + 1
            continue
        while w < len(words) and words[w][0] <= i:
            w += 1
        end, stop = n, m
        for start, finish in words[w : w + 50]:
            found = whole.find(broken[start:finish], k, k + (finish - i) + 1)
            if found >= 0:
                end, stop = start, found
                break
        while end > i and stop > k and broken[end - 1] == whole[stop - 1]:
            end, stop = end - 1, stop - 1
        yield Edit(i, end, whole[k:stop])
        i, k = end, stop
