"""What the lexicon knows of a word, packed into one integer, and the folded spelling under which it is kept."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_UNDECOMPOSED = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "’": "'", "‐": "-", "‑": "-"})


@lru_cache(maxsize=1 << 12)
def fold(word: str) -> str:
    """Lower case without diacritics, ligatures and curly apostrophes: one key for all spellings of a word.

    >>> fold("Świętokrzyski"), fold("O’Brien"), fold("Στέφανος")
    ('swietokrzyski', "o'brien", 'στεφανοσ')
    """
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.lower().translate(_UNDECOMPOSED))
    return "".join(c for c in parts if not unicodedata.combining(c)).replace("ς", "σ")


class Entry(int):
    """Bits of a word. Ranks are 0 (never) to 3 (in many): how often it opens or closes tokens and phrases.

    ``tier`` is 0 for no dictionary word, else 1 (among the commonest words of English) to 7 (rare).
    """

    GIVEN = 1 << 3
    SURNAME = 1 << 4
    PLACE = 1 << 5
    PROPER = 1 << 6
    TOKEN = 1 << 7
    PHRASE = 1 << 8
    COLLOCATION = 1 << 17
    OPENS_TOKENS, CLOSES_TOKENS, OPENS_PHRASES, CLOSES_PHRASES = 9, 11, 13, 15

    @property
    def tier(self) -> int:
        return self & 7

    @property
    def given(self) -> bool:
        return bool(self & self.GIVEN)

    @property
    def surname(self) -> bool:
        return bool(self & self.SURNAME)

    @property
    def place(self) -> bool:
        return bool(self & self.PLACE)

    @property
    def proper(self) -> bool:
        """A word that dictionaries spell with a capital."""
        return bool(self & self.PROPER)

    @property
    def token(self) -> bool:
        """Legitimate with a capital inside: a brand, a product, a surname such as MacArthur."""
        return bool(self & self.TOKEN)

    @property
    def phrase(self) -> bool:
        """Two words that stand together in a name: "World Bank"."""
        return bool(self & self.PHRASE)

    @property
    def collocation(self) -> bool:
        """Two words that stand together in small letters: "prime minister"."""
        return bool(self & self.COLLOCATION)

    def rank(self, place: int) -> int:
        """0 to 3 for one of OPENS_TOKENS, CLOSES_TOKENS, OPENS_PHRASES, CLOSES_PHRASES."""
        return (self >> place) & 3

    def __str__(self) -> str:
        """In words: "common word", "given name", "surname", "place", "unknown"."""
        if 0 < self.tier <= COMMON:
            return "common word"
        if self.given or self.surname:
            return "given name" if self.given else "surname"
        if self.place:
            return "place"
        return "word" if self.tier else "proper noun" if self.proper else "unknown"


COMMON = 3
"""The last tier whose words are common: SCOWL size 35."""
UNKNOWN = Entry(0)
