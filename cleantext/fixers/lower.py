"""Capitals become small letters, by Unicode's full mapping."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edits import Edit

OPTIONS: dict[str, object] = {}


def build() -> Lower:
    return Lower()


class Lower:
    def find(self, document: Document) -> Iterator[Edit]:
        capitals = "".join(c for c in set(document.text) if c.lower() != c)
        for match in re.finditer(f"[{re.escape(capitals)}]", document.text) if capitals else ():
            yield Edit(match.start(), match.end(), match.group().lower())
