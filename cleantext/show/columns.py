"""Old beside new, for a wide terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from rich.console import Console
from rich.text import Text

from cleantext.show import diff, sides
from cleantext.show import screen as look
from cleantext.show.elide import folded, shortened
from cleantext.show.rows import carets, padded, wrapped
from cleantext.show.sides import Kind, Line

BAR = " │ "

Shown = Line | int
"""A line, or how many were left out."""


def rows(screen: Console, scene: diff.Scene, full: bool) -> Iterator[Text]:
    """One hunk, old lines left and new ones right; stacked where the screen is too narrow for two columns."""
    if screen.width < diff.WIDE:
        yield from diff.rows(screen, scene, full)
        return
    before, hunk, edits = scene[:3]
    width = (screen.width - len(BAR) - 2) // 2
    yield diff.place(hunk, edits, ids=True)
    gone, come = sides.old(before, hunk, edits), sides.new(before, hunk, edits)
    for left, right in paired(list(gone if full else folded(gone)), list(come if full else folded(come))):
        yield from _beside(
            _cell(screen, left, look.OLD, width, full), _cell(screen, right, look.NEW, width, full), width
        )


def _beside(left: list[Text], right: list[Text], width: int) -> Iterator[Text]:
    for a, b in zip_longest(left, right, fillvalue=Text()):
        yield Text("  ") + padded(a, width) + Text(BAR, "dim") + b


def paired(old: Sequence[Shown], new: Sequence[Shown]) -> Iterator[tuple[Shown | None, Shown | None]]:
    """Lines of which something stayed stand beside each other, in order; wholly removed or new ones stand alone."""
    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and (_alone(old[i]) or j == len(new)):
            yield old[i], None
            i += 1
        elif j < len(new) and (_alone(new[j]) or i == len(old)):
            yield None, new[j]
            j += 1
        else:
            yield old[i], new[j]
            i, j = i + 1, j + 1


def _alone(line: Shown) -> bool:
    return isinstance(line, int) or line.whole


def _cell(screen: Console, line: Shown | None, styles: Mapping[Kind, str], width: int, full: bool) -> list[Text]:
    if line is None:
        return []
    if isinstance(line, int):
        return [diff.fold(line)]
    parts = wrapped(screen, line if full else shortened(line), styles, width)
    if look.styled(screen) or line.whole:
        return parts
    return [row for part in parts for row in (part, carets(part, styles)) if row is not None]
