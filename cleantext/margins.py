"""The margins of a page: what stands before and after its main text, and where each line there has its place.

Language neutral: shapes, places and repetition; words only where packs knew them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import accumulate, chain, repeat
from operator import getitem, mul, sub

from cleantext import line_marks
from cleantext.line_marks import SIDES
from cleantext.main_text import KINDS, Shape, share
from cleantext.memory import remembered_together

_NOTHING = len(KINDS) - 1


def marks(shapes: Sequence[Shape], known: Collection[int], first: int, last: int) -> dict[int, list[str]]:
    """The marks of each line that lies outside of the main text and is no prose, by its index.

    ``known``: indices of the lines that are labels by their words.
    """
    found: dict[int, list[str]] = {}
    for side, rows, steps in _Page(shapes, known, first, last).margins():
        taken = [repeat(step) if isinstance(step, int) else step for step in steps]
        for i, line in zip(rows, zip(*taken, strict=False), strict=False):
            if not shapes[i].prose:
                named = (names[step] for names, step in zip(_COLUMNS[side], line, strict=True))
                found[i] = [*next(line_marks.marks([shapes[i].text], side)), *filter(None, named)]
    return found


class Scale:
    """Weights of marks, laid out so that a line's score is read off without naming its marks.

    Weights count in thousandths, as they are written: their sums are exact, whatever is added first.
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = defaultdict(int, {name: round(1000 * weight) for name, weight in weights.items()})
        weigh = self._weights.__getitem__
        self._columns = {
            side: [[weigh(name) if name else 0 for name in names] for names in columns]
            for side, columns in _COLUMNS.items()
        }
        self._own = {side: remembered_together(partial(self._alone, side)) for side in _COLUMNS}

    def _alone(self, side: str, texts: Sequence[str]) -> list[int]:
        """What each line weighs by itself."""
        weigh, constant = self._weights.__getitem__, self._weights[""]
        return [constant + sum(map(weigh, own)) for own in line_marks.marks(texts, side)]

    def scores(self, shapes: Sequence[Shape], known: Collection[int], first: int, last: int) -> dict[int, int]:
        """The sum of the weights of what :func:`marks` gives for each line, and of the constant, by its index.

        In thousandths.
        """
        found: dict[int, int] = {}
        for side, rows, steps in _Page(shapes, known, first, last).margins():
            same, weights = 0, []
            for column, taken in zip(self._columns[side], steps, strict=True):
                if isinstance(taken, int):
                    same += column[taken]
                else:
                    weights.append(map(column.__getitem__, taken))
            around = [same + each for each in map(sum, zip(*weights, strict=False))]
            scored = [i for i in rows if not shapes[i].prose]
            own = self._own[side].each([shapes[i].text for i in scored])
            found.update({i: alone + around[i - rows.start] for i, alone in zip(scored, own, strict=True)})
        return found


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
    """The names of the steps of :meth:`_Page.margins`, column by column."""

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


_COLUMNS = {side: _columns(side) for side in SIDES}


Steps = int | Iterable[int]
"""The step of each of some lines on a column, or that of all."""

_REACHES = (4, 10, 25)
_PAD = max(_REACHES)
"""Lines to either side of one that its steps look at, at most."""


@cache
def _label_steps() -> list[list[int]]:
    """The step of each number of labels among each number of lines."""
    widths = range(1, 2 * _PAD + 2)
    return [[], *([bisect_right(_NEAR_LABELS_STEPS, 100 * n / width) for n in range(width + 1)] for width in widths)]


@cache
def _ladder(cuts: Sequence[int]) -> list[int]:
    """The steps of 0, 1, 2 ... on the way to the last one."""
    return [bisect_right(cuts, number) for number in range(cuts[-1] + 1)]


def _ascending(cuts: Sequence[int], count: int) -> list[int]:
    """The steps of the numbers up to ``count``."""
    ladder = _ladder(cuts)
    return ladder[:count] + ladder[-1:] * (count - len(ladder))


