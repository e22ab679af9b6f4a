"""The margins of a page: what stands before and after its main text, and what each line there looks like.

Language neutral: shapes, places and repetition; words only where packs knew them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from itertools import accumulate, repeat
from operator import getitem, mul, sub

from cleantext.main_text import KINDS, Shape, shape, share
from cleantext.memory import remembered
from cleantext.patterns import lazy

_BULLET = lazy(r"(?:[*•·+\-–—o▪‣►»>›|]|\d{1,2}[.)])\s")
_BULLET_STARTS = frozenset("*•·+-–—o▪‣►»>›|")
_WORD = lazy(r"\w{4,}")
_QUOTES = frozenset('="“”«»„')
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
        self._weights = defaultdict(float, weights)
        self._own = {side: remembered(partial(self._alone, side)) for side in _COLUMNS}

    def _alone(self, side: str, text: str) -> float:
        """What a line weighs by itself."""
        return self._weights[""] + sum(map(self._weights.__getitem__, _own(text, side)))

    def scores(self, shapes: Sequence[Shape], known: Collection[int], first: int, last: int) -> dict[int, float]:
        """The sum of the weights of what :func:`marks` gives for each line, and of the constant, by its index."""
        found: dict[int, float] = {}
        for side, rows, steps in _Page(shapes, known, first, last).margins():
            own, same, weights = self._own[side], 0.0, []
            for column, taken in zip(self._columns[side], steps, strict=True):
                if isinstance(taken, int):
                    same += column[taken]
                else:
                    weights.append(map(getitem, repeat(column), taken))
            for i, around in zip(rows, map(sum, zip(*weights, strict=False)), strict=False):
                if not shapes[i].prose:
                    found[i] = own(shapes[i].text) + around + same
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


_COLUMNS = {"H": _columns("H"), "T": _columns("T")}


Steps = int | Sequence[int]
"""The step of each of some lines on a column, or that of all."""

_REACHES = (4, 10, 25)
_PAD = max(_REACHES)
"""Lines to either side of one that its steps look at, at most."""


@cache
def _label_steps() -> list[list[int]]:
    """The step of each number of labels among each number of lines."""
    widths = range(1, 2 * _PAD + 2)
    return [[], *([bisect_right(_NEAR_LABELS_STEPS, 100 * n / width) for n in range(width + 1)] for width in widths)]


@lru_cache(maxsize=64)
def _ladder(cuts: Sequence[float], count: int) -> list[int]:
    """The steps of 0, 1, 2 ... on the way to ``count``."""
    return [bisect_right(cuts, number) for number in range(count)]


_TO_WORDS = "".join(chr(c) if chr(c).isalnum() or chr(c) == "_" else " " for c in range(128))


@remembered
def _vocabulary(text: str) -> tuple[str, ...]:
    """The words of four letters or more, in lower case."""
    if text.isascii():
        return tuple([word for word in text.lower().translate(_TO_WORDS).split() if len(word) > 3])
    return tuple(_WORD.findall(text.lower()))


@lru_cache(maxsize=2)
def _all_words(texts: Sequence[str]) -> set[str]:
    """The words of all texts, those that :func:`_vocabulary` gives and shorter ones."""
    plain = "\n".join([text for text in texts if text.isascii()])
    words = set(plain.lower().translate(_TO_WORDS).split())
    words.update(*[_vocabulary(text) for text in texts if not text.isascii()])
    return words


class _Page:
    """Sums over a page that the steps of its lines are read from."""

    def __init__(self, shapes: Sequence[Shape], known: Collection[int], first: int, last: int) -> None:
        self._first, self._last, self._known_lines = first, last, known
        self._texts, words, self._is_prose, _, _, kinds, labels = zip(*shapes, strict=True)
        self._kinds = (_NOTHING, _NOTHING, *kinds, _NOTHING, _NOTHING)
        self._prose = _Sums(map(mul, words, self._is_prose))
        self._labels = _Sums(labels)
        self._known = _Sums([i in known for i in range(len(shapes))])
        self._lines = _Sums([1] * len(shapes))
        self._times = Counter(self._texts)
        self._words = _all_words(self._texts[first : last + 1])
        inside = last + 1 - first
        self._whole = (
            bisect_right(_SHARE_STEPS, share(shapes, first, last)),
            bisect_right(_WORDS_STEPS, sum(words[first : last + 1])),
            bisect_right(_LABELS_STEPS, 100 * (inside - sum(self._is_prose[first : last + 1])) / inside),
        )

    def margins(self) -> Iterator[tuple[str, range, list[Steps]]]:
        """Of the head and the tail: its side, its lines, and their steps on the columns of _COLUMNS."""
        count, first, last = len(self._texts), self._first, self._last
        if head := range(first):
            far, edge = _ladder(_FAR_STEPS, first)[::-1], _ladder(_EDGE_STEPS, first)
            inner = [sums.up_to(head, first) for sums in (self._prose, self._labels, self._known)]
            yield "H", head, self._columns(head, far, edge, self._prose.since(head, 0), *inner)
        if tail := range(last + 1, count):
            far, edge = _ladder(_FAR_STEPS, len(tail)), _ladder(_EDGE_STEPS, len(tail))[::-1]
            inner = [sums.since(tail, last + 1) for sums in (self._prose, self._labels, self._known)]
            yield "T", tail, self._columns(tail, far, edge, self._prose.up_to(tail, count), *inner)

    def _columns(self, rows: range, far: Steps, edge: Steps, outer: Sums, *inner: Sums) -> list[Steps]:
        """``far`` and ``edge``: steps of the lines between each of the rows and the main text, and the page's edge.

        ``outer``: words of prose beyond each row; ``inner``: words of prose, labels and known labels between it and
        the main text.
        """
        columns: list[Steps] = [self._kinds[rows.start + at : rows.stop + at] for at in (0, 1, 3, 4)]
        for reach in _REACHES:
            labels, lines = self._labels.around(rows, reach), self._lines.around(rows, reach)
            assert not isinstance(lines, int)
            counts = repeat(0) if isinstance(labels, int) else labels
            tables = map(_label_steps().__getitem__, lines)
            columns.append([table[count] for table, count in zip(tables, counts, strict=False)])
            columns.append(_steps(_NEAR_PROSE_STEPS, self._prose.around(rows, reach)))
        return [
            *columns,
            *(_steps(_NEAR_KNOWN_STEPS, self._known.around(rows, reach)) for reach in (3, 10)),
            far,
            edge,
            bisect_right(_SIZE_STEPS, len(rows)),
            _steps(_OUTER_STEPS, outer),
            *map(_steps, (_INNER_STEPS, _ROWS_STEPS, _ANCHORS_STEPS), inner),
            _steps(_SHARED_STEPS, self._shared(rows)),
            [self._times[text] > 1 for text in self._texts[rows.start : rows.stop]],
            [i in self._known_lines for i in rows] if self._known_lines else 0,
            *self._whole,
        ]

    def _shared(self, rows: range) -> list[float]:
        """The share of each row's words that the main text holds; -1 for a row without any."""
        held = self._words.__contains__
        vocabularies = [() if self._is_prose[i] else _vocabulary(self._texts[i]) for i in rows]
        return [sum(map(held, words)) / len(words) if words else -1 for words in vocabularies]


