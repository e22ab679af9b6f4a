"""From chances to lines: which lines of a page to keep, and when to leave the page alone."""

from __future__ import annotations

from collections.abc import Sequence

LEAST_GAIN = 0.02
"""Expected F1 that a choice must add to the page as it stands, or the page is left alone."""
LEAST_VALUE = 0.55
"""Expected F1 of a choice; with less the model does not know what the page is about."""
SURE = 0.9
"""Expected F1 of an ordinary article. Errors on a doubtful page come together, so there more is kept."""
CAUTION = 4.0
"""The power of its doubt by which the cut goes down on such a page."""
LEAST_WORDS = 40
"""Words that must remain ..."""
LEAST_SHARE = 0.03
"""... and the share of the page's words; with less there is no article to find."""


def best(chances: Sequence[float], sizes: Sequence[int]) -> list[bool] | None:
    """The lines to keep, by the rule that maximises the expected F1 over words: cut the chances at half of it.

    On a page whose expected F1 is below SURE the cut goes down steeply. None, the page stays as it is,
    where the model is in doubt, where too little would remain, or where the choice is hardly better than the page.
    """
    words = sum(sizes)
    right = sum(p * w for p, w in zip(chances, sizes, strict=True))
    value = _highest(chances, sizes, right)
    if value < LEAST_VALUE:
        return None
    cut = value / 2 * min(1.0, value / SURE) ** CAUTION
    keep = [p >= cut for p in chances]
    kept = sum(w for w, k in zip(sizes, keep, strict=True) if k)
    if kept < LEAST_WORDS or kept < LEAST_SHARE * words:
        return None
    found = sum(p * w for p, w, k in zip(chances, sizes, keep, strict=True) if k)
    gain = 2 * found / (kept + right) - 2 * right / (words + right)
    return keep if gain >= LEAST_GAIN else None


def _highest(chances: Sequence[float], sizes: Sequence[int], right: float) -> float:
    """The highest expected F1 that any cut of the chances has."""
    top = found = kept = 0.0
    for i in sorted(range(len(chances)), key=lambda i: -chances[i]):
        found += chances[i] * sizes[i]
        kept += sizes[i]
        top = max(top, 2 * found / (kept + right))
    return top
