"""Blanks at the end of a line. With ``hard_breaks`` (Markdown), two spaces or more before a line of the same
paragraph stay as two."""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edits import Edit

OPTIONS: dict[str, object] = {"hard_breaks": False}

BLANKS = " \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_HARD_BREAK = "  "


def build(hard_breaks: bool) -> Trailing:
    return Trailing(hard_breaks)


class Trailing:
    def __init__(self, hard_breaks: bool) -> None:
        self._hard_breaks = hard_breaks

    def find(self, document: Document) -> Iterator[Edit]:
        lines = document.lines
        for i, line in enumerate(lines):
            text = line.text
            if not text or text[-1] not in BLANKS:
                continue
            kept = len(text.rstrip(BLANKS))
            if self._hard_breaks and kept and text.endswith(_HARD_BREAK) and i + 1 < len(lines) and not lines[i + 1].blank:
                if text[kept:] != _HARD_BREAK:
                    yield Edit(line.start + kept, line.end, _HARD_BREAK)
            else:
                yield Edit(line.start + kept, line.end, "")
