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

OPTIONS: dict[str, object] = {"titles": []}

_LETTER = r"[^\W\d_]"
_COMMA = re.compile(r"[,;](?=[^\W\d_])")
_QUOTE = re.compile(r"[,.!?][”’\"](?=[a-zß-öø-ÿа-я]{2})")
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
        text = document.text
        places = {m.end() for m in _COMMA.finditer(text) if _between_words(text, m.start(), m.end())}
        places.update(m.end() for m in _QUOTE.finditer(text) if _closing(text, m.end() - 1))
        if any(title in text for title in self._titles):
            places.update(m.end() for m in self._title.finditer(text) if _capitalised(text[m.end() : m.end() + _REACH]))
        for at in sorted(places):
            yield Edit(at, at, " ")


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
