"""Lines as rows of a screen: drawn with marks, wrapped by cells, emphasised with or without attributes."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from cleantext.show.marks import RIGHT_TO_LEFT, settled, touched
from cleantext.show.sides import Kind, Line

CARET = "^"
_JOINER = "\u200d"
_ROOM = 8
"""Columns below which nothing is wrapped narrower."""


def drawn(line: Line, styles: Mapping[Kind, str]) -> Text:
    """The line as one long row; a line end that an edit took or brought is drawn."""
    text = Text()
    for piece in line.pieces:
        text.append(touched(piece.text) if piece.kind is Kind.hit else settled(piece.text), styles[piece.kind])
    if line.end_hit and not (line.whole and text.plain):
        text.append("⏎", styles[Kind.hit])
    return text


def wrapped(screen: Console, line: Line, styles: Mapping[Kind, str], width: int) -> list[Text]:
    """The line in rows of at most ``width`` cells."""
    return wrap(screen, drawn(line, styles), width)


def wrap(screen: Console, text: Text, width: int) -> list[Text]:
    """``text`` in rows of at most ``width`` cells, cut at blanks where there are any."""
    if cells(text.plain) <= width:
        return [text]
    width -= 2 * text.plain.count(_JOINER)
    return list(text.wrap(screen, max(width, _ROOM), tab_size=8, overflow="fold")) or [text]


def carets(row: Text, styles: Mapping[Kind, str]) -> Text | None:
    """For a screen without attributes: a row that points at what the edits touched, or None."""
    hits = [span for span in row.spans if span.style == styles[Kind.hit] and span.end > span.start]
    if not hits or not row.plain.strip():
        return None
    out = Text()
    for start, end, _ in sorted(hits):
        out.append(" " * (row[:start].cell_len - out.cell_len))
        out.append(CARET * row[start:end].cell_len)
    return out


def margin(row: Text, width: int, note: str, style: str) -> Text:
    """``row`` with a note in the columns right of ``width``."""
    if not note:
        return row
    return padded(row, width) + Text("  ") + Text(note, style)


def padded(row: Text, width: int) -> Text:
    """``row`` filled up to ``width`` cells; right-to-left text is kept from running into what comes next."""
    out = row.copy()
    if RIGHT_TO_LEFT.search(row.plain):
        out.append("\u200e")
    out.append(" " * max(0, width - cells(row.plain)))
    return out


def cells(text: str) -> int:
    """How many columns ``text`` takes; the letter behind a joiner takes its own ones."""
    return cell_len(text.replace(_JOINER, ""))
