"""From chances to lines: which lines of a page to keep, and when to leave the page alone."""

from __future__ import annotations

from collections.abc import Sequence

LEAST_GAIN = 0.04
"""Expected F1 that a choice must add to the page as it stands, or the page is left alone."""
LEAST_WORDS = 40
"""Words that must remain ..."""
LEAST_SHARE = 0.03
"""... and the share of the page's words; with less there is no article to find."""


def best(chances: Sequence[float], sizes: Sequence[int]) -> list[bool] | None:
    """The lines to keep: the cut of the chances with the highest expected F1 over words.

    None, the page stays as it is, where too little would remain or the choice would hardly be better than the
    whole page. No threshold is set by hand: a sure page is cut near one half, a doubtful one lower.
    """
    order = sorted(range(len(chances)), key=lambda i: -chances[i])
    right = sum(p * w for p, w in zip(chances, sizes, strict=True))
    words = sum(sizes)
    found = kept = 0.0
    top, cut = 0.0, 1.0
    for i in order:
        found += chances[i] * sizes[i]
        kept += sizes[i]
        value = 2 * found / (kept + right)
        if value > top:
            top, cut = value, chances[i]
    if top - 2 * right / (words + right) < LEAST_GAIN:
        return None
    keep = [p >= cut for p in chances]
    remaining = sum(w for w, k in zip(sizes, keep, strict=True) if k)
    return None if remaining < LEAST_WORDS or remaining < LEAST_SHARE * words else keep
