"""Runs of spaces between words become one; columns that spaces align, and indentation, are left alone.

A gap is part of a column when it, or the gap over or under it (blank lines aside), is at least COLUMN spaces
wide and the words behind both begin, or end, at the same place of their lines. One such gap keeps all gaps of
both lines. Lines that are indented as code, or ruled as a table, keep theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edits import Edit

OPTIONS: dict[str, object] = {}
COLUMN = 3

_CODE_OR_TABLE = re.compile(r" {4}|\t| *[|\u2502+]")
_GAP = re.compile(r"(?<=\S)( {2,})(\S+)")


def build() -> Runs:
    return Runs()


class Runs:
    def find(self, document: Document) -> Iterator[Edit]:
        if "  " not in document.text:
            return
        rows = [line for line in document.lines if line.text and not line.text.isspace()]
        gaps: list[list[tuple[int, int, int]]] = [
            [(*m.span(1), m.end()) for m in _GAP.finditer(line.text)] if "  " in line.text else [] for line in rows
        ]
        for i, (line, found) in enumerate(zip(rows, gaps, strict=True)):
            if not found or _CODE_OR_TABLE.match(line.text):
                continue
            if any(_aligned(found, gaps[j]) for j in (i - 1, i + 1) if 0 <= j < len(rows)):
                continue
            for start, end, _ in found:
                yield Edit(line.start + start, line.start + end, " ")


def _aligned(one: list[tuple[int, int, int]], other: list[tuple[int, int, int]]) -> bool:
    for edge in (1, 2):
        widths = {gap[edge]: gap[1] - gap[0] for gap in one}
        if any(max(widths.get(gap[edge], 0), gap[1] - gap[0]) >= COLUMN for gap in other if gap[edge] in widths):
            return True
    return False
