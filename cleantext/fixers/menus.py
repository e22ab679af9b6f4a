"""Menus, link lists and other runs of labels in the margins of a page, known by shape, place and neighbours.

A line that is no prose and lies outside of the main text has a score, the sum of the weights of its marks (see
:mod:`cleantext.margins`). It goes where its own score and the mean score of its neighbourhood both say chrome.
Does not fire on pages without a stretch of prose, and leaves the main text and all prose alone.

``least`` is the score (log odds, weighted towards keeping) that the neighbourhood must reach. It rises where the
main text holds a small share of the page's words: where prose is scarce, labels may be what the page is about.
Weights: fitted and cross-validated by site with ``benchmarks/fit_menus.py`` on the pages it names.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate, repeat
from operator import sub

from cleantext import margins
from cleantext.document import Document, drop_lines
from cleantext.edits import Edit
from cleantext.main_text import LEAST, Shape, lines, main_text, share
from cleantext.patterns import lazy

OPTIONS: dict[str, object] = {"least": 1.5}
# From here on scores count in thousandths.
RICH = 0.9
"""Share of the page's words from which on a main text is no scarce one."""
CAUTION = 3000
"""What ``least`` rises by for each unit that the share falls short of RICH."""
REACH = 5
"""Lines to each side whose mean score counts."""
SLACK = 700
"""How far a line's own score may fall short of ``least``."""
CLAIM = 1000
"""What ``least`` rises by for a line that reads as a sentence without its end mark, or as a list in words."""
HEADS = 1250
"""What it rises by for a line right above prose: it may be its heading."""
_MOST = max(CLAIM, HEADS)
CLAIM_WORDS = 8
COMMAS = 2
"""Commas from which on a line is a list in words, and no label."""
LONG_WORDS = 20
"""Words of a line that says something if a sentence ends in its midst; a shorter one needs two such ends."""
_BULLETS = frozenset(f"{sign} " for sign in "*•·-+")
_SENTENCE_END = lazy(r"\w[.!?…]\s+[^\W\d_]|[。！？]")


def build(least: float) -> Menus:
    return Menus(least)


@cache
def _scale() -> margins.Scale:
    with open(os.path.join(os.path.dirname(__file__), "menus.json"), encoding="utf-8") as file:
        return margins.Scale(json.load(file))


class Menus:
    viewing = True

    def __init__(self, least: float) -> None:
        self._least = 1000 * least

    def find(self, document: Document) -> list[Edit]:
        if not (document.first or document.last):
            return []
        rows, shapes = document.once(lines)
        labelled = document.labelled
        known = {row for row, index in enumerate(rows) if index in labelled} if labelled else frozenset[int]()
        first, last, best = main_text(shapes, known)
        if best < LEAST:
            return []
        least = self._least + CAUTION * max(0.0, RICH - share(shapes, first, last))
        scores = _scale().scores(shapes, known, first, last)
        chosen = [
            row
            for row, sure in chrome(scores).items()
            if sure > least and (sure > least + _MOST or row in known or sure > least + _doubt(shapes, row))
        ]
        chosen = _whole_lists(chosen, shapes, scores)
        if not document.first:
            chosen = [row for row in chosen if row > last]
        if not document.last:
            chosen = [row for row in chosen if row < first]
        return drop_lines(document, (rows[row] for row in chosen))


def _whole_lists(chosen: list[int], shapes: Sequence[Shape], scores: Mapping[int, float]) -> list[int]:
    """The rows and, below each, the rest of its list: lines with the same bullet that speak for chrome at all."""
    found = set(chosen)
    for row in chosen:
        bullet = shapes[row].text[:2]
        if bullet not in _BULLETS:
            continue
        while (row := row + 1) not in found and scores.get(row, 0) > 0 and shapes[row].text[:2] == bullet:
            found.add(row)
    return sorted(found)


def _doubt(shapes: Sequence[Shape], row: int) -> int:
    """What ``least`` rises by for the row."""
    return max(CLAIM * _claims(shapes[row]), HEADS * _heads(shapes, row))


def _claims(line: Shape) -> bool:
    """Whether a line without an end mark says something: it is long with most words small, or a list with commas."""
    if line.text.count(", ") >= COMMAS:
        return True
    if line.words < CLAIM_WORDS:
        return False
    if len(_SENTENCE_END.findall(line.text)) > (line.words < LONG_WORDS):
        return True
    if line.ended:
        return False
    words = line.text.split()
    return 3 * sum([word[0].islower() for word in words]) >= 2 * len(words)


def _heads(shapes: Sequence[Shape], row: int) -> bool:
    """Whether the row stands right above prose, or above a line that goes on in small letters: it may belong to it."""
    if row + 1 == len(shapes):
        return False
    below = shapes[row + 1]
    return below.prose or (below.words > 1 and below.text[0].islower() and not shapes[row].ended)


def chrome(scores: Mapping[int, float]) -> dict[int, float]:
    """How sure it is that each row is chrome: the lower of its neighbourhood's mean and its own score with slack."""
    if not scores:
        return {}
    first, last, around = min(scores), max(scores), 2 * REACH + 1
    near = range(first - REACH, last + REACH + 1)
    sums = list(accumulate(map(scores.get, near, repeat(0)), initial=0.0))
    sizes = list(accumulate(map(scores.__contains__, near), initial=0))
    sides = zip(range(first, last + 1), map(sub, sums[around:], sums), map(sub, sizes[around:], sizes), strict=False)
    return {row: min(scores[row] + SLACK, total / size) for row, total, size in sides if row in scores}
