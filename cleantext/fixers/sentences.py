"""A sentence that begins right behind the end mark of the one before: "ended.The talks", "over.”The court".

Both sides must be words. Does not fire in URLs, host and file names ("example.Com"), dotted identifiers, behind
abbreviations and initials ("U.S.Army", "Fig.A"), on lines of code, or in a token alone on its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edits import Edit

OPTIONS: dict[str, object] = {"abbreviations": [], "endings": []}

_GATE = re.compile("[.!?][\"”’)]{0,2}(?=[A-ZÀ-ÞĀ-ɏΆ-Ϋ\u0400-\u042f])")
_LEFT = re.compile(r"(?<![^\s\"'“‘”’(—–-])(?:[^\W\d_]+['’-])*([^\W\d_]+|\d{1,4})\Z")
_RIGHT = re.compile(r"([^\W\d_]+)(?:['’][^\W\d_]+)?(?:-[^\W\d_]+)*(?=[\s,;:!?…\"”’)—–]|\.(?!\w)|\Z)")
_REACH = 40


def build(abbreviations: list[str], endings: list[str]) -> Sentences:
    return Sentences(frozenset(abbreviations), frozenset(endings))


class Sentences:
    def __init__(self, abbreviations: frozenset[str], endings: frozenset[str]) -> None:
        self._abbreviations = abbreviations
        self._endings = endings

    def find(self, document: Document) -> Iterator[Edit]:
        text = document.text
        for match in _GATE.finditer(text):
            if self._ends(text, match.start(), match.end()):
                yield Edit(match.end(), match.end(), " ")

    def _ends(self, text: str, end: int, start: int) -> bool:
        left = _LEFT.search(text[max(0, end - _REACH) : end])
        right = _RIGHT.match(text[start : start + _REACH])
        if left is None or right is None or not _closed(text, end, start):
            return False
        before, after = left[1], right[1]
        if before.lower() in self._abbreviations or after.lower() in self._endings or not _plain(after):
            return False
        from cleantext.lexicon.joints import in_prose
        from cleantext.lexicon.reader import shipped

        if not in_prose(text, *_run(text, start)):
            return False
        known = shipped().get(after)
        common = 0 < known.tier <= 3 or after in ("A", "I")
        if before.isdigit() or len(before) < 2:
            return common and before.isdigit()
        if not before.islower():
            return common and 0 < known.tier <= 2 and _plain(before) and text[end] != "!"
        return bool(shipped().get(before)) and (common or bool(known) or text[start + right.end() :][:1].isspace())


def _plain(word: str) -> bool:
    return word[:1].isalpha() and (len(word) == 1 or word[1:].islower())


def _closed(text: str, end: int, start: int) -> bool:
    """A straight quote between mark and word closes a quotation that was opened on its line."""
    quotes = text[end:start].count('"')
    if not quotes:
        return True
    return text.count('"', text.rfind("\n", 0, end) + 1, end) % 2 == 1 and quotes == 1


def _run(text: str, at: int) -> tuple[int, int]:
    """The run without spaces around a position, as far as it matters."""
    start, stop = at, at
    while start > max(0, at - _REACH) and not text[start - 1].isspace():
        start -= 1
    while stop < min(len(text), at + _REACH) and not text[stop].isspace():
        stop += 1
    return start, stop
