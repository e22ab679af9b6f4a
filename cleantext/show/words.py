"""The word diff: each line once, what went in [-brackets-], what came in {+braces+}."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from cleantext.show import diff
from cleantext.show import screen as look
from cleantext.show.elide import shortened
from cleantext.show.marks import settled, touched
from cleantext.show.rows import wrap
from cleantext.show.sides import Kind, Line, Piece

EDITS = 100
"""Edits of one hunk that are shown."""
LINES = 3
"""Lines of one edit that are shown from its start."""


def rows(screen: Console, scene: diff.Scene, full: bool) -> Iterator[Text]:
    """One hunk as running text."""
    before, hunk, edits = scene[:3]
    yield diff.place(hunk, edits, ids=True)
    text = Text()
    at = hunk.start
    shown = edits if full else edits[:EDITS]
    for edit in shown:
        _same(text, before[at : edit.start], full)
        _mark(text, before[edit.start : edit.end], "[-", "-]", look.OLD[Kind.hit], full)
        _mark(text, edit.new, "{+", "+}", look.NEW[Kind.hit], full)
        at = edit.end
    if len(shown) < len(edits):
        text.append(f" … {len(edits) - len(shown):,} more edits", "dim")
    else:
        _same(text, before[at : hunk.end].removesuffix("\n").removesuffix("\r"), full)
    for line in text.split("\n"):
        for row in wrap(screen, line, screen.width - 4):
            yield Text("    ") + row


def _same(text: Text, part: str, full: bool) -> None:
    if part:
        line = Line([Piece("", Kind.hit), Piece(part, Kind.same), Piece("", Kind.hit)])
        for piece in (line if full else shortened(line)).pieces:
            text.append(settled(piece.text))


def _mark(text: Text, part: str, left: str, right: str, style: str, full: bool) -> None:
    if not part:
        return
    lines = part.split("\n")
    text.append(left, style)
    if len(lines) > LINES + 2 and not full:
        rest = len(lines) - LINES - 1
        text.append("⏎\n".join(map(touched, lines[:LINES])) + "⏎\n", style)
        text.append(diff.fold(rest).plain + "\n", "dim")
        text.append(touched(lines[-1]), style)
    else:
        text.append("⏎\n".join(map(touched, lines)), style)
    text.append(right, style)
