"""How much of a document's prose one pack may take."""

from __future__ import annotations

from collections import Counter

from cleantext.document import Document
from cleantext.prose import is_prose

BUDGET = 1 / 3
"""Share of a document's lines of prose that one pack may take in one document ..."""
BUDGET_FREE = 3
"""... but so many lines of prose are always allowed: short texts have few."""


def over_budget(document: Document, by_pack: dict[str, set[int]], taken: Counter[str]) -> list[str]:
    """Packs that would take more than their share of the document's prose.

    Rules of high risk are not counted: whoever chose them wants prose to go, and they bound themselves. Nor are rules
    that write out each line that they take: only a pattern can take what nobody thought of.
    ``taken`` counts the lines of prose that each pack took from it before, and is brought up to date.
    """
    prose = {i for lines in by_pack.values() for i in lines if is_prose(document.texts[i])}
    if not prose:
        return []
    total = sum(map(is_prose, document.texts)) + taken.total()
    over: list[str] = []
    for pack, lines in by_pack.items():
        wanted = len(prose & lines)
        if taken[pack] + wanted > max(BUDGET_FREE, total * BUDGET):
            over.append(pack)
        else:
            taken[pack] += wanted
    return over
