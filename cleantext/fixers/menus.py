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
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from cleantext import margins
from cleantext.document import Document, blank, drop_lines
from cleantext.edits import Edit

OPTIONS: dict[str, object] = {"least": 1.85}
RICH = 0.8
"""Share of the page's words from which on a main text is no scarce one."""
CAUTION = 2.5
"""What ``least`` rises by for each unit that the share falls short of RICH."""
REACH = 5
"""Lines to each side whose mean score counts."""
SLACK = 0.7
"""How far a line's own score may fall short of ``least``."""
CLAIM = 1.0
"""What ``least`` rises by for a line that reads as a sentence without its end mark: what the page says of itself."""
CLAIM_WORDS = 8
LONG_WORDS = 20
"""Words of a line that says something if a sentence ends in its midst; a shorter one needs two such ends."""
_SENTENCE_END = re.compile(r"\w[.!?…]\s+[^\W\d_]|[。！？]")


def build(least: float) -> Menus:
    return Menus(least)


@cache
def _scale() -> margins.Scale:
    return margins.Scale(json.loads(Path(__file__).with_suffix(".json").read_text("utf-8")))


class Menus:
    viewing = True

    def __init__(self, least: float) -> None:
        self._least = least

    def find(self, document: Document) -> list[Edit]:
        if not (document.first or document.last):
            return []
        rows, shapes = page(document)
        known = {row for row, index in enumerate(rows) if index in document.labelled}
        first, last, best = margins.main_text(shapes, known)
        if best < margins.LEAST:
            return []
        least = self._least + CAUTION * max(0.0, RICH - margins.share(shapes, first, last))
        scores = _scale().scores(shapes, known, first, last)
        VH=os.environ.get('VH','')
        heads=lambda row: bool(VH) and row+1<len(shapes) and shapes[row+1].prose and (VH=='1' or not row or not shapes[row-1].prose)
        chosen = [
            row
            for row, own in scores.items()
            if own + SLACK > least and chrome(scores, row) > least + CLAIM * (row not in known and (_claims(shapes[row]) or heads(row)))
        ]
        G1=float(os.environ.get("G1","9")); G2=float(os.environ.get("G2","0")); G3=float(os.environ.get("G3","99"))
        if margins.share(shapes, first, last) < G2 and sum(shapes[r].words for r in chosen) > G1*sum(s.words for s in shapes):
            chosen=[r for r in chosen if chrome(scores,r)>least+G3]
        if not document.first:
            chosen = [row for row in chosen if row > last]
        if not document.last:
            chosen = [row for row in chosen if row < first]
        return drop_lines(document, (rows[row] for row in chosen))


def _claims(line: margins.Shape) -> bool:
    """Whether a line without an end mark reads as a sentence: long, and most words small."""
    if line.words < CLAIM_WORDS:
        return False
    if len(_SENTENCE_END.findall(line.text)) > (line.words < LONG_WORDS):
        return True
    if line.ended:
        return False
    words = line.text.split()
    return 3 * sum([word[0].islower() for word in words]) >= 2 * len(words)


def page(document: Document) -> tuple[list[int], list[margins.Shape]]:
    """The lines (indices) of a document that are not blank, and their shapes."""
    shapes = [(index, margins.shape(text)) for index, text in enumerate(document.views) if not blank(text)]
    return [index for index, _ in shapes], [shape for _, shape in shapes]


def chrome(scores: Mapping[int, float], row: int) -> float:
    """How sure it is that the row is chrome: the lower of its neighbourhood's mean and its own score with slack."""
    around = [scores[k] for k in range(row - REACH, row + REACH + 1) if k in scores]
    return min(scores[row] + SLACK, sum(around) / len(around))
