"""How often something must repeat before a rule is proposed."""

from __future__ import annotations

from typing import NamedTuple

PAGES = 3
"""Pages of a site under which nothing can be learned."""


class Run(NamedTuple):
    """Neighbouring lines go together: at least ``lines`` of them in a row, each on ``percent`` of the pages.

    Two lines are neighbours if one follows the other on at least two pages.
    """

    name: str
    lines: int
    percent: int


class Thresholds(NamedTuple):
    """Chosen on eleven sites, 81 pages, on the careful side of what ``benchmarks/learn.py --cross`` tries.

    Every line must stand on two pages at least. The longer a run of lines, the smaller the share of pages that proves
    it: a menu of a part of the site.
    ``alone``: percent of the pages on which a line must stand that goes without neighbours; it reads as prose, or has
    ``words`` words. ``prose``: the same for a line of prose in a run.
    """

    runs: tuple[Run, ...] = (Run("run", 4, 60), Run("long-run", 8, 30))
    prose: int = 70
    alone: int = 70
    words: int = 8


THRESHOLDS = Thresholds()
