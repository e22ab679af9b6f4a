"""What a line in the margin of a page shows by itself, whatever stands around it: its marks and its words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, filterfalse

from cleantext.main_text import shape
from cleantext.memory import remembered_together
from cleantext.patterns import lazy

SIDES = ("H", "T")
"""The head and the tail of a page."""
_BULLET = lazy(r"(?:[*•·+\-–—o▪‣►»>›|]|\d{1,2}[.)])\s")
_BULLET_STARTS = frozenset("*•·+-–—o▪‣►»>›|")
_WORD = lazy(r"\w{4,}")


def marks(texts: Sequence[str], side: str) -> Iterator[list[str]]:
    """The marks that each line in the head (H) or the tail (T) of a page shows by itself."""
    whole = "\n".join(texts)
    signs = [(sign, mark) for sign, mark in _SIGNS if sign in whole]
    plain = whole if whole.isascii() else "\n".join([text if text.isascii() else "" for text in texts])
    sizes, ended, bullet = _SIZES[side], side + "end", side + "bullet"
    for text, line, seen in zip(texts, shape.each(texts), plain.translate(_CLASSES).split("\n"), strict=True):
        size = bisect_right((2, 3, 4, 6, 9, 13), line.words)
        first, digits, parts, capitals = _first(text, seen)
        found = [sizes[size], first, *dict.fromkeys([mark for sign, mark in signs if sign in text])]
        if line.ended:
            found += (ended, _ENDS[size])
        if text[-1] in ":：,;،":
            found.append("colon")
        if digits:
            found += ("digits", _DIGITS[bisect_right((15, 35, 60), 100 * digits / len(text))])
        if (text[0] in _BULLET_STARTS or text[0].isdecimal()) and _BULLET.match(text):
            found.append(bullet)
        if text.isupper():
            found.append("capitals")
        if parts > 1:
            found.append(_CAPITALS[bisect_right((0.3, 0.6, 0.99), capitals / parts)])
        yield found


def _first(text: str, seen: str) -> tuple[str, int, int, int]:
    """What a line begins with, its digits, its words, and how many of these begin with a capital.

    ``seen``: the classes of its signs, if all are ASCII.
    """
    if seen:
        return _CASES[seen[0]], seen.count("0"), seen.count(" ") + 1, seen.count(" A") + (seen[0] == "A")
    case = "a" if text[0].islower() else "A" if text[0].isupper() else "."
    initials = [part[0] for part in text.split()]
    return _CASES[case], sum(map(str.isdigit, text)), len(initials), sum(map(str.isupper, initials))


_SIGNS = [
    *[(sign, sign) for sign in "©(,"],
    *[(sign, "separator") for sign in "|»›"],
    *[(sign, "address") for sign in ("@", "http", "www.")],
    *[(sign, "quote") for sign in '="“”«»„'],
]
"""Marks of signs that a line may hold."""
_CLASSES = "".join(
    "a" if c.islower() else "A" if c.isupper() else "0" if c.isdigit() else c if c in " \n" else "."
    for c in map(chr, range(128))
)
_CASES = {"a": "lower", "A": "upper", "0": "other", ".": "other"}
_SIZES = {side: [f"{side}words={size}" for size in range(7)] for side in SIDES}
_ENDS = [f"end={size}" for size in range(7)]
_DIGITS, _CAPITALS = ([f"{name}={step}" for step in range(4)] for name in ("digits", "capitals"))


_TO_WORDS = "".join(chr(c) if chr(c).isalnum() or chr(c) in "_\n" else " " for c in range(128))


@remembered_together
def vocabulary(texts: Sequence[str]) -> list[list[str]]:
    """The words of four letters or more of each text, in lower case."""
    plain = "\n".join([text if text.isascii() else "" for text in texts]).lower().translate(_TO_WORDS).split("\n")
    return [
        [word for word in known.split() if len(word) > 3] if known else _foreign_words(text)
        for text, known in zip(texts, plain, strict=True)
    ]


def _foreign_words(text: str) -> list[str]:
    """The same of a text that is not ASCII; the slow pattern sees only what is no letters and digits throughout."""
    words = text.lower().split()
    return [
        *[word for word in filter(str.isalnum, words) if len(word) > 3],
        *_WORD.findall(" ".join(filterfalse(str.isalnum, words))),
    ]


@lru_cache(maxsize=2)
def all_words(texts: tuple[str, ...]) -> list[str]:
    """The words of all texts, those that :func:`vocabulary` gives and shorter ones."""
    words = "\n".join(filter(str.isascii, texts)).lower().translate(_TO_WORDS).split()
    words += chain.from_iterable(vocabulary.each([text for text in texts if not text.isascii()]))
    return words
