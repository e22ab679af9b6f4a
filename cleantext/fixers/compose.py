"""Canonical composition (NFC), one combining sequence at a time; with ``compatible``, NFKC.

Does not fire, unless ``compatible``, on compatibility forms (superscripts, ligatures), nor ever on runs of
more than LONGEST combining marks: composing those takes quadratic time. The limit is that of UAX #15's
stream-safe format.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edits import Edit
from cleantext.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Literal

    Form = Literal["NFC", "NFKC"]

OPTIONS: dict[str, object] = {"compatible": False}
LONGEST = 30

_ALONE = (
    ("\x00", "\xff"),
    ("\u0180", "\u02ff"),
    ("\u0400", "\u0482"),
    ("\u048a", "\u0530"),
    ("\u2010", "\u2070"),
    ("\u20a0", "\u20c0"),
    ("\u4e00", "\u9fff"),
    ("\uac00", "\ud7a3"),
)
"""First and last of the ranges that need no look: composed, and joining nothing before them. NFKC looks at all."""
SECOND_STARTERS = frozenset(
    "\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dcf\u0ddf\u0fb5\u0fb7\u102e\u1b35"
    "\U00011127\U0001133e\U00011357\U000113b8\U000113bb\U000113c2\U000113c9\U000114b0\U000114ba\U000114bd"
    "\U000115af\U0001611e\U0001611f\U00016120\U00016129\U00016d63\U00016d67\U00011930"
) | frozenset(map(chr, (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))))
"""Characters of combining class 0 that compose with what stands before them, up to Unicode 16."""


def build(compatible: bool) -> Compose:
    return Compose(compatible)


class Compose:
    local = True

    def __init__(self, compatible: bool) -> None:
        self._compatible = compatible

    def find(self, document: Document) -> Iterator[Edit]:
        form: Form = "NFKC" if self._compatible else "NFC"
        normalize, nfc = unicodedata.normalize, not self._compatible
        odd = [c for c in document.odd if c > "\x7f" and not (nfc and _alone(c))]
        singles = [c for c in odd if normalize(form, c) != c]
        firsts = {c: normalize(form, c)[0] for c in odd}
        joining = [c for c, f in firsts.items() if unicodedata.combining(f) or f in SECOND_STARTERS]
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


def _alone(character: str) -> bool:
    return any(first <= character <= last for first, last in _ALONE)
