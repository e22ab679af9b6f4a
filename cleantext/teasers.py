"""Teasers of other stories under the heading that announces them: titles, and a sentence under each.

A run goes on while titles (lines that are no prose, or that ask) follow each other, each with at most one line of prose
under it; it ends where two lines of prose follow each other, as text does, and where a table begins ("Weight: 3 kg").
Of a run that text follows, only titles go, but for the one right above the text, which may be its heading; sentences go
too where at least two titles have theirs. Nothing goes where the running text above the heading is shorter than the
run: there the list may be what the page is about.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from operator import and_

from cleantext.document import Document
from cleantext.main_text import Shape, lines
from cleantext.patterns import lazy
from cleantext.prose import CLOSERS
from cleantext.typed import NamedTuple

MOST = 40
"""Lines of a run at most."""
TITLE_WORDS = 20
QUESTION_WORDS = 14
"""Words of a title that asks or calls, at most."""
SENTENCE_WORDS = 45
TABLE_ROWS = 3
"""Lines of a name, a colon and a value that make a table if they follow each other."""
LEAST_ABOVE = 100
"""Words of running text that must stand above the heading."""


_TITLE_ENDS = ("?", "!", "…", "？", "！", "؟")
_ROW = lazy(r"(?:[*•·+-] )?[^:.!?]{1,30}: \S.{0,60}$")


class Page(NamedTuple):
    """The lines (indices) that are not blank, by row, and their shapes."""

    indices: list[int]
    shapes: list[Shape]
    running: list[int]
    """Words of running text above each row: prose that stands next to prose."""

    @staticmethod
    def read(document: Document) -> Page:
        indices, shapes = document.once(lines)
        prose = [line.prose for line in shapes]
        follows = map(and_, prose, [False, *prose])
        words = [line.words if both else 0 for line, both in zip(shapes, follows, strict=True)]
        return Page(indices, shapes, [0, *accumulate(words)])

    def row(self, index: int) -> int | None:
        """The row of a line; None for a blank one."""
        row = bisect_left(self.indices, index)
        return row if self.indices[row : row + 1] == [index] else None


def under(document: Document, heading: int) -> list[int]:
    """The lines (indices) of the teasers under a heading (an index); none under a blank line."""
    page = document.once(Page.read)
    row = page.row(heading)
    if row is None or (above := page.running[row]) < LEAST_ABOVE:
        return []
    end = run_end(page.shapes, row + 1, document.last)
    if sum(s.words for s in page.shapes[row + 1 : end]) > above:
        return []
    return page.indices[row + 1 : end]


def is_told(line: Shape) -> bool:
    """Whether the line is prose, and no title that asks or trails off."""
    return line.prose and not (line.words <= QUESTION_WORDS and line.text.rstrip(CLOSERS)[-1:] in _TITLE_ENDS)


def run_end(shapes: Sequence[Shape], start: int, last: bool) -> int:
    """The row after the run that begins at ``start``; ``last``: the text ends with these rows."""
    count, end, told = len(shapes), start, 0
    while end < min(count, start + MOST):
        line = shapes[end]
        if is_told(line):
            title = end > start and not is_told(shapes[end - 1])
            if not title or line.words > SENTENCE_WORDS or (end + 1 < count and is_told(shapes[end + 1])):
                break
            told += 1
        elif line.words > TITLE_WORDS:
            break
        end += 1
    end = _table(shapes, start, end)
    if end == count and last:
        return end
    if told < 2:
        end = next((row for row in range(start, end) if shapes[row].prose), end)
    return max(start, end - 1) if end < count and shapes[end].prose else end


def _table(shapes: Sequence[Shape], start: int, end: int) -> int:
    """The first row of a table among the rows from ``start`` to ``end``, or ``end``."""
    held = 0
    for row in range(start, end):
        held = held + 1 if _ROW.match(shapes[row].text) else 0
        if held == TABLE_ROWS:
            return row + 1 - held
    return end