class _Page:
    """Sums over a page that the steps of its lines are read from."""

    def __init__(self, shapes: Sequence[Shape], known: Collection[int], first: int, last: int) -> None:
        self._first, self._last, self._known_lines = first, last, known
        self._texts, words, self._is_prose, _, _, kinds, labels = zip(*shapes, strict=True)
        self._kinds = (_NOTHING, _NOTHING, *kinds, _NOTHING, _NOTHING)
        self._prose = _Sums(map(mul, words, self._is_prose))
        self._labels = _Sums(labels)
        self._known = _Sums([i in known for i in range(len(shapes))] if known else ())
        self._lines = _Sums(repeat(1, len(shapes)))
        self._inside = self._texts[first : last + 1]
        inside = last + 1 - first
        self._whole = (
            bisect_right(_SHARE_STEPS, share(shapes, first, last)),
            bisect_right(_WORDS_STEPS, sum(words[first : last + 1])),
            bisect_right(_LABELS_STEPS, 100 * (inside - sum(self._is_prose[first : last + 1])) / inside),
        )

    def margins(self) -> Iterator[tuple[str, range, list[Steps]]]:
        """Of the head and the tail: its side, its lines, and their steps on the columns of _COLUMNS."""
        count, first, last = len(self._texts), self._first, self._last
        shared = self._shared([*range(first), *range(last + 1, count)])
        if head := range(first):
            far, edge = _ascending(_FAR_STEPS, first)[::-1], _ascending(_EDGE_STEPS, first)
            inner = [sums.up_to(head, first) for sums in (self._prose, self._labels, self._known)]
            yield "H", head, self._columns(head, far, edge, shared[:first], self._prose.since(head, 0), *inner)
        if tail := range(last + 1, count):
            far, edge = _ascending(_FAR_STEPS, len(tail)), _ascending(_EDGE_STEPS, len(tail))[::-1]
            inner = [sums.since(tail, last + 1) for sums in (self._prose, self._labels, self._known)]
            yield "T", tail, self._columns(tail, far, edge, shared[first:], self._prose.up_to(tail, count), *inner)

    def _columns(
        self, rows: range, far: Steps, edge: Steps, shared: list[float], outer: Sums, *inner: Sums
    ) -> list[Steps]:
        """``far`` and ``edge``: steps of the lines between each of the rows and the main text, and the page's edge.

        ``shared``: the share of each row's words that the main text holds.
        ``outer``: words of prose beyond each row; ``inner``: words of prose, labels and known labels between it and
        the main text.
        """
        columns: list[Steps] = [self._kinds[rows.start + at : rows.stop + at] for at in (0, 1, 3, 4)]
        for reach in _REACHES:
            labels, lines = self._labels.around(rows, reach), self._lines.around(rows, reach)
            assert not isinstance(lines, int)
            tables = map(_label_steps().__getitem__, lines)
            columns.append(0 if isinstance(labels, int) else map(getitem, tables, labels))
            columns.append(_steps(_NEAR_PROSE_STEPS, self._prose.around(rows, reach)))
        return [
            *columns,
            *(_steps(_NEAR_KNOWN_STEPS, self._known.around(rows, reach)) for reach in (3, 10)),
            far,
            edge,
            bisect_right(_SIZE_STEPS, len(rows)),
            _steps(_OUTER_STEPS, outer),
            *map(_steps, (_INNER_STEPS, _ROWS_STEPS, _ANCHORS_STEPS), inner),
            _steps(_SHARED_STEPS, shared),
            self._again(rows),
            [i in self._known_lines for i in rows] if self._known_lines else 0,
            *self._whole,
        ]

    def _shared(self, rows: Sequence[int]) -> list[float]:
        """The share of each row's words that the main text holds; -1 for a row without any."""
        words = line_marks.vocabulary.each(["" if self._is_prose[i] else self._texts[i] for i in rows])
        wanted = set(chain.from_iterable(words))
        held = (wanted and wanted.intersection(line_marks.all_words(self._inside))).__contains__
        return [sum(map(held, own)) / len(own) if own else -1 for own in words]

    def _again(self, rows: range) -> Steps:
        """Whether each row's text stands on the page more than once."""
        if len(set(self._texts)) == len(self._texts):
            return 0
        times = Counter(self._texts)
        return [times[text] > 1 for text in self._texts[rows.start : rows.stop]]


Sums = int | Iterable[int]
"""A number for each of some lines, or 0 for all."""


class _Sums:
    """Sums over the lines of a page, from which those over a stretch are read off."""

    def __init__(self, values: Iterable[int]) -> None:
        sums = list(accumulate(values, initial=0))
        self._sums = [0] * _PAD + sums + sums[-1:] * _PAD

    def around(self, rows: range, reach: int) -> Sums:
        """Over each row and ``reach`` lines to either side."""
        if not self._sums[-1]:
            return 0
        sums, start, stop = self._sums, rows.start + _PAD, rows.stop + _PAD
        above, below = sums[start - reach : stop - reach], sums[start + reach + 1 : stop + reach + 1]
        return 0 if above[0] == below[-1] else map(sub, below, above)

    def since(self, rows: range, start: int) -> Sums:
        """Over the lines from ``start`` to each row, which is left out."""
        if not self._sums[-1]:
            return 0
        sums = self._sums[rows.start + _PAD : rows.stop + _PAD]
        before = self._sums[start + _PAD]
        return 0 if sums[-1] == before else map(sub, sums, repeat(before))

    def up_to(self, rows: range, stop: int) -> Sums:
        """Over the lines behind each row, up to ``stop``."""
        if not self._sums[-1]:
            return 0
        sums = self._sums[rows.start + 1 + _PAD : rows.stop + 1 + _PAD]
        after = self._sums[stop + _PAD]
        return 0 if sums[0] == after else map(sub, repeat(after), sums)


def _steps(cuts: Sequence[float], values: int | Iterable[float]) -> Steps:
    return bisect_right(cuts, values) if isinstance(values, int) else map(bisect_right, repeat(cuts), values)
