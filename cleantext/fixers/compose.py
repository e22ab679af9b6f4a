"""Canonical composition (NFC), one combining sequence at a time.

Does not fire on compatibility forms (superscripts, ligatures), nor on runs of more than LONGEST combining
marks: composing those takes quadratic time. The limit is that of UAX #15's stream-safe format.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edits import Edit

OPTIONS: dict[str, object] = {}
LONGEST = 30

_JOINING = r"\p{M}\u1160-\u11ff"


def build() -> Compose:
    return Compose()


class Compose:
    def find(self, document: Document) -> Iterator[Edit]:
        odd = [c for c in document.characters if c > "\u02ff"]
        singles = [c for c in odd if not unicodedata.is_normalized("NFC", c)]
        marks = any("\u1160" <= c <= "\u11ff" or unicodedata.category(c)[0] == "M" for c in odd)
        if not singles and not marks:
            return
        import regex

        alone = "|".join(map(regex.escape, singles))
        pattern = rf"[^{_JOINING}\n]?[{_JOINING}]+" + (f"|{alone}" if alone else "")
        for match in regex.finditer(pattern, document.text):
            piece = match.group()
            if len(piece) <= LONGEST + 1:
                new = unicodedata.normalize("NFC", piece)
                if new != piece:
                    yield Edit(match.start(), match.end(), new)
