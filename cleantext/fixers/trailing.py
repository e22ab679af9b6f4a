"""Blanks at the end of a line. With ``hard_breaks`` (Markdown), two spaces or more before a line of the same
paragraph stay as two."""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edits import Edit

OPTIONS: dict[str, object] = {"hard_breaks": False}

BLANKS = " \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_HARD_BREAK = "  "
_BLANKS = frozenset(BLANKS)


def build(hard_breaks: bool) -> Trailing:
    return Trailing(hard_breaks)


class Trailing:
    def __init__(self, hard_breaks: bool) -> None:
        self._hard_breaks = hard_breaks

    def find(self, document: Document) -> Iterator[Edit]:
        text = document.text
        if not any(f"{blank}\n" in text or text.endswith(blank) for blank in _BLANKS & {" ", *document.odd}):
            return
        for i in [i for i, line in enumerate(document.texts) if line[-1:] in _BLANKS]:
            top, line = document.starts[i], document.texts[i]
            end = top + len(line)
            start = top + len(line.rstrip(BLANKS))
            if not self._is_hard_break(text, start, end):
                yield Edit(start, end, "")
            elif text[start:end] != _HARD_BREAK:
                yield Edit(start, end, _HARD_BREAK)

    def _is_hard_break(self, text: str, start: int, end: int) -> bool:
        """Two spaces or more between two lines of one paragraph."""
        if not self._hard_breaks or not text.startswith(_HARD_BREAK, end - 2) or end - start < 2:
            return False
        following = text[end + 1 : (text.find("\n", end + 1) + 1 or len(text) + 1) - 1]
        return text[start - 1 : start] not in ("", "\n") and not (not following or following.isspace())
