"""Words that the layout cut at a line end become whole; real compounds keep their hyphen.

What a word is, the document says: a compound that stands elsewhere with its hyphen keeps it, a word that
stands elsewhere without loses it. Then the lexicon is asked (English). Otherwise the hyphen goes, but for
halves of a compound that ``compounds`` names, single letters ("T-shirt"), capitalised second halves
("Marlow-Reyes"), digits, and words that have another hyphen ("brother-in-law").

Does not fire on hanging hyphens ("pre- and post-war"): before a word of ``joints``, both lines stay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edits import Edit
from cleantext.typed import Protocol

OPTIONS: dict[str, object] = {"compounds": [], "joints": []}

_CUT = re.compile(r"(?<![\w-])((?:\w+[-’'])*\w+)([-\u2010])[ \t]*\n[ \t]*(\w+(?:-\w+)*)")
_WORD = re.compile(r"\w+(?:[-\u2010]\w+)*")


class Words(Protocol):
    """What is asked of a lexicon."""

    def join(self, left: str, right: str) -> bool: ...

    def compound(self, left: str, right: str) -> bool: ...


def build(compounds: list[str], joints: list[str]) -> Hyphens:
    return Hyphens(frozenset(compounds), frozenset(joints))


class Hyphens:
    """``words`` is asked where the document itself does not decide: the shipped lexicon, unless another is given."""

    def __init__(self, compounds: frozenset[str], joints: frozenset[str], words: Words | None = None) -> None:
        self._compounds = compounds
        self._joints = joints
        self._words = words

    def find(self, document: Document) -> Iterator[Edit]:
        text = document.text
        if "-\n" not in text and "- \n" not in text and "\u2010" not in document.odd:
            return
        seen: Counter[str] | None = None
        for match in _CUT.finditer(text):
            left, _, right = match.groups()
            if right.lower() in self._joints:
                continue
            if seen is None:
                seen = Counter(word.lower().replace("\u2010", "-") for word in _WORD.findall(text))
            keeps = self._keeps(left, right, seen)
            yield Edit(match.end(1) + keeps, match.start(3), "")

    def _lexicon(self) -> Words:
        if self._words is not None:
            return self._words
        from cleantext.lexicon import shipped

        return shipped()

    def _keeps(self, left: str, right: str, seen: Counter[str]) -> bool:
        """Whether the hyphen belongs to the word."""
        whole, compound = (left + right).lower(), f"{left}-{right}".lower()
        if not (left[-1].isalpha() and right[0].isalpha()):
            return True
        if right[0].isupper() and not (left.isupper() and right.isupper() and len(right) > 1):
            return True
        if seen[compound] != seen[whole]:
            return seen[compound] > seen[whole]
        words = self._lexicon()
        if words.join(left, right) or words.compound(left, right):
            return words.compound(left, right)
        return "-" in left or "-" in right or len(left) == 1 or left.lower() in self._compounds
