"""Where words touch: the places that the rules of glue look at, found for all of them in one pass over the text."""

from __future__ import annotations

from cleantext.document import Document
from cleantext.patterns import lazy
from cleantext.typed import NamedTuple

SMALL, CAPITAL = "a-zß-ɏəΐ-ώа-ԯḀ-ỿﬀ-ﬆ", "A-ZÀ-ÞĀ-ɏΆ-ΫЀ-ЯѠ-ԯḀ-ỿ"
"""Ranges that hold the letters of :mod:`cleantext.lexicon.letters`, and some more."""
MARKS = ",;.!?"

_PLACE = lazy(
    rf"[{CAPITAL}0-9{MARKS}](?:(?<=[{MARKS}])(?![\s\d])"
    rf"|(?<![ \n].)(?:(?<=[{SMALL}][^0-9{MARKS}])|(?<=[{CAPITAL}][^0-9{MARKS}])(?=[{SMALL}])|(?<=[a-z,.][0-9]))"
    r"|(?<=[0-9])(?=[A-Z][a-z]))"
)
"""A class first, for the search to skip by, then what it must stand beside. A capital is what is neither of
the others."""


class Places(NamedTuple):
    """Positions in order: of capitals behind a small letter or between a capital and a small letter, of digits behind a
    small letter, a comma or a point or before a capitalised word, of marks that neither white space nor a digit
    follows."""

    capitals: list[int]
    digits: list[int]
    marks: list[int]


def places(document: Document) -> Places:
    """
    >>> places(Document("AnnaKowalska said,he left on May19, 2025.Then rain."))
    Places(capitals=[4], digits=[32], marks=[17, 40, 50])
    """
    found = Places([], [], [])
    capitals, digits, marks = found
    for match in _PLACE.finditer(document.text):
        sign = match.group()
        (marks if sign in MARKS else digits if sign <= "9" else capitals).append(match.start())
    return found
