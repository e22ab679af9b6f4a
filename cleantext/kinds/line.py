"""``kind = "line"``: a line goes that is one of ``labels`` or whose key matches.

Keys: ``labels`` (whole lines, compared without case and ornaments), ``match`` (a pattern or a list of patterns
against the key), ``where``, ``beside`` (true: only next to another line with an anchor, of this rule or of one
that runs with it), ``near`` (a pattern that the nearest line above or below, blank lines aside, must match),
``limit`` (code points that the line may have), ``heads`` (true: the line announces other stories, and their
teasers go with it, see :mod:`cleantext.teasers`).
"""

from __future__ import annotations

from collections.abc import Iterable

from cleantext import teasers
from cleantext.document import Document
from cleantext.keys import fold
from cleantext.kinds.anchored import LIMIT, Anchored, anchor_patterns, key_pattern, label_keys, neighbour
from cleantext.kinds.table import Table


class Line(Anchored):
    PATTERNS = "match"
    KEYS = ("labels", "match", "where", "beside", "near", "limit", "heads")

    def __init__(self, table: Table) -> None:
        where, limit = table.string("where", "anywhere"), table.integer("limit", LIMIT)
        super().__init__(label_keys(table), anchor_patterns(table, self.PATTERNS), where, limit, table.owner)
        self.beside = table.boolean("beside")
        self.heads = table.boolean("heads")
        self.verbatim = self.verbatim and not self.heads
        near = table.string("near", "")
        self.near = key_pattern(table, near) if near else None

    def confirm(self, document: Document, index: int) -> Iterable[int]:
        if self.heads:
            return (index, *teasers.under(document, index))
        if self.near is None:
            return (index,)
        for step in (-1, 1):
            other = neighbour(document, index, step)
            if other is not None and self.near.search(fold(document.texts[other])):
                return (index,)
        return ()
