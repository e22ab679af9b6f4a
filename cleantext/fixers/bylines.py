"""Lines that name who wrote a story: dropped, or with ``normalise`` cut down to "By" and the names.

A byline is short, opens with a word for "by" in one of the languages below and a capital letter, or with the word
for reporter in those that write it so, and stands near the top: before the second line of prose. Does not fire on
prose, nor where something other than names, places, dates and times follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edits import Edit
from cleantext.prose import is_prose

OPTIONS: dict[str, object] = {"normalise": False}
LONGEST = 160
"""Code points that a byline may have."""

_WORDS = "by|von|par|por|di|door|av|oleh|text|texte|autor|autorka|author|posted by|written by"
_BY = rf"(?i:{_WORDS})"
_NAME = r"[^\W\d_a-z][\w.'’-]*"
_NAMES = rf"{_NAME}(?: {_NAME})*(?:(?:,| and| und| et| y| e| en| i| &) {_NAME}(?: {_NAME})*)*"
_BYLINE = re.compile(
    rf"\s*(?P<who>{_BY}:? {_NAMES})(?P<rest>(?:\s*[-–—|,•·/].*|\s+\d.*)?)\Z"
    r"|\s*(?P<other>(?:記者|记者|文|作者) ?[/:：|].{1,40}|.{2,20} ?기자)\Z"
)
_REST = re.compile(r"(?:[\W\d_]|[^\W\d_]{1,14}\b){1,40}\Z")


def build(normalise: bool) -> Bylines:
    return Bylines(normalise)


class Bylines:
    def __init__(self, normalise: bool) -> None:
        self._normalise = normalise

    def find(self, document: Document) -> Iterator[Edit]:
        prose = 0
        for line in document.lines:
            if len(line.text) > LONGEST or (is_prose(line.text) and not _BYLINE.match(line.text)):
                prose += 1
                if prose == 2:
                    return
                continue
            found = _BYLINE.match(line.text)
            if found is None or line.text.rstrip().endswith((".", "!", "?")):
                continue
            if found["rest"] and not _REST.match(found["rest"]):
                continue
            if not self._normalise:
                yield Edit(line.start, min(line.end + 1, len(document.text)), "")
            elif found["rest"]:
                yield Edit(line.start + found.start("rest"), line.end, "")
