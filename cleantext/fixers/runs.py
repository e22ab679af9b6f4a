"""Runs of spaces between words become one; columns that spaces align, and indentation, are left alone.

A gap is part of a column when it, or the gap over or under it (blank lines aside), is at least COLUMN spaces
wide and the words behind both begin, or end, at the same place of their lines. One such gap keeps all gaps of
both lines. Lines that are indented as code, or ruled as a table, keep theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleantext.document import Document
from cleantext.edits import Edit
from cleantext.patterns import lazy

OPTIONS: dict[str, object] = {}
COLUMN = 3

REACH = 3
"""Lines, mostly blank ones, over which a column goes on."""

_CODE_OR_TABLE = lazy(r" {4}|\t| *[|\u2502+]")
_GAP = lazy(r"(?<=\S)( {2,})(\S+)")


def build() -> Runs:
    return Runs()


class Runs:
    beyond = True

    def find(self, document: Document) -> Iterator[Edit]:
        if "  " not in document.text:
            return
        texts = document.texts
        gaps: dict[int, list[tuple[int, int, int]]] = {}
        for i, text in enumerate(texts):
            if "  " in text and (found := [(*m.span(1), m.end()) for m in _GAP.finditer(text)]):
                gaps[i] = found
        for i, found in gaps.items():
            if _CODE_OR_TABLE.match(texts[i]):
                continue
            if any(_aligned(found, gaps.get(_neighbour(texts, i, step), [])) for step in (-1, 1)):
                continue
            top = document.starts[i]
            for start, end, _ in found:
                yield Edit(top + start, top + end, " ")


def _neighbour(texts: Sequence[str], index: int, step: int) -> int:
    """The nearest line that is not blank, at most REACH lines away."""
    for i in range(index + step, index + step * (REACH + 1), step):
        if 0 <= i < len(texts) and texts[i] and not texts[i].isspace():
            return i
    return -1


def _aligned(one: list[tuple[int, int, int]], other: list[tuple[int, int, int]]) -> bool:
    for edge in (1, 2):
        widths = {gap[edge]: gap[1] - gap[0] for gap in one}
        if any(max(widths.get(gap[edge], 0), gap[1] - gap[0]) >= COLUMN for gap in other if gap[edge] in widths):
            return True
    return False
