"""Teasers of other stories at the end of a page, under a line that packs know as a label.

Below the last running text (prose next to prose), each label may be the heading of teasers, whatever it says: titles
follow each other there, each with at most one line of prose. At least LEAST of them must have their sentence, and all
that goes holds fewer words than half of the running text: else it may be what the page is about. Does not fire under a
label that the page repeats, which belongs to posts, nor where more than one line asks: there the next one answers.

``labels``: headings besides those that other chrome rules take from the same document.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter

from cleantext.document import Document, drop_lines
from cleantext.edits import Edit
from cleantext.keys import folded
from cleantext.labels import bare, label_key
from cleantext.memory import remembered
from cleantext.teasers import LEAST_ABOVE, Page, is_told, run_end

OPTIONS: dict[str, object] = {"labels": []}
LEAST = 2
TWICE = 2
"""Times that a heading of teasers may stand on a page; what stands more often is a part of posts."""
LONGEST = 60
"""Code points of a heading out of ``labels``."""
TITLE_LEAST = 4
"""Words of a title at least."""


def build(labels: list[str]) -> Closing:
    return Closing(frozenset(map(label_key, labels)))


class Closing:
    viewing = True

    def __init__(self, labels: frozenset[str]) -> None:
        self._knows = remembered(lambda text: bare(folded(text)) in labels)

    def find(self, document: Document) -> list[Edit]:
        page = document.once(Page.read)
        shapes, whole = page.shapes, page.running[-1]
        if whole < LEAST_ABOVE or not document.last:
            return []
        tail = range(bisect_left(page.running, whole), len(shapes))
        if sum(shapes[row].prose for row in tail) < LEAST:
            return []
        own = {row for row in tail if len(shapes[row].text) <= LONGEST and self._knows[shapes[row].text]}
        headings = [row for row in tail if row in own or page.indices[row] in document.labelled]
        if not headings:
            return []
        times = Counter([line.text for line in shapes])
        labelled = Counter([document.views[index] for index in document.labelled])
        gone: set[int] = set()
        for row in headings:
            if row in gone or (times if row in own else labelled)[shapes[row].text] > TWICE:
                continue
            end = run_end(shapes, row + 1, document.last)
            told = [r for r in range(row + 2, end) if is_told(shapes[r]) and shapes[r - 1].words >= TITLE_LEAST]
            asked = [r for r in range(row + 1, end) if shapes[r].text.endswith("?")]
            if len(told) >= LEAST and len(asked) < LEAST:
                gone.update(range(row + (row not in own), end))
        if 2 * sum(shapes[row].words for row in gone) >= whole:
            return []
        return drop_lines(document, sorted(page.indices[row] for row in gone))
