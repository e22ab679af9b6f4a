"""The main text of a page: the stretch of lines with the highest sum of scores, where prose counts by its words and
labels count against it. Language neutral.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence

from cleantext.document import Document
from cleantext.keys import blank
from cleantext.memory import remembered_together
from cleantext.prose import LEAST_WORDS, is_ended, is_prose, may_be_spaceless, spaceless_letters
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


_MOST = max(PROSE_WORDS, *_LENGTHS)
"""Words of a line beyond which more make no difference but to their number."""


def _form(words: int, prose: bool, ended: bool) -> tuple[bool, bool, float, int, bool]:
    """What is behind ``words`` in a shape."""
    score = float(-LABEL_COST)
    if prose:
        score = float(min(words, PROSE_WORDS))
    elif ended and words >= 4:
        score = min(words, 8) * 0.5
    kind = 8 * prose + 2 * bisect_right(_LENGTHS, words) + ended
    return prose, ended, score, kind, not prose and not ended and words <= 6


_FORMS = [[[_form(words, p, e) for words in range(_MOST + 1)] for e in (False, True)] for p in (False, True)]


@remembered_together
def shape(views: Sequence[str]) -> list[Shape]:
    """The shapes of lines that are not blank, as :func:`cleantext.keys.view` shows them."""
    numbers = [view.count(" ") + 1 for view in views]
    if may_be_spaceless("".join(views)):
        letters = [spaceless_letters(view[:2000]) for view in views]
        numbers = [max(words, n // 2) if n > 3 else words for words, n in zip(numbers, letters, strict=True)]
    return [
        Shape(view, words, *_FORMS[words >= LEAST_WORDS and is_prose(view)][is_ended(view)][min(words, _MOST)])
        for view, words in zip(views, numbers, strict=True)
    ]


def main_text(shapes: Sequence[Shape], known: Collection[int] = ()) -> tuple[int, int, float]:
    """First and last line of the main text and its score; ``(0, -1, 0)`` where there is none.

    Under a score of LEAST the margins have no meaning.
    """
    best, first, last = 0.0, 0, -1
    score, start = 0.0, 0
    for i, line in enumerate(shapes):
        if score <= 0:
            score, start = 0.0, i
        score += line.score - KNOWN_COST if known and i in known else line.score
        if score > best:
            best, first, last = score, start, i
    return first, last, best


def share(shapes: Sequence[Shape], first: int, last: int) -> float:
    """The part of the page's words that the main text holds."""
    words = [line.words for line in shapes]
    return sum(words[first : last + 1]) / max(1, sum(words))


def lines(document: Document) -> tuple[list[int], list[Shape]]:
    """The lines (indices) of a document that are not blank, and their shapes."""
    views = document.views
    rows = [index for index, text in enumerate(views) if text and (text < "\x7f" or not blank(text))]
    return rows, shape.each([views[index] for index in rows])


def body(document: Document) -> tuple[int, int]:
    """The first and the last line (indices) of prose; ``(len(lines), -1)`` where there is none.

    What stands before the first is the head of the page, what stands after the last its tail. A window from
    the middle of a long text has no head, or no tail.
    """
    rows, shapes = document.once(lines)
    count = len(document.views)
    prose = [row for row, line in zip(rows, shapes, strict=True) if line.prose]
    first, last = (prose[0], prose[-1]) if prose else (count, -1)
    if not document.first:
        first = min(first, 0)
    if not document.last:
        last = max(last, count - 1)
    return first, last
