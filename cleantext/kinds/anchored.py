"""What ``line`` and ``block`` have in common: anchors, a place, whole lines out.

An anchor is a label (the whole line, ornaments aside, see :func:`cleantext.labels.bare`) or a pattern against
line keys. Anchored finders can be asked one by one (``find``), or all at once by :class:`Anchors`, which looks
labels up in one table and tries each line only against the patterns that can match it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Container, Iterable, Sequence, Set

from cleantext.clues import Clues, alternatives, clues
from cleantext.document import Document, drop_lines
from cleantext.edits import Edit
from cleantext.errors import ConfigError, nearest
from cleantext.keys import LABEL_MAX, blank, folded_views, odd, view
from cleantext.kinds.table import Table
from cleantext.labels import LabelIndex, Pattern, bare, label_key, label_pattern, unbulleted
from cleantext.main_text import body
from cleantext.prose import is_ended
from cleantext.typed import Any

PLACES = ("head", "tail", "edge", "anywhere")
LIMIT = 120
"""Code points that the anchor line may have unless the rule says otherwise."""


def label_keys(table: Table) -> Sequence[str]:
    """The keys of a rule's ``labels``."""
    if table.folded:
        return table.values["labels"]  # type: ignore[return-value]
    return [label_key(label) for label in table.strings("labels", ())]


def anchor_patterns(table: Table, key: str) -> Sequence[tuple[Pattern, Clues | None]]:
    """The patterns of a rule with their clues; shipped ones in parts, so that few are ever compiled."""
    sources, owner = table.strings(key, ()), table.owner
    if table.folded:
        known: Sequence[Sequence[Any]] = table.values.get("clues", ())  # type: ignore[assignment]
        patterns = [Pattern(source, owner, trusted=True) for source in sources]
        return list(zip(patterns, [Clues(*found) if found else None for found in known], strict=True))
    if table.trusted:
        sources = [part for source in sources for part in alternatives(source)]
    patterns = [label_pattern(source, owner, trusted=table.trusted) for source in sources]
    return [(pattern, clues(pattern.source)) for pattern in patterns]


def key_pattern(table: Table, source: str) -> Pattern:
    """A pattern of a rule against line keys that is no anchor."""
    if table.folded:
        return Pattern(source, table.owner, trusted=True)
    return label_pattern(source, table.owner, trusted=table.trusted)


class Anchored(ABC):
    """Deletes whole lines that begin at a line that is one of ``labels`` or matches one of ``patterns``.

    ``where``: head (before the first line of prose), tail (after the last), edge (either), anywhere.
    ``limit``: code points that the anchor line may have. ``beside``: the nearest line above or below, blank
    lines aside, must hold an anchor too, of this rule or of one that runs with it.
    """

    PATTERNS: str
    """The key of a rule's patterns."""
    beside = False
    verbatim: bool
    """Whether each line that goes is one of ``labels``: nothing goes that the pack does not write out."""
    viewing = True

    def __init__(
        self,
        labels: Sequence[str],
        patterns: Sequence[tuple[Pattern, Clues | None]],
        where: str,
        limit: int,
        owner: str,
    ) -> None:
        if where not in PLACES:
            raise ConfigError(f"{owner}: where = {where!r}{nearest(where, PLACES)} (one of {', '.join(PLACES)})")
        if not all(pattern.source for pattern, _ in patterns):
            raise ConfigError(f"{owner}: a pattern is empty")
        if not labels and not patterns:
            raise ConfigError(f"{owner}: has neither labels nor a pattern")
        self.labels = labels
        self.patterns = [pattern for pattern, _ in patterns]
        self.clues = [known for _, known in patterns]
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
        limits = [finder.limit for finder in finders for _ in finder.patterns]
        self._index = LabelIndex(patterns, [known for finder in finders for known in finder.clues], limits)
        self._limit = max((finder.limit for finder in finders), default=0)
        self._label_limit = max((finder.limit for finder in finders if finder.labels), default=0)
        self._known: dict[str, tuple[int, ...]] = {}

    def find(self, document: Document) -> dict[int, set[int]]:
        """The lines that each finder deletes, by the finder's number; only those that delete any."""
        known, limit = self._known, self._limit
        if new := [text for text in set(document.views).difference(known) if len(text) <= limit]:
            known.update(zip(new, self._anchors(new, document.odd), strict=True))
        candidates = {i: owners for i, owners in enumerate(map(known.get, document.views)) if owners}
        if len(known) > HELD:
            self._known = {}
        dropped: dict[int, set[int]] = {}
        span = body(document) if candidates else (0, 0)
        rows: set[int] | None = None
        for index, owners in candidates.items():
            if _continued(document, index, candidates):
                continue
            for owner in owners:
                finder = self._finders[owner]
                if index in dropped.get(owner, ()):
                    continue
                if not finder.fits(index, span):
                    if not (finder.beside and finder.where == "edge"):
                        continue
                    rows = _runs(document, candidates) if rows is None else rows
                    if index not in rows:
                        continue
                if finder.beside and not any(neighbour(document, index, step) in candidates for step in (-1, 1)):
                    continue
                if lines := finder.confirm(document, index):
                    dropped.setdefault(owner, set()).update(lines)
        return {owner: dropped[owner] for owner in sorted(dropped)}

    def held(self, text: str) -> bool:
        """Whether some finder has an anchor in a line of this text."""
        return any(self._anchors([view(text)], odd(text)))

    def _anchors(self, texts: Sequence[str], odd: Set[str]) -> list[tuple[int, ...]]:
        """The finders that have an anchor in each line, given as :func:`cleantext.keys.view` shows it.

        Their odd characters are among ``odd``.
        """
        keys, sizes = folded_views(texts, odd), list(map(len, texts))
        seen = [unbulleted(key) if size <= LABEL_MAX else "" for key, size in zip(keys, sizes, strict=True)]
        found = self._index.matches(seen, sizes)
        held: list[tuple[int, ...]] = []
        for row, (size, key) in enumerate(zip(sizes, keys, strict=True)):
            owners = self._labels.get(bare(key), ()) if size <= self._label_limit else ()
            if owners:
                owners = tuple([o for o in owners if size <= self._finders[o].limit])
            if row in found:
                owners = tuple(dict.fromkeys((*owners, *(self._owner[n] for n in found[row]))))
            held.append(owners)
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


HELD = 1 << 16
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
