"""Teasers of other stories at the end of a page, under a line that packs know as a label.

Below the last running text (prose next to prose), each label may be the heading of teasers, whatever it says: titles
follow each other there, each with at most one line of prose. At least LEAST titles of several words go, and only if all
of these runs hold fewer words than half of the running text: else they may be what the page is about.
"""

from __future__ import annotations

from collections import Counter

from cleantext.document import Document, drop_lines
from cleantext.edits import Edit
from cleantext.kinds.teasers import LEAST_ABOVE, Page, run_end

OPTIONS: dict[str, object] = {}
LEAST = 2
TWICE = 2
"""Times that a heading of teasers may stand on a page: menus at both ends; what stands more often is a part of posts."""
TITLE_LEAST = 4
"""Words of a title at least."""


def build() -> Closing:
    return Closing()


class Closing:
    viewing = True

    def find(self, document: Document) -> list[Edit]:
        page = document.once(Page.read)
        shapes, whole = page.shapes, page.running[-1]
        if whole < LEAST_ABOVE or not document.last:
            return []
        gone: set[int] = set()
        times = Counter(document.views[index] for index in document.labelled)
        for index in sorted(document.labelled):
            row = page.place[index]
            if row in gone or times[document.views[index]] > TWICE or page.running[row] < whole:
                continue
            end = run_end(shapes, row + 1, document.last)
            told = [r for r in range(row + 2, end) if shapes[r].prose and shapes[r - 1].words >= TITLE_LEAST]
            if len(told) >= LEAST:
                gone.update(range(row + 1, end))
        if 2 * sum(shapes[row].words for row in gone) >= whole:
            return []
        return drop_lines(document, sorted(page.indices[row] for row in gone))
