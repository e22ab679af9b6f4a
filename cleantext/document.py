r"""Text as the rules see it: lines that end at ``\n``.

:class:`Document` holds text whose line ends are all ``\n`` and that has no byte order mark;
:mod:`cleantext.ends` remembers what they were, and puts them back.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Set
from functools import cached_property
from itertools import accumulate, groupby

from cleantext import keys
from cleantext.edits import Edit, Patch
from cleantext.keys import blank, fold, odd, view
from cleantext.typed import Any, NamedTuple, TypeVar

T = TypeVar("T")


class Line(NamedTuple):
    r"""A line: ``text`` without its ``\n``, which begins at code point ``start``."""

    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def key(self) -> str:
        return fold(self.text)

    @property
    def blank(self) -> bool:
        return blank(self.text)


class Document:
    r"""Text inside the chain, and what can be known of it without a rule.

    ``text`` holds ``\n`` as its only line end. ``first`` and ``last`` are false for windows cut out of the
    middle of a long text. Where a line is cut, the window ``begun`` in its midst holds its rest, and one that ends
    ``inside`` holds its front. Line 1 is ``lines[0]``; the empty rest after a final ``\n`` is no line.
    """

    def __init__(
        self, text: str, *, first: bool = True, last: bool = True, begun: bool = False, inside: bool = False
    ) -> None:
        self.text = text
        self.begun = begun
        self.inside = inside
        self.first = first
        self.last = last
        self._said: dict[Callable[[Document], Any], Any] = {}
        self._fresh: tuple[frozenset[str], Document] | None = None
        self.labelled: frozenset[int] = frozenset()
        """Lines that shipped rules of the chrome stage know by their words: evidence for its fixers."""

    def edited(self, patch: Patch) -> Document:
        """The document that ``patch`` makes of this one."""
        after = Document(patch.apply(self.text), first=self.first, last=self.last, begun=self.begun, inside=self.inside)
        if "odd" in self.__dict__:
            new = "".join(edit.new for edit in patch)
            after.__dict__["odd"] = self.odd if new.isascii() and new.isprintable() else self.odd | odd(new)
        if "views" in self.__dict__ and 0 < len(patch) < len(self.texts):
            after.__dict__.update(self._lines_after(patch))
        return after

    def _lines_after(self, patch: Patch) -> dict[str, list[str]]:
        """The ``texts`` and ``views`` of what ``patch`` makes of this text: only lines that it touches are looked at.

        Nothing where an edit joins lines or makes new ones.
        """
        text = self.text
        rest = [""] if text.endswith("\n") else []  # what stands behind the last line feed
        old, old_views = self.texts + rest, self.views + rest
        starts = [*self.starts, len(text)] if rest else self.starts
        line = {start: i for i, start in enumerate(starts)}
        texts: list[str] = []
        views: list[str] = []
        done = 0
        for top, edits in groupby(patch, lambda edit: bisect_right(starts, edit.start) - 1):
            texts += old[done:top]
            views += old_views[done:top]
            at, stop = starts[top], starts[top] + len(old[top])
            pieces: list[str] = []
            done = top + 1
            for start, end, new, _ in edits:
                if start in line and end in line and start < end and not new and not pieces:
                    done = line[end]
                    break
                if start in line and end == len(text):
                    done, stop = len(old), end
                elif end > stop:
                    return {}
                pieces += (text[at:start], new)
                at = end
            else:
                changed = "".join([*pieces, text[at:stop]])
                if "\n" in changed:
                    return {}
                texts.append(changed)
                views.append(view(changed))
        texts += old[done:]
        views += old_views[done:]
        if not texts[-1]:
            texts.pop()
            views.pop()
        return {"texts": texts, "views": views}

    def once(self, find: Callable[[Document], T]) -> T:
        """What ``find`` says of this document; it is asked one time."""
        if find not in self._said:
            self._said[find] = find(self)
        answer: T = self._said[find]
        return answer

    def fresh(self, known: frozenset[str]) -> Document:
        """The lines whose text is not in ``known``, as a document; the same one for the same set."""
        if self._fresh is None or self._fresh[0] is not known:
            texts = [text for text in self.texts if text not in known]
            self._fresh = known, Document("\n".join([*texts, ""]))
        return self._fresh[1]

    @cached_property
    def texts(self) -> list[str]:
        r"""The lines without their ``\n``."""
        texts = self.text.split("\n")
        if not texts[-1]:
            texts.pop()
        return texts

    @cached_property
    def distinct(self) -> frozenset[str]:
        """The lines without their order."""
        return frozenset(self.texts)

    @cached_property
    def views(self) -> list[str]:
        """What the chrome stage sees of each line (:func:`cleantext.keys.view`): nothing that later stages change."""
        return keys.views(self.text, self.texts, self.odd)

    @cached_property
    def lines(self) -> list[Line]:
        return list(map(Line, self.starts, self.texts))

    @cached_property
    def starts(self) -> list[int]:
        """Where each line begins."""
        return list(accumulate([len(text) + 1 for text in self.texts[:-1]], initial=0)) if self.texts else []

    @cached_property
    def odd(self) -> frozenset[str]:
        r"""The characters of the text that are neither printable ASCII nor ``\n``, for ruling rules out.

        After an edit, a superset of them.
        """
        return odd(self.text)

    def foreign(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The matches of a pattern that needs a character outside of ASCII and stays within a line."""
        text = self.text
        for start, end in self._foreign_spans:
            yield from pattern.finditer(text, start, end)

    def held(self, pattern: re.Pattern[str], characters: Set[str]) -> Iterator[re.Match[str]]:
        """The matches of a pattern that takes one of the odd ``characters`` each time and stays within a line."""
        text = self.text
        present = self.odd.intersection(characters)
        for start, end in self._lines_with(present) if len(present) <= _FEW else ((0, len(text)),):
            yield from pattern.finditer(text, start, end)

    def _lines_with(self, characters: Iterable[str]) -> list[tuple[int, int]]:
        """Where the lines that hold one of the characters begin and end, line ends included."""
        text = self.text
        spans: set[tuple[int, int]] = set()
        for character in characters:
            at = text.find(character)
            while at >= 0:
                end = text.find("\n", at) + 1 or len(text)
                spans.add((text.rfind("\n", 0, at) + 1, end))
                at = text.find(character, end)
        return sorted(spans)

    @cached_property
    def _foreign_spans(self) -> list[tuple[int, int]]:
        """Where lines that are not ASCII stand together, line ends included."""
        spans: list[tuple[int, int]] = []
        if self.text.isascii():
            return spans
        at = 0
        for text in self.texts:
            end = at + len(text) + 1
            if not text.isascii():
                if spans and spans[-1][1] == at:
                    spans[-1] = spans[-1][0], end
                else:
                    spans.append((at, end))
            at = end
        return spans

    def line_at(self, position: int) -> int:
        """The index of the line that holds the code point at ``position``."""
        return max(0, bisect_right(self.starts, position) - 1)


_FEW = 8
"""Characters that are looked for one by one; more of them are left to the pattern."""


def drop_lines(document: Document, lines: Iterable[int]) -> list[Edit]:
    r"""Edits that delete whole lines, each with its ``\n``; ``lines`` are indices."""
    size, starts, texts = len(document.text), document.starts, document.texts
    return [Edit(starts[i], min(starts[i] + len(texts[i]) + 1, size), "") for i in sorted(set(lines))]
