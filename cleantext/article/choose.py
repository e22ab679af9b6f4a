"""From chances to lines: which lines of a page to keep, and when to leave the page alone."""

from __future__ import annotations

from collections.abc import Sequence

from cleantext.typed import NamedTuple

LEAST_GAIN = 0.01
"""Expected F1 that a choice must add to the page as it stands, or the page is left alone."""
LEAST_VALUE = 0.55
"""Expected F1 of a choice; with less the model does not know what the page is about."""
SURE = 0.9
"""Expected F1 of an ordinary article. Errors on a doubtful page come together, so there more is kept."""
CAUTION = 3.0
"""The power of its doubt by which the cut goes down on such a page."""
PRECISION = 1.25
"""What precision counts beside recall. F1 of pages is that of their mean precision and recall, and recall is higher."""
LEAST_WORDS = 40
"""Words that must remain ..."""
LEAST_SHARE = 0.03
"""... and the share of the page's words; with less there is no article to find."""


def best(chances: Sequence[float], sizes: Sequence[int]) -> list[bool] | None:
    """The lines to keep: those above the cut with the highest expected recall and weighted precision.

    On a page whose expected F1 is below SURE the cut goes down. None, the page stays as it is, where the model is
    in doubt, where too little would remain, or where the choice is hardly better than the page.

    >>> best([0.9, 0.9, 0.2, 0.05], [100, 80, 10, 200])
    [True, True, False, False]
    >>> best([0.9, 0.9, 0.9], [100, 80, 90]) is None
    True
    """
    words = sum(sizes)
    right = sum(p * w for p, w in zip(chances, sizes, strict=True))
    cut = _cut(chances, sizes, right)
    if cut.value < LEAST_VALUE:
        return None
    at = cut.chance * min(1.0, cut.value / SURE) ** CAUTION
    keep = [p >= at for p in chances]
    kept = sum(w for w, k in zip(sizes, keep, strict=True) if k)
    if kept < LEAST_WORDS or kept < LEAST_SHARE * words:
        return None
    found = sum(p * w for p, w, k in zip(chances, sizes, keep, strict=True) if k)
    gain = 2 * found / (kept + right) - 2 * right / (words + right)
    return keep if gain >= LEAST_GAIN else None


class _Cut(NamedTuple):
    """A chance to cut at, and the highest expected F1 that any cut has."""

    chance: float
    value: float


def _cut(chances: Sequence[float], sizes: Sequence[int], right: float) -> _Cut:
    """``right`` is the expected number of words of main text."""
    chance = most = value = found = kept = 0.0
    for i in sorted(range(len(chances)), key=chances.__getitem__, reverse=True):
        found += chances[i] * sizes[i]
        kept += sizes[i]
        if (expected := 2 * found / (kept + right)) > value:
            value = expected
        worth = PRECISION * found / kept + found / right if right else 0.0
        if worth > most:
            chance, most = chances[i], worth
    return _Cut(chance, value)
