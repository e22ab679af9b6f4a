"""Bidirectional marks, embeddings and isolates in lines that hold no right-to-left letter.

There they order nothing and can only hide something. In lines with right-to-left letters they stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import bidirectional

from cleantext.document import Document
from cleantext.edits import Edit

OPTIONS: dict[str, object] = {}

CONTROLS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CONTROLS = re.compile(f"[{CONTROLS}]+")


def build() -> Bidi:
    return Bidi()


class Bidi:
    def find(self, document: Document) -> Iterator[Edit]:
        if not any(_CONTROLS.match(c) for c in document.characters):
            return
        right_to_left = "".join(
            re.escape(c) for c in document.characters if bidirectional(c) in ("R", "AL") and not _CONTROLS.match(c)
        )
        rtl = re.compile(f"[{right_to_left}]") if right_to_left else None
        for line in document.lines:
            for match in _CONTROLS.finditer(line.text):
                if rtl and rtl.search(line.text):
                    break
                yield Edit(line.start + match.start(), line.start + match.end(), "")
