"""Accents go: letters lose the marks that canonical decomposition parts from them.

Does not fire on letters that hold no mark (such as the Polish barred l), nor on the vowel signs of Indic and
other scripts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edits import Edit

OPTIONS: dict[str, object] = {}

_MARKS = re.compile("[\u0300-\u036f]+")


def build() -> Accents:
    return Accents()


class Accents:
    def find(self, document: Document) -> Iterator[Edit]:
        bare = {c: _MARKS.sub("", unicodedata.normalize("NFD", c)) for c in document.odd if c > "\x7f"}
        marked = "".join(c for c, b in bare.items() if b != unicodedata.normalize("NFD", c))
        if marked:
            for match in re.finditer(f"[{re.escape(marked)}]", document.text):
                yield Edit(match.start(), match.end(), unicodedata.normalize("NFC", bare[match.group()]))
