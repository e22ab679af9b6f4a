"""The model of a page: weights from a data file, the chance of each line to be main text, and why.

Every feature weighs by four numbers: the log odds of text for the first chain, and for the second how much rather
the line is before, within or after the text. What a line's own attributes say of the line and of its neighbours is
summed once a text of line and remembered; a page then costs a few additions.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import repeat
from math import exp
from pathlib import Path

from cleantext.article.chains import Odds, Parts, by_odds, by_parts
from cleantext.article.features import CONTEXT, context
from cleantext.article.shapes import Shape, shape
from cleantext.memory import REMEMBERED
from cleantext.typed import NamedTuple

OFFSETS = (0, -1, 1, -2, 2)
"""Where the line stands whose attributes count, seen from the line that is judged."""
NUMBERS = 4
"""The numbers of a weight: text against the rest; before, within and after against the text."""
UNIT = 100
"""Weights are written in hundredths."""
FIRST = 0.6
"""What the first chain counts, of 1."""
SUREST = 4.5
"""Log odds beyond which a chain does not outvote the other."""
FILE = Path(__file__).parent / "weights.json.gz"
HELD = 1 << 15
"""Lines whose shapes are kept before all are forgotten."""
_NOTHING = (0,) * len(OFFSETS)
BITS = 15
"""Of a field, so that NUMBERS of them fit a machine word: ``sum`` makes no object of each sum on its way then."""
_SHIFTS = tuple(range(0, NUMBERS * BITS, BITS))
_HALF = 1 << (BITS - 1)
_HALVES = sum(_HALF << shift for shift in _SHIFTS)
_MASK = (1 << BITS) - 1
_WORD = NUMBERS * BITS
_WORDS = tuple(range(0, len(OFFSETS) * _WORD, _WORD))
_WORD_HALVES = sum(_HALVES << shift for shift in _WORDS)
_WORD_MASK = (1 << _WORD) - 1

Sums = tuple[int, ...]


class Weights(NamedTuple):
    """``own``: attribute -> the numbers at each offset (last zeros left out); ``place``: one table a context column.

    ``odds`` and ``parts`` are the fields of the chains. All in hundredths.
    """

    own: dict[str, list[int]]
    place: list[dict[str, list[int]]]
    odds: list[int]
    parts: list[int]


def written(weights: Weights) -> bytes:
    """The file of the weights, the same bytes for the same weights."""
    ordered = weights._replace(
        own=dict(sorted(weights.own.items())), place=[dict(sorted(t.items())) for t in weights.place]
    )
    text = json.dumps(ordered._asdict(), ensure_ascii=False, separators=(",", ":")) + "\n"
    return gzip.compress(text.encode(), 9, mtime=0)


@cache
def shipped() -> Model:
    """The model whose weights come with the package."""
    return Model(Weights(**json.loads(gzip.decompress(FILE.read_bytes()))))


def packed(numbers: Iterable[int]) -> int:
    """Numbers as the fields of one, so that one addition adds them all; each sum must stay below 2 ** (BITS - 1).

    >>> unpacked(packed([1, -2, 3, 0]) + packed([1, 1, -4, 0]))
    (2, -1, -1, 0)
    """
    return sum(number << BITS * place for place, number in enumerate(numbers))


def unpacked(fields: int) -> tuple[int, ...]:
    fields += _HALVES
    return tuple([(fields >> shift & _MASK) - _HALF for shift in _SHIFTS])


def _held(odds: float) -> float:
    return SUREST if odds > SUREST else -SUREST if odds < -SUREST else odds


class Model:
    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._own = {name: packed(row) for name, row in weights.own.items()}
        self._place = [{value: packed(row) for value, row in table.items()} for table in weights.place]
        self._odds = Odds(*(n / UNIT for n in weights.odds))
        self._parts = Parts(*(n / UNIT for n in weights.parts))
        self._known: dict[str, tuple[Shape, Sums] | None] = {}

    def known(self, text: str) -> tuple[Shape, Sums] | None:
        """The shape of a line and what its attributes add at each offset, packed; None if it has no word."""
        try:
            return self._known[text]
        except KeyError:
            pass
        seen = shape(text)
        found = None if seen is None else (seen, self._sums(seen))
        if len(text) <= REMEMBERED:
            if len(self._known) >= HELD:
                self._known.clear()
            self._known[text] = found
        return found

    def marginals(self, lines: Sequence[tuple[Shape, Sums]], gaps: Sequence[bool]) -> list[float]:
        """The chance of each line to be main text: a mean of what the chains say, neither surer than SUREST."""
        if not lines:
            return []
        scores = [score + _HALVES for score in self._emissions(lines, gaps)]
        text, before, within, after = (
            [((score >> shift & _MASK) - _HALF) / UNIT for score in scores] for shift in _SHIFTS
        )
        both = zip(by_odds(self._odds, text), by_parts(self._parts, before, within, after), strict=True)
        return [1 / (1 + exp(-FIRST * _held(first) - (1 - FIRST) * _held(second))) for first, second in both]

    def _sums(self, seen: Shape) -> Sums:
        fields = sum(map(self._own.get, seen.attributes, repeat(0))) + _WORD_HALVES
        return tuple([(fields >> shift & _WORD_MASK) - _HALVES for shift in _WORDS])

    def _emissions(self, lines: Sequence[tuple[Shape, Sums]], gaps: Sequence[bool]) -> list[int]:
        nothing = repeat(0)
        columns = context([s for s, _ in lines], gaps)
        found = [map(table.get, column, nothing) for table, column in zip(self._place, columns, strict=True)]
        sums = [_NOTHING, _NOTHING, *(s for _, s in lines), _NOTHING, _NOTHING]
        return [
            sum(row) + own[0] + above[1] + below[2] + second_above[3] + second_below[4]
            for row, second_above, above, own, below, second_below in zip(
                zip(*found, strict=True), sums, sums[1:], sums[2:], sums[3:], sums[4:], strict=False
            )
        ]

    def reasons(self, lines: Sequence[tuple[Shape, Sums]], gaps: Sequence[bool], index: int) -> list[tuple[str, float]]:
        """Every feature that spoke for (above 0) or against keeping line ``index``, the strongest first.

        The second chain speaks for the text against the part that the line's features think likeliest.
        """
        rival = max(range(1, NUMBERS), key=unpacked(self._emissions(lines, gaps)[index]).__getitem__)

        def weight(numbers: Sequence[int]) -> float:
            first, *parts = (*numbers, *[0] * (NUMBERS - len(numbers)))
            return (FIRST * first - (1 - FIRST) * parts[rival - 1]) / UNIT

        found: list[tuple[str, float]] = []
        for k, offset in enumerate(OFFSETS):
            if 0 <= index + offset < len(lines):
                for attribute in lines[index + offset][0].attributes:
                    row = self.weights.own.get(attribute, [])[NUMBERS * k : NUMBERS * (k + 1)]
                    found.append((f"{attribute}@{offset:+d}" if offset else attribute, weight(row)))
        columns = context([s for s, _ in lines], gaps)
        for name, table, column in zip(CONTEXT, self.weights.place, columns, strict=True):
            found.append((f"{name}={column[index]}", weight(table.get(column[index], []))))
        return sorted([item for item in found if item[1]], key=lambda item: -abs(item[1]))
