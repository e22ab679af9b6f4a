"""Blank lines at the top and the bottom of a document. The last line end stays as it is, there or not."""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edits import Edit

OPTIONS: dict[str, object] = {}


def build() -> Edges:
    return Edges()


class Edges:
    beyond = True

    def find(self, document: Document) -> Iterator[Edit]:
        lines = document.lines
        count = len(lines)
        top, bottom = 0, count
        while top < count and _blank(lines[top].text):
            top += 1
        while bottom > top and _blank(lines[bottom - 1].text):
            bottom -= 1
        if top == count:
            top = bottom = 0
        if document.first and top:
            yield Edit(0, lines[top].start, "")
        if document.last and bottom < count and count:
            start = lines[bottom].start
            yield Edit(start, len(document.text), "")


def _blank(text: str) -> bool:
    return not text or text.isspace()
