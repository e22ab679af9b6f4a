"""Edits and patches: the one way in which text changes here.

An :class:`Edit` says that a span of code points is replaced; a :class:`Patch` is a sorted run of disjoint
edits from one text to another, each signed with the rules that made it. This module knows nothing of the others.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from cleantext.typed import NamedTuple


class Edit(NamedTuple):
    """Replace ``text[start:end]`` by ``new``.

    ``start`` and ``end`` count code points from 0 in the text that the rule saw; an empty span inserts, an
    empty ``new`` deletes. ``rules`` are the ids of those who signed, in the order in which they took part.
    """

    start: int
    end: int
    new: str
    rules: tuple[str, ...] = ()


class Hunk(NamedTuple):
    """A maximal run of edits that share lines: the unit of review.

    ``edits[first:stop]`` of the patch; ``top`` and ``bottom`` are the half-open range of old lines (from 0)
    that it replaces, ``start`` and ``end`` the code points where those lines begin and end.
    """

    first: int
    stop: int
    top: int
    bottom: int
    start: int
    end: int


class Patch:
    """Sorted, disjoint, signed edits from one text to another.

    Edits may touch. Two insertions at one point, or two deletions that touch, are fused into one edit that
    both signed, so that a patch and its inverse say the same without an order beside the positions.

    Raises ValueError when the edits are out of order or overlap.

    >>> patch = Patch([Edit(0, 1, "H"), Edit(5, 5, "!")])
    >>> patch.apply("hello")
    'Hello!'
    >>> patch.invert("hello").apply("Hello!")
    'hello'
    """

    __slots__ = ("edits",)

    edits: tuple[Edit, ...]

    def __init__(self, edits: Iterable[Edit] = ()) -> None:
        self.edits = tuple(_fused(edits))

    def __len__(self) -> int:
        return len(self.edits)

    def __iter__(self) -> Iterator[Edit]:
        return iter(self.edits)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Patch) and self.edits == other.edits

    def __hash__(self) -> int:
        return hash(self.edits)

    def __repr__(self) -> str:
        return f"Patch({list(self.edits)!r})"

    def apply(self, text: str) -> str:
        """Return ``text`` with every edit made; ValueError if an edit lies outside of it."""
        if not self.edits:
            return text
        if self.edits[-1].end > len(text):
            raise ValueError(f"edit {self.edits[-1][:2]} lies outside a text of {len(text)} code points")
        pieces: list[str] = []
        at = 0
        for start, end, new, _ in self.edits:
            pieces.append(text[at:start])
            pieces.append(new)
            at = end
        pieces.append(text[at:])
        return "".join(pieces)

    def invert(self, before: str) -> Patch:
        """The patch that takes ``self.apply(before)`` back to ``before``, signed by the same rules."""
        back: list[Edit] = []
        shift = 0
        for start, end, new, rules in self.edits:
            back.append(Edit(start + shift, start + shift + len(new), before[start:end], rules))
            shift += len(new) - (end - start)
        return Patch(back)

    def compose(self, later: Patch) -> Patch:
        """One patch that does what ``self`` and then ``later`` do.

        Edits of both that overlap become one, signed by all of them; edits that merely touch stay apart.
        An insertion that is deleted again leaves nothing. Linear in the number of edits.

        >>> Patch([Edit(0, 1, "ab", ("x",))]).compose(Patch([Edit(1, 2, "c", ("y",))]))
        Patch([Edit(start=0, end=1, new='ac', rules=('x', 'y'))])
        """
        if not self.edits:
            return later
        if not later.edits:
            return self
        return Patch(_composed(self.edits, later.edits))

    @classmethod
    def chain(cls, steps: Sequence[Patch]) -> Patch:
        """Compose many steps, pairwise in rounds, so that no edit is copied more often than log2(steps)."""
        if not steps:
            return cls()
        while len(steps) > 1:
            pairs = [a.compose(b) for a, b in zip(steps[::2], steps[1::2], strict=False)]
            steps = pairs + ([steps[-1]] if len(steps) % 2 else [])
        return steps[0]

    def without_noops(self, before: str) -> Patch:
        """The same patch less the edits that put back what stood there."""
        kept = [e for e in self.edits if len(e.new) != e.end - e.start or before[e.start : e.end] != e.new]
        return self if len(kept) == len(self.edits) else Patch(kept)

    def hunks(self, before: str) -> tuple[Hunk, ...]:
        r"""The edits in groups that share lines; lines end at ``\n`` only.

        >>> [hunk[:4] for hunk in Patch([Edit(0, 1, "A"), Edit(2, 3, "B"), Edit(4, 5, "C")]).hunks("a b\nc\n")]
        [(0, 2, 0, 1), (2, 3, 1, 2)]
        """
        if not self.edits:
            return ()
        starts = [0]
        at = before.find("\n") + 1
        while at:
            starts.append(at)
            at = before.find("\n", at) + 1
        ranges = [_lines(p, e, starts) for p, e in zip((None, *self.edits), self.edits, strict=False)]
        hunks: list[Hunk] = []
        first, (top, bottom) = 0, ranges[0]
        for i, (a, b) in enumerate([*ranges[1:], (len(starts) + 1, 0)], 1):
            if a < bottom:
                bottom = max(bottom, b)
                continue
            end = starts[bottom] if bottom < len(starts) else len(before)
            hunks.append(Hunk(first, i, top, bottom, starts[top], end))
            first, top, bottom = i, a, b
        return tuple(hunks)

    def select(self, hunks: Iterable[Hunk]) -> Patch:
        """The patch that makes only the given hunks (taken from ``self.hunks``)."""
        return Patch(e for h in sorted(hunks) for e in self.edits[h.first : h.stop])


def _lines(previous: Edit | None, edit: Edit, starts: list[int]) -> tuple[int, int]:
    """The half-open range of the lines that ``edit`` turns into whole lines; ``starts`` is where lines begin.

    The line at ``edit.end`` is not touched when the edit ends before it and leaves a line end there.
    """
    top = bisect_right(starts, edit.start) - 1
    last = bisect_right(starts, edit.end) - 1
    if edit.new:
        leaves_line_end = edit.new.endswith("\n")
    elif previous and previous.end == edit.start:
        leaves_line_end = previous.new.endswith("\n")
    else:
        leaves_line_end = starts[top] == edit.start
    return (top, last) if starts[last] == edit.end and leaves_line_end else (top, last + 1)


def _fused(edits: Iterable[Edit]) -> list[Edit]:
    """Check order and disjointness; fuse what would be ambiguous at one point."""
    out: list[Edit] = []
    at = 0
    last_insert = last_delete = -1
    for edit in edits:
        start, end, new, rules = edit
        if start < at or end < start:
            raise ValueError(f"edits overlap or are out of order at code point {start}")
        if (start == end == last_insert) or (not new and start == last_delete):
            previous = out[-1]
            out[-1] = edit = Edit(previous.start, end, previous.new + new, _signed(previous.rules, rules))
        else:
            out.append(edit)
        at = end
        last_insert = end if edit.start == end else -1
        last_delete = end if not edit.new else -1
    return out


def _signed(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    if first == second or not second:
        return first
    return tuple(dict.fromkeys(first + second))


def _composed(first: Sequence[Edit], second: Sequence[Edit]) -> Iterator[Edit]:
    """Sweep over the middle text: its code points are numbered alike by ``first``'s results and ``second``.

    A group is a connected run of overlapping spans of the middle text. Between two groups a position of the
    middle text and its position in the old text differ by ``shift``.
    """
    i = j = shift = 0
    n, m = len(first), len(second)
    while i < n or j < m:
        if i < n:
            a_low = first[i].start + shift
            a_high = a_low + len(first[i].new)
        takes_first = i < n and (
            j == m
            or a_low < second[j].start
            or (a_low == second[j].start and (a_high == a_low or second[j].end > a_low))
        )
        low = a_low if takes_first else second[j].start
        old_start = low - shift
        pieces: list[str] = []
        rules: tuple[str, ...] = ()
        later_rules: tuple[str, ...] = ()
        at = low  # up to here the new text is in pieces
        text, text_low, text_high = "", low, low  # the last edit of first, in the middle text
        b_low, b_high = low, low  # the last edit of second
        joined = False
        while True:
            if i < n:
                a_low = first[i].start + shift
                a_high = a_low + len(first[i].new)
                if (takes_first and not joined) or (a_low < b_high and b_low < a_high):
                    text, text_low, text_high = first[i].new, a_low, a_high
                    at = max(at, a_low)
                    rules = _signed(rules, first[i].rules)
                    shift += len(text) - (first[i].end - first[i].start)
                    i += 1
                    joined = True
                    continue
            if j < m:
                start, end, new, signers = second[j]
                if (not takes_first and not joined) or (start < text_high and text_low < end):
                    if start > at:
                        pieces.append(text[at - text_low : start - text_low])
                    pieces.append(new)
                    at = end
                    b_low, b_high = start, end
                    later_rules = _signed(later_rules, signers)
                    j += 1
                    joined = True
                    continue
            break
        if text_high > at:
            pieces.append(text[at - text_low :])
        new_text = "".join(pieces)
        old_end = max(text_high, b_high) - shift
        if new_text or old_end > old_start:
            yield Edit(old_start, old_end, new_text, _signed(rules, later_rules))
