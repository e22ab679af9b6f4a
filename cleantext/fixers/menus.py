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

from cleantext import margins
from cleantext.document import Document, drop_lines
from cleantext.edits import Edit
from cleantext.main_text import LEAST, Shape, lines, main_text, share
from cleantext.patterns import lazy

OPTIONS: dict[str, object] = {"least": 1.5}
RICH = 0.9
"""Share of the page's words from which on a main text is no scarce one."""
CAUTION = 3.0
"""What ``least`` rises by for each unit that the share falls short of RICH."""
REACH = 5
"""Lines to each side whose mean score counts."""
SLACK = 0.7
"""How far a line's own score may fall short of ``least``."""
CLAIM = 1.0
"""What ``least`` rises by for a line that reads as a sentence without its end mark, or as a list in words."""
HEADS = 1.25
"""What it rises by for a line right above prose: it may be its heading."""
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
        self._least = least

    def find(self, document: Document) -> list[Edit]:
        if not (document.first or document.last):
            return []
        rows, shapes = document.once(lines)
        known = {row for row, index in enumerate(rows) if index in document.labelled}
        first, last, best = main_text(shapes, known)
        if best < LEAST:
            return []
        least = self._least + CAUTION * max(0.0, RICH - share(shapes, first, last))
        scores = _scale().scores(shapes, known, first, last)
        chosen = [
            row
            for row, own in scores.items()
            if own + SLACK > least
            and chrome(scores, row)
            > least + (0.0 if row in known else max(CLAIM * _claims(shapes[row]), HEADS * _heads(shapes, row)))
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
        while bullet in _BULLETS and (row := row + 1) in scores and scores[row] > 0 and shapes[row].text[:2] == bullet:
            found.add(row)
    return sorted(found)


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


def chrome(scores: Mapping[int, float], row: int) -> float:
    """How sure it is that the row is chrome: the lower of its neighbourhood's mean and its own score with slack."""
    around = [scores[k] for k in range(row - REACH, row + REACH + 1) if k in scores]
    return min(scores[row] + SLACK, sum(around) / len(around))
