"""The unified diff on a terminal: the same lines, escaped and coloured."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from cleantext.edits import Patch
from cleantext.show.diff import put
from cleantext.show.marks import reveal
from cleantext.show.unified import unified

_STYLES = {"---": "bold", "+++": "bold", "@@ ": "cyan", "-": "red", "+": "green"}


def draw(screen: Console, name: str, before: str, patch: Patch, encoding: str) -> None:
    """Draw the lines that ``patch`` would be given; for eyes, as what is escaped is no patch any more."""
    readable = "utf-8" if encoding.startswith(("utf-16", "utf-32")) else encoding
    for piece in unified(name, before, patch, encoding):
        for line in piece.decode(readable, "backslashreplace").split("\n")[:-1]:
            style = next((style for start, style in _STYLES.items() if line.startswith(start)), "")
            put(screen, Text(reveal(line), style))
