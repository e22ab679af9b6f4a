"""The linear chain: weights from a data file, the chance of each line to be main text, and why.

Two states, so that every score is one number: the log odds of keeping. What a line's own attributes say of the
line and of its neighbours is summed once a text of line and remembered; a page then costs a few additions.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
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

Sums = tuple[float, ...]


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
        self._known: dict[str, tuple[Shape, Sums] | None] = {}

    def known(self, text: str) -> tuple[Shape, Sums] | None:
        """The shape of a line and what its attributes add at each offset; None for a line without a word."""
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
        own = self.weights.own
        totals = [0, 0, 0, 0, 0]
        for attribute in seen.attributes:
            row = own.get(attribute)
            if row:
                for k, weight in enumerate(row):
                    totals[k] += weight
        return tuple(total / UNIT for total in totals)

    def _emissions(self, lines: Sequence[tuple[Shape, Sums]], gaps: Sequence[bool]) -> list[float]:
        tables = [table.get for table in self.weights.place]
        sums = [_NOTHING, _NOTHING, *(s for _, s in lines), _NOTHING, _NOTHING]
        scores: list[float] = []
        for i, row in enumerate(context([s for s, _ in lines], gaps)):
            total = 0
            for get, value in zip(tables, row, strict=True):
                total += get(value, 0)
            scores.append(total / UNIT + sums[i + 2][0] + sums[i + 1][1] + sums[i + 3][2] + sums[i][3] + sums[i + 4][4])
        return scores

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
        row_values = context([s for s, _ in lines], gaps)[index]
        for name, table, value in zip(CONTEXT, self.weights.place, row_values, strict=True):
            if table.get(value):
                found.append((f"{name}={value}", table[value] / UNIT))
        return sorted(found, key=lambda item: -abs(item[1]))
