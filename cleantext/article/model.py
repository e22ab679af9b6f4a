"""The linear chain: weights from a data file, the chance of each line to be main text, and why.

Two states, so that every score is one number: the log odds of keeping. What a line's own attributes say of the
line and of its neighbours is summed once a text of line and remembered; a page then costs a few additions.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from itertools import repeat
from math import exp, log
from pathlib import Path
from typing import NamedTuple

from cleantext.article.features import CONTEXT, context
from cleantext.article.shapes import Shape, shape

OFFSETS = (0, -1, 1, -2, 2)
"""Where the line stands whose attributes count, seen from the line that is judged."""
UNIT = 100
"""Weights are written in hundredths."""
_REMEMBERED = 1 << 15
_NOTHING = (0,) * len(OFFSETS)
_FAR = 30.0

Sums = tuple[int, ...]


class Weights(NamedTuple):
    """``own``: attribute -> hundredths at each offset (last zeros left out); ``place``: one table a context column.

    ``step`` holds the scores drop-drop, drop-keep, keep-drop, keep-keep; ``start`` and ``stop`` log odds.
    """

    own: dict[str, list[int]]
    place: list[dict[str, int]]
    step: list[int]
    start: int
    stop: int


@cache
def shipped() -> Model:
    """The model whose weights come with the package."""
    return Model(Weights(**json.loads((Path(__file__).parent / "weights.json").read_text("utf-8"))))


class Model:
    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._own = {name: (*row, *_NOTHING[len(row) :]) for name, row in weights.own.items()}
        self._known: dict[str, tuple[Shape, Sums] | None] = {}

    def known(self, text: str) -> tuple[Shape, Sums] | None:
        """The shape of a line and what its attributes add at each offset, in hundredths; None if it has no word."""
        try:
            return self._known[text]
        except KeyError:
            pass
        seen = shape(text)
        found = None if seen is None else (seen, self._sums(seen))
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[text] = found
        return found

    def marginals(self, lines: Sequence[tuple[Shape, Sums]], gaps: Sequence[bool]) -> list[float]:
        """The chance of each line to be main text."""
        return self._chain(self._emissions(lines, gaps))

    def _sums(self, seen: Shape) -> Sums:
        rows = [row for row in map(self._own.get, seen.attributes) if row]
        return tuple(map(sum, zip(*rows, strict=True))) if rows else _NOTHING

    def _emissions(self, lines: Sequence[tuple[Shape, Sums]], gaps: Sequence[bool]) -> list[float]:
        nothing = repeat(0)
        columns = context([s for s, _ in lines], gaps)
        found = [map(table.get, column, nothing) for table, column in zip(self.weights.place, columns, strict=True)]
        sums = [_NOTHING, _NOTHING, *(s for _, s in lines), _NOTHING, _NOTHING]
        return [
            (sum(row) + own[0] + above[1] + below[2] + second_above[3] + second_below[4]) / UNIT
            for row, second_above, above, own, below, second_below in zip(
                zip(*found, strict=True), sums, sums[1:], sums[2:], sums[3:], sums[4:], strict=False
            )
        ]

    def _chain(self, scores: Sequence[float]) -> list[float]:
        """Forward and backward over log odds; clamped, where nothing changes any more."""
        dd, dk, kd, kk = (exp(w / UNIT) for w in self.weights.step)
        n = len(scores)
        forward = [0.0] * n
        odds = self.weights.start / UNIT
        for i, score in enumerate(scores):
            if i:
                e = exp(odds)
                odds = log((e * kk + dk) / (e * kd + dd))
            odds += score
            forward[i] = odds = _FAR if odds > _FAR else -_FAR if odds < -_FAR else odds
        back = self.weights.stop / UNIT
        out = [0.0] * n
        for i in range(n - 1, -1, -1):
            odds = forward[i] + back
            out[i] = 1 / (1 + exp(-odds)) if odds > -_FAR else 0.0
            odds = back + scores[i]
            e = exp(_FAR if odds > _FAR else -_FAR if odds < -_FAR else odds)
            back = log((kk * e + kd) / (dk * e + dd))
        return out

    def reasons(self, lines: Sequence[tuple[Shape, Sums]], gaps: Sequence[bool], index: int) -> list[tuple[str, float]]:
        """Every feature that spoke for (above 0) or against keeping line ``index``, the strongest first."""
        found: list[tuple[str, float]] = []
        for k, offset in enumerate(OFFSETS):
            if 0 <= index + offset < len(lines):
                for attribute in lines[index + offset][0].attributes:
                    row = self.weights.own.get(attribute, ())
                    if k < len(row) and row[k]:
                        found.append((f"{attribute}@{offset:+d}" if offset else attribute, row[k] / UNIT))
        columns = context([s for s, _ in lines], gaps)
        for name, table, column in zip(CONTEXT, self.weights.place, columns, strict=True):
            if weight := table.get(column[index]):
                found.append((f"{name}={column[index]}", weight / UNIT))
        return sorted(found, key=lambda item: -abs(item[1]))
