"""Paragraphs that were broken into lines at a page's width become one line each.

Two lines are joined where the first is as full as the paragraph's width allows: the first word of the next
would not have fitted. Does not fire on lists, headings, verse (each line begins with a capital), tables,
indented or quoted lines, on lines that are narrower than WIDTH, nor behind a hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext.document import Document, Line
from cleantext.edits import Edit

OPTIONS: dict[str, object] = {}

WIDTH = 40
"""Code points that the widest line of a wrapped paragraph has at least."""
SLACK = 0.88
"""Share of the width that a line must fill, with the word that did not fit: fonts are not all of one width."""
LONGEST = 160
"""Code points that a hard-wrapped line has at most; longer ones are paragraphs already."""

_OWN_LINE = re.compile(
    r"\s|[-*+•‣▪◦·–—] |\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)] |[#>|]|\S+ {3,}\S|.*\t|.*\S {3,}\S|[-=_*~]{3,}\s*\Z|\f"
)
_HYPHEN_END = ("-", "\u2010", "\u00ad")


def build() -> Unwrap:
    return Unwrap()


class Unwrap:
    def find(self, document: Document) -> Iterator[Edit]:
        paragraph: list[Line] = []
        for line in document.lines:
            if line.text and not line.text.isspace() and not _OWN_LINE.match(line.text):
                paragraph.append(line)
                continue
            yield from _joins(paragraph)
            paragraph = []
        yield from _joins(paragraph)


def _joins(paragraph: list[Line]) -> Iterator[Edit]:
    if len(paragraph) < 2:
        return
    width = max(len(line.text) for line in paragraph)
    if not WIDTH <= width <= LONGEST or _is_verse(paragraph):
        return
    for line, following in zip(paragraph, paragraph[1:], strict=False):
        text = line.text.rstrip()
        word = following.text.split(maxsplit=1)[0]
        if len(text) + 1 + len(word) > width * SLACK and not text.endswith(_HYPHEN_END):
            yield Edit(line.start + len(text), following.start, " ")


def _is_verse(paragraph: list[Line]) -> bool:
    """Every line begins with a capital, and there are lines enough for that to be no accident."""
    heads = [line.text.lstrip("\"'“‘«„([")[:1] for line in paragraph]
    return len(heads) > 2 and all(head.isupper() for head in heads)
