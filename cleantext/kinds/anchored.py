"""What ``line`` and ``block`` have in common: an anchor pattern against line keys, a place, whole lines out.

Anchored finders can be asked one by one (``find``), or all at once by :class:`Anchors`, which tries each line
only against the anchors that can match it. Both give the same edits.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence

from cleantext.document import Document, drop_lines
from cleantext.edits import Edit
from cleantext.errors import ConfigError, nearest
from cleantext.labels import LabelIndex, Pattern, grams
from cleantext.prose import body

PLACES = ("head", "tail", "edge", "anywhere")
LIMIT = 120
"""Code points that the anchor line may have unless the rule says otherwise."""


class Anchored(ABC):
    """Deletes whole lines that begin at a line whose key matches one of ``anchors``.

    ``where``: head (before the first line of prose), tail (after the last), edge (either), anywhere.
    ``limit``: code points that the anchor line may have.
    """

    def __init__(self, anchors: Sequence[Pattern], where: str, limit: int, owner: str) -> None:
        if where not in PLACES:
            raise ConfigError(f"{owner}: where = {where!r}{nearest(where, PLACES)} (one of {', '.join(PLACES)})")
        self.anchors = tuple(anchors)
        self.grams = tuple(grams(pattern.source) for pattern in anchors)
        self.where = where
        self.limit = limit

    @abstractmethod
    def confirm(self, document: Document, index: int) -> Iterable[int]:
        """The lines to delete, given that line ``index`` matches an anchor in the right place."""

    def find(self, document: Document) -> list[Edit]:
        return Anchors([self]).find(document)[0]

    def fits(self, index: int, span: tuple[int, int]) -> bool:
        """Whether line ``index`` lies in this rule's place; ``span`` is the body of the page."""
        first, last = span
        if self.where == "anywhere":
            return True
        if self.where == "head":
            return index < first
        if self.where == "tail":
            return index > last
        return not first <= index <= last


class Anchors:
    """Many anchored finders behind one index."""

    def __init__(self, finders: Sequence[Anchored]) -> None:
        self._finders = finders
        self._owner = [i for i, finder in enumerate(finders) for _ in finder.anchors]
        patterns = [pattern for finder in finders for pattern in finder.anchors]
        known = [g for finder in finders for g in finder.grams]
        self._index = LabelIndex(patterns, known)
        self._limit = max((finder.limit for finder in finders), default=0)

    def find(self, document: Document) -> list[list[Edit]]:
        """The edits of each finder, in the order in which the finders were given."""
        dropped: list[set[int]] = [set() for _ in self._finders]
        for owner, index in self._candidates(document):
            finder = self._finders[owner]
            if index not in dropped[owner]:
                dropped[owner].update(finder.confirm(document, index))
        return [drop_lines(document, lines) for lines in dropped]

    def _candidates(self, document: Document) -> Iterator[tuple[int, int]]:
        span = None
        for index, line in enumerate(document.lines):
            if not line.text or len(line.text) > self._limit:
                continue
            key = line.key
            found = self._index.matches(key) if key else ()
            for number in found:
                owner = self._owner[number]
                finder = self._finders[owner]
                if len(line.text) <= finder.limit:
                    span = span or body(document)
                    if finder.fits(index, span):
                        yield owner, index


def neighbour(document: Document, index: int, step: int) -> int | None:
    """The nearest line that is not blank, going by ``step`` (1 or -1) from ``index``; None at the edge."""
    lines = document.lines
    index += step
    while 0 <= index < len(lines):
        if not lines[index].blank:
            return index
        index += step
    return None
