"""Pages for the fit of the article model: dumps, labels of their lines, and sparse matrices of their features."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import numpy as np
from linear_chain import Batch, shifts
from scipy.sparse import csr_matrix

from cleantext.article.features import context
from cleantext.article.model import OFFSETS, Model, Weights
from cleantext.article.page import Page
from cleantext.article.shapes import Shape

FOLDS = 5
NEAR, LEFT_OVER = 4, 0.25
"""A cleaned page still has this share of the lines of chrome that stand so near to its text."""
EMPTY = Model(Weights({}, [], [0] * 6, [0] * 11))


def bench() -> Path:
    data = os.environ.get("CLEANTEXT_DATA")
    if not data or not (Path(data) / "bench").is_dir():
        sys.exit("skipped: CLEANTEXT_DATA names no folder with bench/ in it")
    return Path(data) / "bench"


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", bench() / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass
class Dump:
    """One page in one converter; ``good`` is 1 for each of its lines that is gold."""

    record: dict[str, Any]
    page: Page
    good: np.ndarray

    @property
    def site(self) -> str:
        return str(self.record.get("site") or self.record["id"])

    @property
    def fold(self) -> int:
        """The fold of the page's site: all pages of a site, in all converters, are in one."""
        return int(hashlib.md5(self.site.encode()).hexdigest(), 16) % FOLDS

    @property
    def group(self) -> str:
        if self.record["source"] == "scrapinghub":
            return "scrapinghub"
        return "wcxb article" if self.record["type"] == "article" else "wcxb other"


def thinned(dump: Dump, random: Random) -> tuple[Page, np.ndarray]:
    """The page as a second reading or a cleaned file shows it: its text, and little of what stood around."""
    near = np.convolve(dump.good, np.ones(2 * NEAR + 1, int))[NEAR : NEAR + len(dump.good)] > 0
    left = [bool(g) or (bool(n) and random.random() < LEFT_OVER) for g, n in zip(dump.good, near, strict=True)]
    return dump.page.only(left), dump.good[left]


def dumps(score: ModuleType, names: Sequence[str] = ("scrapinghub", "wcxb")) -> list[Dump]:
    found: list[Dump] = []
    for name in names:
        for record in score.rows(str(bench() / "dev" / f"{name}.jsonl.gz")):
            _, share = score.label_lines(record["dump"], record["gold"])
            page = Page.read(record["dump"].split("\n"), EMPTY)
            if page.lines:
                found.append(Dump(record, page, np.array([(share[i] or 0) >= 0.5 for i in page.indices], int)))
    return found


class Columns:
    """Features by name, each a column. ``seen`` counts, per column, the sites that show it."""

    def __init__(self) -> None:
        self.own: dict[str, int] = {}
        self.place: dict[tuple[int, str], int] = {}

    def batch(self, pages: Iterable[tuple[Sequence[Shape], Sequence[bool]]]) -> Batch:
        own, own_at, place, place_at = [], [0], [], [0]
        spans: list[tuple[int, int]] = []
        for shapes, gaps in pages:
            for shape in shapes:
                own += [self.own.setdefault(a, len(self.own)) for a in shape.attributes]
                own_at.append(len(own))
            for row in zip(*context(shapes, gaps), strict=True):
                place += [self.place.setdefault(cell, len(self.place)) for cell in enumerate(row)]
                place_at.append(len(place))
            start = spans[-1][1] if spans else 0
            spans.append((start, start + len(shapes)))
        return Batch(
            _ones(own, own_at, len(self.own)), _ones(place, place_at, len(self.place)), spans, shifts(spans, OFFSETS)
        )


def _ones(columns: list[int], starts: list[int], width: int) -> csr_matrix:
    data = np.ones(len(columns), np.float32)
    return csr_matrix((data, np.array(columns, np.int32), np.array(starts, np.int64)), shape=(len(starts) - 1, width))


def sites_with(matrix: csr_matrix, row_sites: np.ndarray) -> np.ndarray:
    """For each column, how many sites show it."""
    cells = matrix.tocoo()
    width = int(row_sites.max()) + 1
    return np.bincount(
        np.unique(cells.col.astype(np.int64) * width + row_sites[cells.row]) // width, minlength=matrix.shape[1]
    )


def taken(batch: Batch, which: Sequence[int]) -> Batch:
    """The pages of the batch that are named."""
    rows = np.concatenate([np.arange(*batch.pages[p]) for p in which])
    ends = np.cumsum([batch.pages[p][1] - batch.pages[p][0] for p in which])
    spans = [(int(a), int(b)) for a, b in zip([0, *ends[:-1]], ends, strict=True)]
    return Batch(batch.own[rows], batch.place[rows], spans, shifts(spans, OFFSETS))
