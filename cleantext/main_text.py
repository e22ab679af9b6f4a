"""The main text of a page: the stretch of lines with the highest sum of scores, where prose counts by its words and
labels count against it. Language neutral.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence

from cleantext.document import Document, blank
from cleantext.memory import remembered
from cleantext.prose import is_ended, is_prose, spaceless_letters
from cleantext.typed import NamedTuple

PROSE_WORDS = 50
"""Words of one line beyond which it adds no more to its stretch."""
LABEL_COST = 2
"""What a line that is no prose takes from its stretch."""
KNOWN_COST = 30
"""What a line that packs know as a label takes besides: the main text seldom goes on beyond it."""
LEAST = 60
"""Score of the main text under which a page has none to speak of."""


class Shape(NamedTuple):
    """What a line shows by itself.

    ``score``: what it adds to a stretch of main text; ``kind``: what it is as a neighbour, an index of KINDS.
    ``label``: it is short, and neither prose nor ended.
    """

    text: str
    words: int
    prose: bool
    ended: bool
    score: float
    kind: int
    label: bool


KINDS = (*(f"{a}{size}{end}" for a in "lp" for size in range(4) for end in ("", "e")), "x")
"""Names of what stands beside a line: label or prose, its step of length, e with an end mark; x where nothing is."""
_LENGTHS = (3, 6, 12)


@remembered
def shape(text: str) -> Shape:
    """``text`` is stripped."""
    words = len(text.split())
    letters = spaceless_letters(text[:2000])
    if letters > 3:
        words = max(words, letters // 2)
    prose, ended = is_prose(text), is_ended(text)
    score = float(-LABEL_COST)
    if prose:
        score = float(min(words, PROSE_WORDS))
    elif ended and words >= 4:
        score = min(words, 8) * 0.5
    kind = 8 * prose + 2 * bisect_right(_LENGTHS, words) + ended
    return Shape(text, words, prose, ended, score, kind, not prose and not ended and words <= 6)


def main_text(shapes: Sequence[Shape], known: Collection[int] = ()) -> tuple[int, int, float]:
    """First and last line of the main text and its score; ``(0, -1, 0)`` where there is none.

    Under a score of LEAST the margins have no meaning.
    """
    best, first, last = 0.0, 0, -1
    score, start = 0.0, 0
    for i, line in enumerate(shapes):
        if score <= 0:
            score, start = 0.0, i
        score += line.score - KNOWN_COST if i in known else line.score
        if score > best:
            best, first, last = score, start, i
    return first, last, best


def share(shapes: Sequence[Shape], first: int, last: int) -> float:
    """The part of the page's words that the main text holds."""
    return sum(s.words for s in shapes[first : last + 1]) / max(1, sum(s.words for s in shapes))


def lines(document: Document) -> tuple[list[int], list[Shape]]:
    """The lines (indices) of a document that are not blank, and their shapes."""
    views = document.views
    rows = [index for index, text in enumerate(views) if text and (text.isascii() or not blank(text))]
    return rows, [shape(views[index]) for index in rows]
