"""Characters for the direction of text, in lines that hold no right-to-left letter.

There they order nothing and can only hide something. In lines with right-to-left letters they stay.
``overrides`` takes embeddings, overrides and isolates, with which source code is made to read otherwise than
it runs ("Trojan source"); without it the single marks are taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import bidirectional

from cleantext.document import Document
from cleantext.edits import Edit
from cleantext.patterns import lazy

OPTIONS: dict[str, object] = {"overrides": False}

MARKS = "\u061c\u200e\u200f"
OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def build(overrides: bool) -> Bidi:
    return Bidi(OVERRIDES if overrides else MARKS)


class Bidi:
    local = True

    def __init__(self, members: str) -> None:
        self.needs = frozenset(members)
        self._controls = lazy(f"[{members}]+")

    def find(self, document: Document) -> Iterator[Edit]:
        text = document.text
        letters = "".join(c for c in document.odd if bidirectional(c) in ("R", "AL") and c not in MARKS)
        right_to_left = re.compile(f"[{re.escape(letters)}]") if letters else None
        stop, kept = 0, False
        for match in document.foreign(self._controls):
            if right_to_left and match.start() >= stop:
                start, stop = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.start()) + 1 or len(text)
                kept = right_to_left.search(text, start, stop) is not None
            if not kept:
                yield Edit(match.start(), match.end(), "")
