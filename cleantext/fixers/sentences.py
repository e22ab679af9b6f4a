"""A sentence that begins right behind the end mark of the one before: "ended.The talks", "over.”The court".

Both sides must be words. Does not fire in URLs, host and file names ("example.Com"), dotted identifiers, behind
abbreviations and initials ("U.S.Army", "Fig.A"), on lines of code, or in a token alone on its line.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edits import Edit
from cleantext.patterns import lazy
from cleantext.touching import places

OPTIONS: dict[str, object] = {"abbreviations": [], "endings": [], "starters": []}

_QUOTES = '"“”'
_GATE = lazy(f"[.!?][’)]?[{_QUOTES}]?(?=[A-ZÀ-ÞĀ-ɏΆ-Ϋ\u0400-\u042f])")
_LEFT = lazy(
    r"(?<![^\s\"'“‘”’(—–-])(?:[^\W\d_]+['’-])*"
    r"(?:(?P<word>[^\W\d_]+)|[$€£]?\d[\d,]*(?:[ap]m|%|s|st|nd|rd|th)?)\Z"
)
_RIGHT = lazy(r"([^\W\d_]+)(?:['’][^\W\d_]+)?(?:-[^\W\d_]+)*(?=[\s,;:!?…\"”’—–]|\.(?!\w)|\Z)")
_REACH = 40


def build(abbreviations: list[str], endings: list[str], starters: list[str]) -> Sentences:
    """``abbreviations`` keep their point, ``endings`` are those of host and file names, ``starters`` are words that
    open a sentence even behind a number or a capitalised word."""
    return Sentences(frozenset(abbreviations), frozenset(endings), frozenset(starters))


class Sentences:
    local = True

    def __init__(self, abbreviations: frozenset[str], endings: frozenset[str], starters: frozenset[str]) -> None:
        self._abbreviations = abbreviations
        self._endings = endings
        self._starters = starters

    def find(self, document: Document) -> Iterator[Edit]:
        text = document.text
        for mark in document.once(places).marks:
            match = _GATE.match(text, mark)
            if match and self._ends(text, mark, match.end()):
                at = match.end()
                if text[at - 1] in _QUOTES and not _closing(text, at - 1):
                    at -= 1
                yield Edit(at, at, " ")

    def _ends(self, text: str, end: int, start: int) -> bool:
        left = _LEFT.search(text[max(0, end - _REACH) : end])
        right = _RIGHT.match(text[start : start + _REACH])
        if left is None or right is None:
            return False
        before, after = left["word"] or "", right[1]
        if before.lower() in self._abbreviations or after.lower() in (*self._endings, before.lower()):
            return False
        if not _shaped(after) or len(before) == 1 or (len(after) == 1 and after not in "AI"):
            return False
        from cleantext.lexicon.joints import in_prose
        from cleantext.lexicon.reader import shipped

        if not in_prose(text, *_run(text, start)):
            return False
        if not before.islower():
            return after in self._starters and (not before or (_shaped(before) and text[end] != "!"))
        entry, tier = shipped().get(after), shipped().get(before).tier
        if not tier or (len(before) == 2 and tier > 1):
            return False
        follows = text[start + right.end() : start + right.end() + 1]
        return after in self._starters or (follows not in ",;:" and bool(entry)) or follows.isspace()


def _shaped(word: str) -> bool:
    return word[:1].isupper() and (len(word) == 1 or word[1:].islower())


def _closing(text: str, quote: int) -> bool:
    """Whether a double quote closes: a straight one does if a quotation was opened on its line."""
    if text[quote] != '"':
        return text[quote] == "”"
    near = max(0, quote - 2000)
    top = text.rfind("\n", near, quote) + 1 or near
    return sum(text.count(mark, top, quote) for mark in _QUOTES) % 2 == 1


def _run(text: str, at: int) -> tuple[int, int]:
    """The run without spaces around a position, as far as it matters."""
    start, stop = at, at
    while start > max(0, at - _REACH) and not text[start - 1].isspace():
        start -= 1
    while stop < min(len(text), at + _REACH) and not text[stop].isspace():
        stop += 1
    return start, stop
