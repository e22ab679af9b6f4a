"""The old and the new lines of a hunk, in pieces that say what the edits of the patch did to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from cleantext.edits import Edit, Hunk

WORD = 40
"""Characters up to which the rest of a word beside an edit is emphasised with it."""

_BEFORE = re.compile(rf"\S{{1,{WORD}}}\Z")
_AFTER = re.compile(rf"\S{{1,{WORD}}}")


class Kind(Enum):
    """What a piece of a line is: untouched, the rest of a touched word, what an edit took or brought, left out."""

    same = "same"
    near = "near"
    hit = "hit"
    gap = "gap"


class Piece(NamedTuple):
    text: str
    kind: Kind


@dataclass
class Line:
    """One line of one side, without its line end.

    ``rules`` are those of the edits that begin in it; ``end_hit`` says that an edit took or brought its line end.
    """

    pieces: list[Piece] = field(default_factory=list)
    rules: tuple[str, ...] = ()
    end_hit: bool = False

    @property
    def whole(self) -> bool:
        """Whether edits took or brought all of it."""
        return (bool(self.pieces) or self.end_hit) and all(piece.kind is Kind.hit for piece in self.pieces)

    @property
    def blank(self) -> bool:
        return not any(piece.text.strip() for piece in self.pieces)


def old(before: str, hunk: Hunk, edits: Sequence[Edit]) -> list[Line]:
    """The lines that a hunk replaces."""
    return _lines(before, hunk, edits, new=False)


def new(before: str, hunk: Hunk, edits: Sequence[Edit]) -> list[Line]:
    """The lines that stand there instead."""
    return _lines(before, hunk, edits, new=True)


def plain(text: str) -> Line:
    """An untouched line."""
    return Line([Piece(text.removesuffix("\r"), Kind.same)])


def _lines(before: str, hunk: Hunk, edits: Sequence[Edit], *, new: bool) -> list[Line]:
    lines = [Line()]
    ended = False
    for text, kind, rules in _pieces(before, hunk, edits, new=new):
        lines[-1].rules = tuple(dict.fromkeys(lines[-1].rules + rules))
        *whole, rest = text.split("\n")
        for part in whole:
            if part:
                lines[-1].pieces.append(Piece(part, kind))
            lines[-1].end_hit = kind is Kind.hit
            lines.append(Line())
            ended = True
        if rest:
            lines[-1].pieces.append(Piece(rest, kind))
            ended = False
    if ended or not lines[-1].pieces:
        rules = lines.pop().rules
        if lines:
            lines[-1].rules = tuple(dict.fromkeys(lines[-1].rules + rules))
    for line in lines:
        if line.pieces and line.pieces[-1].kind is not Kind.hit and not line.end_hit:
            text, kind = line.pieces[-1]
            line.pieces[-1] = Piece(text.removesuffix("\r"), kind)
    return lines


def _pieces(
    before: str, hunk: Hunk, edits: Sequence[Edit], *, new: bool
) -> Iterator[tuple[str, Kind, tuple[str, ...]]]:
    at = hunk.start
    touched = False
    for edit in edits:
        yield from _untouched(before[at : edit.start], left=touched, right=True)
        yield edit.new if new else before[edit.start : edit.end], Kind.hit, edit.rules
        at, touched = edit.end, True
    yield from _untouched(before[at : hunk.end], left=touched, right=False)


def _untouched(text: str, *, left: bool, right: bool) -> Iterator[tuple[str, Kind, tuple[str, ...]]]:
    """Text between edits; ``left`` and ``right`` tell on which sides of it there is one."""
    head = _AFTER.match(text) if left else None
    start = head.end() if head else 0
    tail = _BEFORE.search(text, max(start, len(text) - WORD)) if right else None
    stop = tail.start() if tail else len(text)
    for part, kind in ((text[:start], Kind.near), (text[start:stop], Kind.same), (text[stop:], Kind.near)):
        if part:
            yield part, kind, ()
