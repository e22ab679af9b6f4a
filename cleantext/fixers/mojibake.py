"""Mojibake: UTF-8 that was read as a single-byte encoding, repaired by ftfy, line by line and edit by edit.

ftfy decides what is broken and how it is repaired; this module asks it only about lines that can be broken
(:mod:`cleantext.badness`), and finds out where the repaired line differs. Options say what ftfy may
assume: ``byte_a0``, that a space was byte A0; ``lossy``, that bytes were lost; ``embedded``, that a part of a
line is broken by itself. A finder with such an option proposes only what could not be had without it.

Does not fire on text that ftfy leaves alone, nor (unless ``next_line``) across U+0085 after an ASCII
character, which is a line separator there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from cleantext.document import Document
from cleantext.edits import Edit
from cleantext import badness

OPTIONS: dict[str, object] = {"byte_a0": False, "lossy": False, "embedded": False, "next_line": False}

STRETCH = 4000
"""Code points of a line that ftfy sees at once; longer lines are cut at spaces."""

_NEXT_LINE = re.compile("(?<=[\x00-\x7f])\x85")
_WORD = re.compile(r"[!-~]+")
_TO_1252 = [("encode", "latin-1"), ("decode", "windows-1252")]


def build(byte_a0: bool, lossy: bool, embedded: bool, next_line: bool) -> Mojibake:
    return Mojibake(byte_a0, lossy, embedded, next_line)


class Mojibake:
    def __init__(self, byte_a0: bool, lossy: bool, embedded: bool, next_line: bool) -> None:
        self._config = {"restore_byte_a0": byte_a0, "replace_lossy_sequences": lossy}
        self._needed = "replace_lossy_sequences" if lossy else "restore_byte_a0" if byte_a0 else ""
        self._separators = None if next_line else _NEXT_LINE
        self._repair: Callable[[str], Iterator[Edit]] = self._embedded if embedded else self._whole

    def find(self, document: Document) -> Iterator[Edit]:
        if not badness.possible(document.characters) or not badness.SUSPECT.search(document.text):
            return
        text = document.text
        for line in document.lines:
            if line.text.isascii() or not badness.SUSPECT.search(line.text):
                continue
            for start, stop in _stretches(line.text, self._separators):
                stretch = text[line.start + start : line.start + stop + (stop == len(line.text))]
                if badness.is_bad(stretch):
                    for a, b, new, _ in self._repair(stretch):
                        yield Edit(line.start + start + a, line.start + start + b, new)

    def _whole(self, broken: str) -> Iterator[Edit]:
        import ftfy

        _, plan = ftfy.fix_encoding_and_explain(
            broken, decode_inconsistent_utf8=False, fix_c1_controls=False, **self._config
        )
        steps = [tuple(step) for step in plan or ()]
        for i in range(len(steps)):
            if steps[i : i + 2] == _TO_1252:
                steps = steps[:i]  # a change of its own: see c1.py
                break
        if steps and (not self._needed or ("transcode", self._needed) in steps):
            whole = ftfy.apply_plan(broken, steps)
            if whole != broken:
                yield from differences(broken, whole)

    @staticmethod
    def _embedded(broken: str) -> Iterator[Edit]:
        import ftfy
        from ftfy.chardata import UTF8_DETECTOR_RE

        for match in UTF8_DETECTOR_RE.finditer(broken):
            part = match.group()
            if len(part) < len(broken.rstrip("\n")) and badness.is_bad(part):
                whole = ftfy.fix_encoding(part)
                if whole != part:
                    yield Edit(match.start(), match.end(), whole)


def _stretches(line: str, separators: re.Pattern[str] | None) -> Iterator[tuple[int, int]]:
    """Spans of a line between line separators, none longer than STRETCH."""
    at = 0
    for end in [*(m.start() for m in (separators.finditer(line) if separators else ())), len(line)]:
        while at < end:
            stop = end
            if end - at > STRETCH:
                stop = line.rfind(" ", at + STRETCH // 2, at + STRETCH) + 1 or at + STRETCH
            yield at, stop
            at = stop
        at = end + 1


def differences(broken: str, whole: str) -> Iterator[Edit]:
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
