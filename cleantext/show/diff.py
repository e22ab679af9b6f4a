"""The diff that people read on a terminal: word by word, hidden characters named, rules in the margin."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.console import Console
from rich.text import Text

from cleantext.edits import Edit, Hunk, Patch
from cleantext.show import screen as look
from cleantext.show import sides
from cleantext.show.elide import clipped, folded, shortened
from cleantext.show.marks import escape
from cleantext.show.rows import carets, drawn, margin, wrapped
from cleantext.show.sides import Kind, Line

CONTEXT = 1
"""Unchanged lines shown around a hunk."""
MARGIN = 30
"""Columns of the margin that names rules, on a screen of at least WIDE columns."""
WIDE = 100
_NEAR = 4000
"""Code points in which context is looked for."""

Rows = Iterator[Text]


class Scene(NamedTuple):
    """A hunk of ``before`` with its edits; ``above`` and ``below``: whether the line next to it is to be shown.

    It is not when it changes itself, or was shown below the hunk before.
    """

    before: str
    hunk: Hunk
    edits: Sequence[Edit]
    above: bool
    below: bool


Drawer = Callable[[Console, Scene, bool], Rows]


def scenes(before: str, patch: Patch) -> list[Scene]:
    """The hunks of a patch, ready to be drawn."""
    hunks = patch.hunks(before)
    bottoms = (-2, *(hunk.bottom for hunk in hunks))
    tops = (*(hunk.top for hunk in hunks[1:]), -1)
    return [
        Scene(before, hunk, patch.edits[hunk.first : hunk.stop], hunk.top - bottom > 1, top != hunk.bottom)
        for hunk, bottom, top in zip(hunks, bottoms, tops, strict=False)
    ]


def draw(screen: Console, name: str, before: str, patch: Patch, full: bool, rows_of: Drawer) -> None:
    """Draw every hunk of one file by ``rows_of``; ``full`` leaves nothing out."""
    heading(screen, name, len(patch))
    for scene in scenes(before, patch):
        for row in rows_of(screen, scene, full):
            put(screen, row)


def heading(screen: Console, name: str, count: int) -> None:
    """The name of a file and how many edits it would see."""
    edits = f"  {count:,} edit{'s' * (count != 1)}"
    put(screen, Text.assemble((escape(name), look.NAME), (edits, look.PLACE)))


def put(screen: Console, row: Text) -> None:
    """Print a row that is cut to the screen already."""
    screen.print(row, soft_wrap=True)


def rows(screen: Console, scene: Scene, full: bool) -> Rows:
    """One hunk: its place, a line of context, the old lines, the new lines, a line of context."""
    before, hunk, edits = scene[:3]
    wide = screen.width >= WIDE
    width = screen.width - 4 - (MARGIN if wide else 0)
    yield place(hunk, edits, ids=not wide)
    for line in _context(before, hunk, above=True) if scene.above else ():
        yield from _context_row(line, width)
    gone = sides.old(before, hunk, edits)
    yield from _side(screen, gone, look.OLD, "  - ", width, full, noted=wide)
    yield from _side(screen, sides.new(before, hunk, edits), look.NEW, "  + ", width, full, noted=wide and not gone)
    for line in _context(before, hunk, above=False) if scene.below else ():
        yield from _context_row(line, width)


def place(hunk: Hunk, edits: Sequence[Edit], *, ids: bool) -> Text:
    """The row above a hunk: its first line and, where there is no margin for them, its rules."""
    names = ", ".join(dict.fromkeys(rule for edit in edits for rule in edit.rules)) if ids else ""
    return Text.assemble((f"  line {hunk.top + 1:,}  ", look.PLACE), (names, look.RULE))


def _context(before: str, hunk: Hunk, *, above: bool) -> list[str]:
    """The unchanged lines next to a hunk; blank ones are left out."""
    if above:
        lines = before[max(0, hunk.start - _NEAR) : hunk.start].split("\n")[-CONTEXT - 1 : -1]
    else:
        lines = before[hunk.end : hunk.end + _NEAR].split("\n")[:CONTEXT]
    return [line for line in lines if line.strip()]


def fold(count: int) -> Text:
    """The row that stands for left-out lines."""
    return Text(f"… {count:,} more line{'s' * (count != 1)} (--full shows them)", "dim italic")


def _context_row(text: str, width: int) -> Rows:
    row = drawn(clipped(sides.plain(text), width), look.CONTEXT)
    row.truncate(width, overflow="ellipsis")
    yield Text("    ") + row


def _side(
    screen: Console, lines: list[Line], styles: Mapping[Kind, str], sign: str, width: int, full: bool, *, noted: bool
) -> Rows:
    plain = styles[Kind.same]
    for line in lines if full else folded(lines):
        if isinstance(line, int):
            yield Text("    ") + fold(line)
            continue
        parts = wrapped(screen, line if full else shortened(line), styles, width)
        ids = line.rules if noted else ()
        for i, (part, note) in enumerate(zip_longest(parts, ids)):
            row = Text.assemble(("    " if i else sign, plain), part or "")
            yield margin(row, width + 4, note or "", look.RULE)
            if part is None:
                continue
            under = None if look.styled(screen) or line.whole else carets(part, styles)
            if under is not None:
                yield Text("    ") + under