Sums = int | list[int]
"""A number for each of some lines, or 0 for all."""


class _Sums:
    """Sums over the lines of a page, from which those over a stretch are read off."""

    def __init__(self, values: Iterable[int]) -> None:
        sums = list(accumulate(values, initial=0))
        self._sums = [0] * _PAD + sums + sums[-1:] * _PAD

    def around(self, rows: range, reach: int) -> Sums:
        """Over each row and ``reach`` lines to either side."""
        return self._between(rows, -reach, reach + 1)

    def _between(self, rows: range, above: int, below: int) -> Sums:
        sums, start, stop = self._sums, rows.start + _PAD, rows.stop + _PAD
        if sums[start + above] == sums[stop + below - 1]:
            return 0
        return list(map(sub, sums[start + below : stop + below], sums[start + above : stop + above]))

    def since(self, rows: range, start: int) -> Sums:
        """Over the lines from ``start`` to each row, which is left out."""
        sums = self._sums[rows.start + _PAD : rows.stop + _PAD]
        before = self._sums[start + _PAD]
        return 0 if sums[-1] == before else [each - before for each in sums]

    def up_to(self, rows: range, stop: int) -> Sums:
        """Over the lines behind each row, up to ``stop``."""
        sums = self._sums[rows.start + 1 + _PAD : rows.stop + 1 + _PAD]
        after = self._sums[stop + _PAD]
        return 0 if sums[0] == after else [after - each for each in sums]


def _steps(cuts: Sequence[float], values: int | Sequence[float]) -> Steps:
    return bisect_right(cuts, values) if isinstance(values, int) else [bisect_right(cuts, value) for value in values]


def _own(text: str, side: str) -> list[str]:
    """The marks that a line in the head (H) or the tail (T) of a page shows by itself."""
    _, words, _, ended, *_ = shape(text)
    size = bisect_right((2, 3, 4, 6, 9, 13), words)
    found = [_SIZES[side][size]]
    if ended:
        found += [side + "end", _ENDS[size]]
    if text[-1] in ":：,;،":
        found.append("colon")
    if (text[0] in _BULLET_STARTS or text[0].isdecimal()) and _BULLET.match(text):
        found.append(side + "bullet")
    if digits := _digits(text):
        found += ["digits", _DIGITS[bisect_right((15, 35, 60), 100 * digits / len(text))]]
    found += [mark for mark in "©(," if mark in text]
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
        capitals = sum([part[0].isupper() for part in parts]) / len(parts)
        found.append(_CAPITALS[bisect_right((0.3, 0.6, 0.99), capitals)])
    return found


_SIZES = {side: [f"{side}words={size}" for size in range(7)] for side in _COLUMNS}
_ENDS = [f"end={size}" for size in range(7)]
_DIGITS, _CAPITALS = ([f"{name}={step}" for step in range(4)] for name in ("digits", "capitals"))


def _digits(text: str) -> int:
    if text.isascii():
        return len(text) - len(text.encode().translate(None, b"0123456789"))
    return sum(map(str.isdigit, text))
