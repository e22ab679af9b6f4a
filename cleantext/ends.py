"""Line ends and the byte order mark: taken away for the rules, and put back into what they propose."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from cleantext.edits import Edit, Patch
from cleantext.patterns import lazy

BOM = "\ufeff"
_LINE_END = lazy(r"\r\n|\r|\n")


class Ends:
    r"""The byte order mark and the line ends of a text, kept while rules work on ``\n`` alone.

    A surviving line end keeps its own form; a new one takes the form of the majority.

    >>> text, ends = Ends.unify("a\r\nb \r\n")
    >>> text
    'a\nb \n'
    >>> ends.restore(Patch([Edit(3, 4, "", ("space.trailing",))]))
    Patch([Edit(start=4, end=5, new='', rules=('space.trailing',))])
    """

    __slots__ = ("_crlf", "_forms", "_newlines", "bom", "majority")

    def __init__(self, bom: bool, forms: list[str], newlines: list[int]) -> None:
        self.bom = bom
        self._forms = forms
        self._newlines = newlines
        self._crlf = [at for at, form in zip(newlines, forms, strict=True) if form == "\r\n"]
        self.majority = max(("\n", "\r\n", "\r"), key=forms.count)

    @classmethod
    def unify(cls, raw: str, *, first: bool = True) -> tuple[str, Ends]:
        r"""The text with ``\n`` for every line end and without its byte order mark, and what they were."""
        bom = first and raw.startswith(BOM)
        text = raw[1:] if bom else raw
        if "\r" not in text:
            return text, cls(bom, [], [])
        unified = text.replace("\r\n", "\n").replace("\r", "\n")
        newlines = [m.start() for m in re.finditer("\n", unified)]
        return unified, cls(bom, _LINE_END.findall(text), newlines)

    def restore(self, patch: Patch) -> Patch:
        """A patch of the unified text as a patch of the raw text."""
        if not self.bom and not self._forms:
            return patch
        if "\r" not in self._forms:
            return Patch(
                Edit(self._position(start), self._position(end), self._ended(new, start, end), rules)
                for start, end, new, rules in patch
            )
        return Patch(self._unfused(patch.edits))

    def _unfused(self, edits: Sequence[Edit]) -> Iterator[Edit]:
        r"""The edits in the raw text; a ``\n`` that comes to stand behind a ``\r`` becomes one, and so stays."""
        before, at = "", -1
        for i, (start, end, new, rules) in enumerate(edits):
            if start != at:
                before = self._form(start - 1)
            written = self._ended(new, start, end)
            if before == "\r" and written.startswith("\n"):
                written = "\r" + written[1:]
            before, at = written[-1:] or before, end
            follows = i + 1 == len(edits) or edits[i + 1].start > end
            if before == "\r" and follows and self._form(end) == "\n":
                yield Edit(self._position(start), self._position(end) + 1, written + "\r", rules)
            else:
                yield Edit(self._position(start), self._position(end), written, rules)

    def _form(self, position: int) -> str:
        """The line end at a position of the unified text, or nothing."""
        i = bisect_left(self._newlines, position)
        return self._forms[i] if i < len(self._newlines) and self._newlines[i] == position else ""

    def to_newlines(self, raw: str, rule: str) -> Patch:
        r"""The patch that takes the raw text to ``\n`` line ends, signed by ``rule``; the mark stays."""
        return Patch(
            Edit(m.start(), m.start() + 1, "" if m.group() == "\r\n" else "\n", (rule,))
            for m in _LINE_END.finditer(raw)
            if m.group() != "\n"
        )

    def marked(self, patch: Patch) -> Patch:
        """A patch of the unified text as one of the same text behind its byte order mark."""
        return Patch(Edit(a + 1, b + 1, n, r) for a, b, n, r in patch) if self.bom else patch

    def _ended(self, new: str, start: int, end: int) -> str:
        if "\n" not in new or not self._forms:
            return new
        own = self._forms[bisect_left(self._newlines, start) : bisect_left(self._newlines, end)]
        parts = new.split("\n")
        ends = [own[i] if i < len(own) else self.majority for i in range(len(parts) - 1)]
        return "".join(part + end for part, end in zip(parts, [*ends, ""], strict=True))

    def _position(self, position: int) -> int:
        return position + self.bom + bisect_left(self._crlf, position)
