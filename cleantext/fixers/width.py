"""Full-width Latin letters and signs, half-width katakana and hangul, and the ideographic space: the usual forms.

Does not fire on anything else that NFKC would change. Source: the Unicode block Halfwidth and Fullwidth
Forms, through :mod:`unicodedata`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edits import Edit

OPTIONS: dict[str, object] = {}

_FORMS = re.compile("[\u3000\uff01-\uffef]")


def build() -> Width:
    return Width()


class Width:
    def find(self, document: Document) -> Iterator[Edit]:
        if any(_FORMS.match(c) for c in document.characters):
            for match in _FORMS.finditer(document.text):
                yield Edit(match.start(), match.end(), unicodedata.normalize("NFKC", match.group()))
