"""Which rule proposed what, and where that lies in the text that came in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from cleantext.cleaner import Cleaning
from cleantext.document import Document
from cleantext.edits import Edit, Patch
from cleantext.ends import Ends
from cleantext.typed import NamedTuple


class Proposal(NamedTuple):
    """An edit as a rule proposed it: ``edit`` is of ``document``, ``start`` and ``end`` of the text that came in.

    That text is the one that rules see: without a byte order mark, with LF for every line end.
    """

    rule: str
    start: int
    end: int
    edit: Edit
    document: Document


def trace(cleaning: Cleaning) -> Iterator[Proposal]:
    """The proposals of all steps, in order; nothing for a text that was cleaned line by line."""
    offset = 0
    for part in cleaning.windows:
        text, _ = Ends.unify(part.before, first=part.window.first)
        document = Document(text, first=part.window.first, last=part.window.last)
        so_far = Patch()
        for step in part.steps:
            origin = _Origin(so_far)
            for edit in step:
                start, end = origin.of(edit.start, edge=0), origin.of(edit.end, edge=1)
                for rule in edit.rules:
                    yield Proposal(rule, offset + start, offset + end, edit, document)
            document = document.edited(step)
            so_far = so_far.compose(step)
        offset += len(text)


class _Origin:
    """Where positions after a patch come from."""

    def __init__(self, patch: Patch) -> None:
        self._spans: list[tuple[int, int, int, int]] = []
        shift = 0
        for start, end, new, _ in patch:
            self._spans.append((start + shift, start + shift + len(new), start, end))
            shift += len(new) - (end - start)

    def of(self, position: int, *, edge: int) -> int:
        """The position before; inside of what an edit brought, the start (``edge`` 0) or end (1) of what it took."""
        i = bisect_right(self._spans, position, key=lambda span: span[0]) - 1
        if i < 0:
            return position
        new_start, new_end, start, end = self._spans[i]
        if position >= new_end:
            return end + position - new_end
        return (start, end)[edge] if position > new_start else start
