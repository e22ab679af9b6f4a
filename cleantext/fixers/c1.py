"""C1 control characters become what Windows-1252 has in their place, as HTML does it.

Runs after mojibake had its turn. Does not fire (unless ``next_line``) on U+0085 after an ASCII character,
which is a line separator there, nor on the five that Windows-1252 leaves empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edits import Edit
from cleantext.patterns import lazy

OPTIONS: dict[str, object] = {"next_line": False}

_SIGNS = "[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f]"
_C1 = lazy(_SIGNS)
_NO_NEXT_LINE = lazy(_SIGNS + "(?:(?<!\x85)|(?<=[^\x00-\x7f].))")


def build(next_line: bool) -> C1:
    return C1(_C1 if next_line else _NO_NEXT_LINE)


class C1:
    needs = frozenset(map(chr, range(0x80, 0xA0)))

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern

    def find(self, document: Document) -> Iterator[Edit]:
        for match in document.foreign(self._pattern):
            yield Edit(match.start(), match.end(), match.group().encode("latin-1").decode("windows-1252"))
