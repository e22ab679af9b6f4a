"""Canonical composition (NFC), one combining sequence at a time; with ``compatible``, NFKC.

Does not fire, unless ``compatible``, on compatibility forms (superscripts, ligatures), nor ever on runs of
more than LONGEST combining marks: composing those takes quadratic time. The limit is that of UAX #15's
stream-safe format.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Literal

from cleantext.document import Document
from cleantext.edits import Edit

OPTIONS: dict[str, object] = {"compatible": False}
LONGEST = 30
Form = Literal["NFC", "NFKC"]

_ALONE = re.compile(
    "[\x00-\xff\u0180-\u02ff\u0400-\u0482\u048a-\u0530\u2010-\u2070\u20a0-\u20c0\u4e00-\u9fff\uac00-\ud7a3]"
)
"""Characters that need no look: they are composed, and join nothing before them. NFKC looks at all."""


def build(compatible: bool) -> Compose:
    return Compose(compatible)


class Compose:
    local = True

    def __init__(self, compatible: bool) -> None:
        self._compatible = compatible

    def find(self, document: Document) -> Iterator[Edit]:
        form: Form = "NFKC" if self._compatible else "NFC"
        normalize, nfc = unicodedata.normalize, not self._compatible
        odd = [c for c in document.odd if c > "\x7f" and not (nfc and _ALONE.match(c))]
        singles = [c for c in odd if normalize(form, c) != c]
        firsts = {c: normalize(form, c)[0] for c in odd}
        joining = [c for c, f in firsts.items() if unicodedata.combining(f) or f in second_starters()]
        if not singles and not joining:
            return
        group = "".join(map(re.escape, joining))
        alone = f"[{''.join(map(re.escape, singles))}]" if singles else ""
        sequence = f"(?:[^{group}\n]?[{group}]+)" if joining else ""
        for match in document.foreign(re.compile("|".join(filter(None, (sequence, alone))))):
            piece = match.group()
            if len(piece) <= LONGEST + 1:
                new = normalize(form, piece)
                if new != piece:
                    yield Edit(match.start(), match.end(), new)


@cache
def second_starters() -> frozenset[str]:
    """Characters of combining class 0 that compose with what stands before them, in this Python's Unicode."""
    found = {chr(c) for span in ((0x1161, 0x1176), (0x11A8, 0x11C3)) for c in range(*span)}
    for code in range(0xC0, 0x20000):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2 and parts[0][0] != "<":
            second = chr(int(parts[1], 16))
            if not unicodedata.combining(second):
                found.add(second)
    return frozenset(found)
