"""Mojibake: UTF-8 that was read as a single-byte encoding, repaired by ftfy, line by line and edit by edit.

ftfy decides what is broken and how it is repaired; this module asks it only about lines that can be broken
(:mod:`cleantext.badness`), and finds out where the repaired line differs. ``part`` is which repairs a finder
proposes: ``plain`` ones; ``byte-a0``, which take a space for byte A0; ``lossy``, for which bytes are missing;
``embedded``, of parts of a line that is not broken as a whole.

Does not fire on text that ftfy leaves alone, nor (unless ``next_line``) across U+0085 after an ASCII
character, which is a line separator there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from cleantext import badness
from cleantext.document import Document
from cleantext.edits import Edit
from cleantext.patterns import lazy

OPTIONS: dict[str, object] = {"part": "plain", "next_line": False}

PARTS = ("plain", "byte-a0", "lossy", "embedded")
STRETCH = 4000
"""Code points of a line that ftfy sees at once; longer lines are cut at spaces."""

_NEXT_LINE = lazy("(?<![^\x00-\x7f])\x85")
_WORD = lazy(r"[!-~]+")
Plan = tuple[tuple[str, str], ...]
_TO_1252: Plan = (("encode", "latin-1"), ("decode", "windows-1252"))


def build(part: str, next_line: bool) -> Mojibake:
    if part not in PARTS:
        raise ValueError(f"part must be one of {', '.join(PARTS)}, not {part!r}")
    return Mojibake(part, next_line)


class Mojibake:
    needs = badness.NEEDED
    gate = staticmethod(badness.bad_lines)

    def __init__(self, part: str, next_line: bool) -> None:
        self._part = part
        self._separators = None if next_line else _NEXT_LINE

    def find(self, document: Document) -> Iterator[Edit]:
        text = document.text
        for start, stop in document.once(badness.bad_lines):
            for a, b in _stretches(text, start, stop, self._separators):
                stretch = text[a:b]
                if badness.is_bad(stretch):
                    for edit in self._repair(stretch):
                        yield Edit(a + edit.start, a + edit.end, edit.new)

    def _repair(self, broken: str) -> Iterator[Edit]:
        plan = _plan(broken)
        if self._part == "embedded":
            if not plan:
                yield from _embedded(broken)
        elif plan and _part(plan) == self._part:
            import ftfy

            yield from differences(broken, ftfy.apply_plan(broken, list(plan)))


@lru_cache(maxsize=1024)
def _plan(broken: str) -> Plan:
    """The steps with which ftfy repairs the whole of a text; C1 controls are for :mod:`cleantext.fixers.c1`."""
    import ftfy

    config = ftfy.TextFixerConfig(decode_inconsistent_utf8=False, fix_c1_controls=False)
    plan = tuple((what, how) for what, how in ftfy.fix_encoding_and_explain(broken, config).explanation or ())
    for i in range(len(plan)):
        if plan[i : i + 2] == _TO_1252:
            return plan[:i]
    return plan


def _part(plan: Plan) -> str:
    if ("transcode", "replace_lossy_sequences") in plan:
        return "lossy"
    return "byte-a0" if ("transcode", "restore_byte_a0") in plan else "plain"


def _embedded(broken: str) -> Iterator[Edit]:
    import ftfy
    from ftfy.chardata import UTF8_DETECTOR_RE

    for match in UTF8_DETECTOR_RE.finditer(broken):
        part = match.group()
        if len(part) < len(broken.rstrip("\n")) and badness.is_bad(part):
            whole = ftfy.fix_encoding(part)
            if whole != part:
                yield Edit(match.start(), match.end(), whole)


def _stretches(text: str, at: int, stop: int, separators: re.Pattern[str] | None) -> Iterator[tuple[int, int]]:
    """Spans of the line ``text[at:stop]`` between line separators, none longer than STRETCH."""
    for cut in [*(m.start() for m in (separators.finditer(text, at, stop) if separators else ())), stop]:
        while at < cut:
            end = cut
            if cut - at > STRETCH:
                end = text.rfind(" ", at + STRETCH // 2, at + STRETCH) + 1 or at + STRETCH
            yield at, end
            at = end
        at = cut + 1


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
