"""Canonical composition (NFC), one combining sequence at a time; with ``compatible``, NFKC.

Does not fire, unless ``compatible``, on compatibility forms (superscripts, ligatures), nor ever on runs of
more than LONGEST combining marks: composing those takes quadratic time. The limit is that of UAX #15's
stream-safe format.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache, partial

from cleantext.document import Document
from cleantext.edits import Edit
from cleantext.memory import remembered
from cleantext.patterns import lazy
from cleantext.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Literal

    Form = Literal["NFC", "NFKC"]

OPTIONS: dict[str, object] = {"compatible": False}
LONGEST = 30
REMEMBERED = 1000
"""Characters of a text up to which what they can become is remembered."""

_ALONE = lazy("[\x00-\xff\u0180-\u02ff\u0400-\u0482\u048a-\u0530\u2010-\u2070\u20a0-\u20c0]+")
_FAR_ALONE = lazy("[\u4e00-\u9fff\uac00-\ud7a3]+")
"""Characters that need no look: composed, and joining nothing before them. NFKC looks at all but ASCII.

A class takes the longer to compile the more characters its ranges hold, and few texts hold the second one.
"""
_ASCII = lazy("[\x00-\x7f]+")
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
        known = _ASCII if self._compatible else _ALONE
        looked_at = known.sub("", "".join(document.odd)) if document.odd else ""
        if max(looked_at, default="") >= "\u4e00" and not self._compatible:
            looked_at = _FAR_ALONE.sub("", looked_at)
        pattern = _pattern(form, looked_at) if looked_at else None
        if pattern is None:
            return
        text = document.text
        for match in document.foreign(pattern):
            start, end = match.span()
            if match.lastgroup and start and text[start - 1] != "\n":
                start -= 1
            if end - start <= LONGEST + 1:
                piece = text[start:end]
                new = unicodedata.normalize(form, piece)
                if new != piece:
                    yield Edit(start, end, new)


def _pattern(form: Form, characters: str) -> re.Pattern[str] | None:
    """What can change where these are the characters of a text that need a look; None if nothing can."""
    known = _KNOWN[form]
    changing = "".join(sorted(c for c in characters if known[c].changes))
    joining = "".join(sorted(c for c in characters if known[c].joins))
    if not changing and not joining:
        return None
    compiled = _compiled if len(changing) + len(joining) <= REMEMBERED else _compiled.__wrapped__
    return compiled(changing, joining)


@lru_cache(maxsize=256)
def _compiled(changing: str, joining: str) -> re.Pattern[str]:
    """Joining characters in a row, as ``joined``, or one that changes by itself. One class first, to skip by."""
    joins, either = re.escape(joining), re.escape(changing + joining)
    return re.compile(f"[{either}](?:(?<=[{joins}])(?P<joined>[{joins}]*)|(?![{joins}]))" if joining else f"[{either}]")


class _Known(NamedTuple):
    """Whether a form changes a character by itself, and whether it can join what stands before it."""

    changes: bool
    joins: bool


def _known(form: Form, character: str) -> _Known:
    new = unicodedata.normalize(form, character)
    return _Known(new != character, bool(unicodedata.combining(new[0])) or new[0] in SECOND_STARTERS)


_KNOWN: dict[Form, remembered[_Known]] = {
    "NFC": remembered(partial(_known, "NFC")),
    "NFKC": remembered(partial(_known, "NFKC")),
}
