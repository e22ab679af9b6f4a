"""The margins of a page: what stands before and after its main text, and what each line there looks like.

The main text is the stretch of lines with the highest sum of scores, where prose counts by its words and labels
count against it. Language neutral: shapes, places and repetition; words only where packs knew them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import accumulate, chain
from operator import getitem
from typing import NamedTuple

from cleantext.document import remembered
from cleantext.prose import is_ended, is_prose, spaceless_letters

_BULLET = re.compile(r"(?:[*•·+\-–—o▪‣►»>›|]|\d{1,2}[.)])\s")
_WORD = re.compile(r"\w{4,}")
_QUOTES = frozenset('="“”«»„')

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
    """

    text: str
    words: int
    prose: bool
    ended: bool
    score: float
    kind: int


KINDS = (*(f"{a}{size}{end}" for a in "lp" for size in range(4) for end in ("", "e")), "x")
"""Names of what stands beside a line: label or prose, its step of length, e with an end mark; x where nothing is."""
_NOTHING = len(KINDS) - 1
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
    return Shape(text, words, prose, ended, score, kind)


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


def marks(shapes: Sequence[Shape], known: Collection[int], first: int, last: int) -> dict[int, list[str]]:
    """The marks of each line that lies outside of the main text and is no prose, by its index.

    ``known``: indices of the lines that are labels by their words.
    """
    page = _Page(shapes, known, first, last)
    found: dict[int, list[str]] = {}
    for i, side, steps in page.margins():
        named = (names[step] for names, step in zip(_COLUMNS[side], steps, strict=True))
        found[i] = [*_own(shapes[i].text, side), *filter(None, named)]
    return found


