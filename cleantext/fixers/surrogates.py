"""Surrogate code points: a pair is the character it encodes, a lone one U+FFFD. Files cannot hold them; strings can."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edits import Edit

OPTIONS: dict[str, object] = {}

_SURROGATE = re.compile("[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]")


def build() -> Surrogates:
    return Surrogates()


class Surrogates:
    def find(self, document: Document) -> Iterator[Edit]:
        if document.text.isascii() or not any("\ud800" <= c <= "\udfff" for c in document.characters):
            return
        for match in _SURROGATE.finditer(document.text):
            found = match.group()
            new = found.encode("utf-16", "surrogatepass").decode("utf-16") if len(found) == 2 else "\ufffd"
            yield Edit(match.start(), match.end(), new)
