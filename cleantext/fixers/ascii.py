"""Transliteration to ASCII by anyascii (extra ``ascii``); letters that it cannot spell go.

Source: the package anyascii (ISC licence), loaded when a character needs it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edits import Edit
from cleantext.errors import MissingExtra

OPTIONS: dict[str, object] = {}

_FOREIGN = re.compile("[^\x00-\x7f]+")


def build() -> Ascii:
    return Ascii()


class Ascii:
    def find(self, document: Document) -> Iterator[Edit]:
        if document.text.isascii():
            return
        try:
            from anyascii import anyascii
        except ImportError:
            raise MissingExtra("rule mask.ascii needs the extra: pip install 'cleantext-cli[ascii]'") from None
        for match in _FOREIGN.finditer(document.text):
            yield Edit(match.start(), match.end(), anyascii(match.group()).replace("\n", " "))
