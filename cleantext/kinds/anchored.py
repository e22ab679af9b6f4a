"""What ``line`` and ``block`` have in common: anchors, a place, whole lines out.

An anchor is a label (the whole line, ornaments aside, see :func:`cleantext.labels.bare`) or a pattern against
line keys. Anchored finders can be asked one by one (``find``), or all at once by :class:`Anchors`, which looks
labels up in one table and tries each line only against the patterns that can match it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Container, Iterable, Sequence

from cleantext.document import Document, blank, drop_lines, folded, key_of_view, view
from cleantext.edits import Edit
from cleantext.errors import ConfigError, nearest
from cleantext.kinds.table import Table
from cleantext.labels import LabelIndex, Pattern, bare, label_key, required, unbulleted
from cleantext.main_text import body
from cleantext.prose import is_ended

PLACES = ("head", "tail", "edge", "anywhere")
LIMIT = 120
"""Code points that the anchor line may have unless the rule says otherwise."""


def label_keys(table: Table) -> Sequence[str]:
    """The keys of a rule's ``labels``."""
    if table.folded:
        return table.values["labels"]  # type: ignore[return-value]
    return [label_key(label) for label in table.strings("labels", ())]


class Anchored(ABC):
    """Deletes whole lines that begin at a line that is one of ``labels`` or matches one of ``patterns``.

    ``where``: head (before the first line of prose), tail (after the last), edge (either), anywhere.
    ``limit``: code points that the anchor line may have. ``beside``: the nearest line above or below, blank
    lines aside, must hold an anchor too, of this rule or of one that runs with it.
    """

    beside = False
    verbatim: bool
    """Whether each line that goes is one of ``labels``: nothing goes that the pack does not write out."""
    viewing = True

    def __init__(self, labels: Sequence[str], patterns: Sequence[Pattern], where: str, limit: int, owner: str) -> None:
        if where not in PLACES:
            raise ConfigError(f"{owner}: where = {where!r}{nearest(where, PLACES)} (one of {', '.join(PLACES)})")
        if not all(pattern.source for pattern in patterns):
            raise ConfigError(f"{owner}: a pattern is empty")
        if not labels and not patterns:
            raise ConfigError(f"{owner}: has neither labels nor a pattern")
        self.labels = labels
        self.patterns = tuple(patterns)
        self.literals = tuple(required(pattern.source) for pattern in patterns)
        self.where = where
        self.limit = limit
        self.verbatim = not patterns

    @abstractmethod
    def confirm(self, document: Document, index: int) -> Iterable[int]:
        """The lines to delete, given that line ``index`` holds an anchor in the right place."""

    def find(self, document: Document) -> list[Edit]:
        return drop_lines(document, Anchors([self]).find(document).get(0, ()))

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
    """Many anchored finders behind one index; which anchors a line holds is remembered by its text."""

    def __init__(self, finders: Sequence[Anchored]) -> None:
        self._finders = finders
        labels: dict[str, tuple[int, ...]] = {}
        for number, finder in enumerate(finders):
            own = (number,)
            for label in finder.labels:
                labels[label] = labels[label] + own if label in labels else own
        self._labels = labels
        self._owner = [i for i, finder in enumerate(finders) for _ in finder.patterns]
        patterns = [pattern for finder in finders for pattern in finder.patterns]
        self._index = LabelIndex(patterns, [known for finder in finders for known in finder.literals])
        self._limit = max((finder.limit for finder in finders), default=0)
        self._known: dict[str, tuple[int, ...]] = {}

    def find(self, document: Document) -> dict[int, set[int]]:
        """The lines that each finder deletes, by the finder's number; only those that delete any."""
        known, limit = self._known, self._limit
        if new := [text for text in set(document.views).difference(known) if len(text) <= limit]:
            known.update(zip(new, self._anchors(new), strict=True))
        candidates = {i: owners for i, owners in enumerate(map(known.get, document.views)) if owners}
        if len(known) > REMEMBERED:
            self._known = {}
        dropped: dict[int, set[int]] = {}
        span = body(document) if candidates else (0, 0)
        rows = _runs(document, candidates)
        for index, owners in candidates.items():
            if _continued(document, index, candidates):
                continue
            for owner in owners:
                finder = self._finders[owner]
                if index in dropped.get(owner, ()):
                    continue
                if not (finder.fits(index, span) or (finder.beside and finder.where == "edge" and index in rows)):
                    continue
                if finder.beside and not any(neighbour(document, index, step) in candidates for step in (-1, 1)):
                    continue
                if lines := finder.confirm(document, index):
                    dropped.setdefault(owner, set()).update(lines)
        return {owner: dropped[owner] for owner in sorted(dropped)}

    def held(self, text: str) -> bool:
        """Whether some finder has an anchor in a line of this text."""
        return any(self._anchors([view(text)]))

    def _anchors(self, texts: Sequence[str]) -> list[tuple[int, ...]]:
        """The finders that have an anchor in each line, given as :func:`cleantext.document.view` shows it."""
        keys = list(map(key_of_view, texts))
        found = self._index.matches(list(map(unbulleted, keys)))
        held: list[tuple[int, ...]] = []
        for row, (text, key) in enumerate(zip(texts, keys, strict=True)):
            owners = self._labels.get(bare(key or folded(text)), ())
            if row in found:
                owners = tuple(dict.fromkeys((*owners, *(self._owner[n] for n in found[row]))))
            held.append(tuple([o for o in owners if len(text) <= self._finders[o].limit]) if owners else ())
        return held


ROW = 3
"""Lines with an anchor in a row, blank lines aside, that are chrome wherever they stand."""


def _runs(document: Document, candidates: Container[int]) -> set[int]:
    """The lines that lie in a row of ROW or more lines with an anchor."""
    found: set[int] = set()
    row: list[int] = []
    for index, text in enumerate(document.views):
        if not text:
            continue
        if index in candidates:
            row.append(index)
            continue
        if len(row) >= ROW:
            found.update(row)
        row = []
    return found.union(row) if len(row) >= ROW else found


def _continued(document: Document, index: int, candidates: Container[int]) -> bool:
    """Whether the line is part of a sentence that some converters break at each link: the next line, with no
    blank one between, goes on in small letters or with a mark, and holds no anchor itself."""
    views = document.views
    if index + 1 >= len(views) or not (below := views[index + 1]) or index + 1 in candidates:
        return False
    if is_ended(views[index]):
        return False
    return below[0] in ".,;:!?)" or (below[0].islower() and len(below.split()) > 1)


REMEMBERED = 1 << 16
"""Lines whose anchors are remembered before all are forgotten."""


def neighbour(document: Document, index: int, step: int) -> int | None:
    """The nearest line that is not blank, going by ``step`` (1 or -1) from ``index``; None at the edge."""
    texts = document.texts
    index += step
    while 0 <= index < len(texts):
        if not blank(texts[index]):
            return index
        index += step
    return None
