"""``kind = "block"``: lines that go together: a heading and what belongs to it, a widget and its parts.

Keys: ``labels`` or ``start`` (whole lines, or a pattern or a list), ``then`` (a pattern that the
following lines match, blank lines aside; left out, the labels themselves follow, in any order and number),
``least`` and ``most`` (how many lines must and may follow), ``end`` (a pattern that the line after them must
match, and which goes too), ``where``, ``limit`` (code points that the first line may have).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from cleantext.document import Document
from cleantext.keys import fold, folded
from cleantext.kinds.anchored import LIMIT, Anchored, anchor_patterns, key_pattern, label_keys, neighbour
from cleantext.kinds.table import Table
from cleantext.labels import bare


class Block(Anchored):
    PATTERNS = "start"
    KEYS = ("labels", "start", "then", "least", "most", "end", "where", "limit")

    def __init__(self, table: Table) -> None:
        where, limit = table.string("where", "anywhere"), table.integer("limit", LIMIT)
        super().__init__(label_keys(table), anchor_patterns(table, self.PATTERNS), where, limit, table.owner)
        run = "then" not in table.values and bool(self.labels)
        self.run = frozenset(self.labels if run else ())
        then = table.strings("then", () if run else None)
        self.then = [key_pattern(table, source) for source in then]
        end = table.string("end", "")
        self.end = key_pattern(table, end) if end else None
        self.verbatim = run and not self.patterns and self.end is None
        self.least = table.integer("least", 1)
        self.most = table.integer("most", sys.maxsize if run else 20)

    def confirm(self, document: Document, index: int) -> Iterable[int]:
        found = [index]
        at = neighbour(document, index, 1)
        while at is not None and len(found) <= self.most and self._follows(document, at):
            found.append(at)
            at = neighbour(document, at, 1)
        if len(found) <= self.least:
            return ()
        if self.end is not None:
            if at is None or not self.end.search(fold(document.texts[at])):
                return ()
            found.append(at)
        return found

    def _follows(self, document: Document, index: int) -> bool:
        if self.run:
            text = document.views[index]
            return len(text) <= self.limit and bare(folded(text)) in self.run
        return any(pattern.search(fold(document.texts[index])) for pattern in self.then)