class Scale:
    """Weights of marks, laid out so that a line's score is read off without naming its marks."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        weigh = weights.get
        self._columns = {
            side: [[weigh(name, 0.0) if name else 0.0 for name in names] for names in columns]
            for side, columns in _COLUMNS.items()
        }
        self._weights = weights
        self._own = {side: remembered(partial(self._alone, side)) for side in _COLUMNS}

    def _alone(self, side: str, text: str) -> float:
        """What a line weighs by itself."""
        return self._weights[""] + sum(self._weights.get(mark, 0.0) for mark in _own(text, side))

    def scores(self, shapes: Sequence[Shape], known: Collection[int], first: int, last: int) -> dict[int, float]:
        """The sum of the weights of what :func:`marks` gives for each line, and of the constant, by its index."""
        page, own, columns = _Page(shapes, known, first, last), self._own, self._columns
        return {
            i: own[side](shapes[i].text) + sum(map(getitem, columns[side], steps)) for i, side, steps in page.margins()
        }


_SHARE_STEPS = (0.2, 0.35, 0.5, 0.65, 0.8)
_WORDS_STEPS = (120, 250, 500, 1000)
_LABELS_STEPS = (20, 40, 60, 75)
_NEAR_LABELS_STEPS = (20, 40, 60, 75, 90)
_NEAR_PROSE_STEPS = (1, 15, 40, 100, 200)
_NEAR_KNOWN_STEPS = (1, 2, 3, 5)
_FAR_STEPS = (1, 2, 3, 5, 8, 12, 20, 30, 50, 100)
_EDGE_STEPS = (1, 2, 4, 8, 16, 32, 64)
_SIZE_STEPS = (3, 6, 12, 25, 50, 100)
_OUTER_STEPS = (1, 20, 60, 150, 400)
_INNER_STEPS = (1, 20, 60)
_ROWS_STEPS = (1, 3, 6, 12, 25)
_ANCHORS_STEPS = (1, 2, 4)
_SHARED_STEPS = (0, 0.01, 0.34, 0.67, 0.99)


def _columns(side: str) -> list[list[str]]:
    """The names of the steps of :meth:`_Page.margins`, place by place."""

    def steps(name: str, cuts: Sequence[float]) -> list[str]:
        return [f"{name}={step}" for step in range(len(cuts) + 1)]

    return [
        *([f"{at}={kind}" for kind in KINDS] for at in (-2, -1, 1, 2)),
        *(
            column
            for reach in (4, 10, 25)
            for column in (steps(f"labels{reach}", _NEAR_LABELS_STEPS), steps(f"prose{reach}", _NEAR_PROSE_STEPS))
        ),
        steps("known3", _NEAR_KNOWN_STEPS),
        steps("known10", _NEAR_KNOWN_STEPS),
        steps(f"{side}far", _FAR_STEPS),
        steps(f"{side}edge", _EDGE_STEPS),
        steps(f"{side}size", _SIZE_STEPS),
        steps(f"{side}outer", _OUTER_STEPS),
        steps(f"{side}inner", _INNER_STEPS),
        steps(f"{side}rows", _ROWS_STEPS),
        steps(f"{side}anchors", _ANCHORS_STEPS),
        steps(f"{side}shared", _SHARED_STEPS),
        ["", f"{side}again"],
        ["", "known"],
        steps(f"{side}share", _SHARE_STEPS),
        steps(f"{side}length", _WORDS_STEPS),
        steps(f"{side}labels", _LABELS_STEPS),
    ]


_COLUMNS = {"H": _columns("H"), "T": _columns("T")}


@cache
def _label_steps(width: int) -> list[int]:
    """The step of each number of labels among ``width`` lines."""
    return [bisect_right(_NEAR_LABELS_STEPS, 100 * labels / width) for labels in range(width + 1)]


_TO_WORDS = "".join(chr(c) if chr(c).isalnum() or chr(c) == "_" else " " for c in range(128))


@remembered
def _vocabulary(text: str) -> tuple[str, ...]:
    """The words of four letters or more, in lower case."""
    if text.isascii():
        return tuple([word for word in text.lower().translate(_TO_WORDS).split() if len(word) > 3])
    return tuple(_WORD.findall(text.lower()))


class _Page:
    """Sums over a page that the steps of its lines are read from."""

    def __init__(self, shapes: Sequence[Shape], known: Collection[int], first: int, last: int) -> None:
        self._shapes, self._known_lines, self._first, self._last = shapes, known, first, last
        self._prose = [0, *accumulate([s.words if s.prose else 0 for s in shapes])]
        self._labels = [0, *accumulate([not s.prose and not s.ended and s.words <= 6 for s in shapes])]
        self._known = [0, *accumulate([i in known for i in range(len(shapes))])]
        self._kinds = [_NOTHING, _NOTHING, *[s.kind for s in shapes], _NOTHING, _NOTHING]
        self._times = Counter([s.text for s in shapes])
        inside = shapes[first : last + 1]
        margin = (_vocabulary(s.text) for s in (*shapes[:first], *shapes[last + 1 :]) if not s.prose)
        self._shared = set(chain.from_iterable(margin)).intersection(
            chain.from_iterable(_vocabulary(s.text) for s in inside)
        )
        self._whole = (
            bisect_right(_SHARE_STEPS, share(shapes, first, last)),
            bisect_right(_WORDS_STEPS, sum(s.words for s in inside)),
            bisect_right(_LABELS_STEPS, 100 * sum(not s.prose for s in inside) / len(inside)),
        )

    def margins(self) -> Iterator[tuple[int, str, tuple[int, ...]]]:
        """Of each line outside of the main text that is no prose: its index, side, and steps on _COLUMNS."""
        for i in range(self._first):
            if not self._shapes[i].prose:
                yield i, "H", self._steps(i, i + 1, self._first, i, self._first, self._prose[i])
        count = len(self._shapes)
        for i in range(self._last + 1, count):
            if not self._shapes[i].prose:
                outer = self._prose[count] - self._prose[i + 1]
                yield i, "T", self._steps(i, self._last + 1, i, count - 1 - i, count - 1 - self._last, outer)

    def _steps(self, i: int, near: int, far: int, edge: int, size: int, outer: int) -> tuple[int, ...]:
        """``near`` to ``far``: the lines between line ``i`` and the main text; ``edge``: lines between it and the
        edge of the page; ``size``: lines of its margin; ``outer``: words of prose beyond it."""
        prose, labels, known, kinds, shared = self._prose, self._labels, self._known, self._kinds, self._shared
        count = len(self._shapes)
        a4, z4 = max(0, i - 4), min(count, i + 5)
        a10, z10 = max(0, i - 10), min(count, i + 11)
        a25, z25 = max(0, i - 25), min(count, i + 26)
        text = self._shapes[i].text
        own = _vocabulary(text)
        return (
            kinds[i],
            kinds[i + 1],
            kinds[i + 3],
            kinds[i + 4],
            _label_steps(z4 - a4)[labels[z4] - labels[a4]],
            bisect_right(_NEAR_PROSE_STEPS, prose[z4] - prose[a4]),
            _label_steps(z10 - a10)[labels[z10] - labels[a10]],
            bisect_right(_NEAR_PROSE_STEPS, prose[z10] - prose[a10]),
            _label_steps(z25 - a25)[labels[z25] - labels[a25]],
            bisect_right(_NEAR_PROSE_STEPS, prose[z25] - prose[a25]),
            bisect_right(_NEAR_KNOWN_STEPS, known[min(count, i + 4)] - known[max(0, i - 3)]),
            bisect_right(_NEAR_KNOWN_STEPS, known[z10] - known[a10]),
            bisect_right(_FAR_STEPS, far - near),
            bisect_right(_EDGE_STEPS, edge),
            bisect_right(_SIZE_STEPS, size),
            bisect_right(_OUTER_STEPS, outer),
            bisect_right(_INNER_STEPS, prose[far] - prose[near]),
            bisect_right(_ROWS_STEPS, labels[far] - labels[near]),
            bisect_right(_ANCHORS_STEPS, known[far] - known[near]),
            bisect_right(_SHARED_STEPS, sum([word in shared for word in own]) / len(own) if own else -1),
            self._times[text] > 1,
            i in self._known_lines,
            *self._whole,
        )


def _own(text: str, side: str) -> list[str]:
    """The marks that a line in the head (H) or the tail (T) of a page shows by itself."""
    _, words, _, ended, *_ = shape(text)
    size = bisect_right((2, 3, 4, 6, 9, 13), words)
    found = [f"{side}words={size}"]
    if ended:
        found += [f"{side}end", f"end={size}"]
    if text[-1] in ":：,;،":
        found.append("colon")
    if _BULLET.match(text):
        found.append(f"{side}bullet")
    if digits := sum(map(str.isdigit, text)):
        found += ["digits", f"digits={bisect_right((15, 35, 60), 100 * digits / len(text))}"]
    found += [mark for mark in ("©", "(", ",") if mark in text]
    if "|" in text or "»" in text or "›" in text:
        found.append("separator")
    if "@" in text or "http" in text or "www." in text:
        found.append("address")
    if not _QUOTES.isdisjoint(text):
        found.append("quote")
    found.append("lower" if text[0].islower() else "upper" if text[0].isupper() else "other")
    if text.isupper():
        found.append("capitals")
    parts = text.split()
    if len(parts) > 1:
        capitals = sum(part[0].isupper() for part in parts) / len(parts)
        found.append(f"capitals={bisect_right((0.3, 0.6, 0.99), capitals)}")
    return found
