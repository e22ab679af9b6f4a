"""A comma, a closing quote or a title stuck to the word behind it: "said,he", "yield,”said", "Mr.Smith".

Does not fire between numbers, single letters and initials, in lists without any spaces ("name,age,city"), on
lines of code, or in a token alone on its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edits import Edit
from cleantext.patterns import lazy
from cleantext.touching import places

OPTIONS: dict[str, object] = {"titles": []}

_LETTER = r"[^\W\d_]"
_COMMA = lazy(r"[,;](?=[^\W\d_])")
_QUOTE = lazy(r"[,.!?][”’\"](?=[a-zß-öø-ÿа-я]{2})")
_LEFT = lazy(rf"(?<![\w@#/\\=&.,;])(?:{_LETTER}+['’-])*(?:{_LETTER}{{2,}}|[12]\d{{3}})[\"”’)]?\Z")
_RIGHT = lazy(rf"{_LETTER}{{2,}}(?:['’-]{_LETTER}+)*(?=[\s.!?:\"”’)—–]|[,;](?!\S)|\Z)(?!\.\w)")
_REACH = 40


def build(titles: list[str]) -> Punctuation:
    return Punctuation(titles)


class Punctuation:
    local = True

    def __init__(self, titles: list[str]) -> None:
        self._titles = tuple(title + "." for title in titles)
        named = "|".join(map(re.escape, titles))
        self._title = lazy(rf"(?<![\w@/.-])(?:{named})\.(?=[^\W\d_]{{3}})")

    def find(self, document: Document) -> Iterator[Edit]:
        text, titles, found = document.text, self._titles, set[int]()
        for at in document.once(places).marks:
            end = at + 1
            if _COMMA.match(text, at) and _between_words(text, at, end):
                found.add(end)
            elif (quote := _QUOTE.match(text, at)) and _closing(text, end):
                found.add(quote.end())
            elif text.endswith(titles, 0, end) and self._titled(text, end):
                found.add(end)
        for at in sorted(found):
            yield Edit(at, at, " ")

    def _titled(self, text: str, end: int) -> bool:
        """Whether a title ends there and a name begins."""
        longest = max(map(len, self._titles))
        if not any(m.end() == end for m in self._title.finditer(text, max(0, end - longest), end + _REACH)):
            return False
        return _capitalised(text[end : end + _REACH])


def _between_words(text: str, at: int, end: int) -> bool:
    left = _LEFT.search(text[max(0, at - _REACH) : at])
    right = _RIGHT.match(text[end : end + _REACH])
    if left is None or right is None or (left[0][0].isdigit() and not right[0][:1].isupper()):
        return False
    if text[at] == ";" and len(left[0]) < 3:
        return False
    from cleantext.lexicon.joints import in_prose
    from cleantext.lexicon.reader import shipped

    first, last = left[0].rstrip('"”’)'), right[0]
    if not in_prose(text, max(0, at - len(left[0])), end + right.end()):
        return False
    return bool(shipped().get(last)) and (first.isdigit() or bool(shipped().get(first)))


def _closing(text: str, quote: int) -> bool:
    """Whether a quote closes: a curly one does, a straight one does if a quotation was opened on its line."""
    if text[quote] != '"':
        return text[quote] == "”" or text[quote - 1] != "."
    near = max(0, quote - 2000)
    top = text.rfind("\n", near, quote) + 1 or near
    return sum(text.count(mark, top, quote) for mark in '"“”') % 2 == 1


def _capitalised(rest: str) -> bool:
    word = re.match(rf"{_LETTER}+(?![\w@]|\.\w)", rest)
    return word is not None and word[0][0].isupper() and word[0][1:2].islower()
