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
    needs = frozenset("\u3000") | frozenset(map(chr, range(0xFF01, 0xFFF0)))
    local = True

    def find(self, document: Document) -> Iterator[Edit]:
        for match in document.foreign(_FORMS):
            yield Edit(match.start(), match.end(), unicodedata.normalize("NFKC", match.group()))
