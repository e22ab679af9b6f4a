"""Runs of spaces between words become one; columns that spaces align, and indentation, are left alone.

A gap is part of a column when it, or the gap over or under it, is at least COLUMN spaces wide and the words
behind both begin, or end, at the same place of their lines. One such gap keeps all gaps of both lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edits import Edit

OPTIONS: dict[str, object] = {}
COLUMN = 3

_GAP = re.compile(r"(?<=\S)( {2,})(\S+)")


def build() -> Runs:
    return Runs()


class Runs:
    def find(self, document: Document) -> Iterator[Edit]:
        if "  " not in document.text:
            return
        lines = document.lines
        gaps: dict[int, list[tuple[int, int, int]]] = {}
        for i, line in enumerate(lines):
            if "  " in line.text and (found := [(*m.span(1), m.end()) for m in _GAP.finditer(line.text)]):
                gaps[i] = found
        for i, found in gaps.items():
            if any(_aligned(found, gaps.get(j, [])) for j in (i - 1, i + 1)):
                continue
            for start, end, _ in found:
                yield Edit(lines[i].start + start, lines[i].start + end, " ")


def _aligned(one: list[tuple[int, int, int]], other: list[tuple[int, int, int]]) -> bool:
    for edge in (1, 2):
        widths = {gap[edge]: gap[1] - gap[0] for gap in one}
        if any(max(widths.get(gap[edge], 0), gap[1] - gap[0]) >= COLUMN for gap in other if gap[edge] in widths):
            return True
    return False
