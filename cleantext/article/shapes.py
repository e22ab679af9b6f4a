"""What a line of a page is by itself: its attributes, its coarse class and its words.

Everything is language neutral but the words themselves and the few groups of label words in ``words.json``.
Quotes and spaces do not count, so that later stages do not change what is seen.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from pathlib import Path

from cleantext.keys import LABEL_MAX, key_of_view
from cleantext.prose import spaceless_letters
from cleantext.typed import NamedTuple

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+")
_DIGIT = re.compile(r"\d")
_DIGITS = re.compile(r"\d+")
_SENTENCE_END = re.compile(r"[.!?…](?=[\"'”’)»]*\s)|[。！？؟۔।॥](?=.)")
_CLOSERS = "\"'”’»)]」』* "
_MARKS = frozenset('|@©#/$€£%→»›:(["•·<{=_\\*+')
_LONG = 1 << 12
"""Code points of a line that are looked at; a longer line is prose or data whatever follows."""


class Shape(NamedTuple):
    """What a line is by itself. ``kind`` is one character: its coarse class; ``size`` counts words.

    ``key`` is the folded text, and ``mould`` that with every number alike.
    """

    attributes: tuple[str, ...]
    kind: str
    size: int
    first: str
    end: str
    key: str
    mould: str
    content: frozenset[str]
    joins: bool


@cache
def groups() -> dict[str, str]:
    """Label words, folded, and the group that each belongs to."""
    table = json.loads((Path(__file__).parent / "words.json").read_text("utf-8"))
    return {word: group for group, words in table.items() for word in words.split()}


def steps(n: int) -> int:
    """A count on a scale of half octaves: 0 1 2 3 4 6 8 12 16 24 ..."""
    if n < 4:
        return n
    high = n.bit_length()
    return 2 * high - 2 + (n >> (high - 2) & 1)


def share(part: int, whole: int) -> int:
    """A share in sixths; 0 is none at all and 7 everything."""
    if part <= 0 or whole <= 0:
        return 0
    return 7 if part >= whole else 1 + 6 * part // whole


def shape(text: str) -> Shape | None:
    """The shape of a line; None for a line without a letter or digit, which the model does not see."""
    text = text[:_LONG]
    ascii_only = text.isascii()
    if not ascii_only:
        text = unicodedata.normalize("NFKC", text).replace("’", "'").replace("‘", "'")
    whole = len(text)
    text = text.lstrip()
    indent = whole - len(text)
    text = text.rstrip()
    lower = text.lower()
    words = _WORD.findall(lower)
    if not words:
        return None
    tokens = text.split()
    size = len(words)
    letters = len("".join(words))
    spaceless = 0 if ascii_only else spaceless_letters(text)
    cjk = spaceless * 2 > letters
    if cjk:
        joined = "".join(words)
        words = [joined[i : i + 2] for i in range(min(len(joined) - 1, 40))] or [joined]
        letters = len("".join(words))
        size = max(1, spaceless // 2)
        short = 0
    else:
        short = sum([w.isalpha() for w in words if len(w) < 4])
    capitals = sum([t[0].isupper() for t in tokens])
    small = sum(map(str.islower, tokens))
    digits = 0 if ascii_only and not _DIGIT.search(lower) else sum([w[0].isdigit() for w in words])
    bare = text.rstrip(_CLOSERS)
    last = bare[-1:] or text[-1]
    end = _end(last)
    first = _first(text[0])
    inside = len(_SENTENCE_END.findall(text, 0, max(len(text) - 2, 0)))
    commas = text.count(",") + (0 if ascii_only else text.count("、") + text.count("،") + text.count("，"))
    cap = 8 if cjk or (not capitals and not small) else share(capitals, len(tokens))
    known = groups()
    found = {known[w] for w in words[:60] if w in known}
    length = "s" if size <= 4 else "m" if size <= 12 else "l"
    date = "date" in found or (digits > 0 and _dated(words))
    kind = _kind(size, end, inside, digits, cap, date, first == "0", found)
    z = steps(size)
    a = [
        f"z{z}",
        f"z{z}e{end}",
        f"z{z}c{cap}",
        f"e{end}i{min(inside, 4)}",
        f"b{first}{length}",
        f"s{length}{share(small, len(tokens))}",
        f"t{length}{share(short, size)}",
        f",{length}{min(commas, 4)}",
        f"d{length}{share(digits, len(words))}",
        f"n{indent.bit_length()}{length}",
        f"a{length}{min(12, letters // len(words))}",
    ]
    if found:
        a += [f"g{length}{group}" for group in found]
    if date:
        a.append("date" + length)
    if marks := _MARKS.intersection(text):
        a += [f"m{length}{mark}" for mark in marks]
    if "http" in lower or "www." in lower:
        a.append("url" + length)
    if text.isupper():
        a.append("up" + length)
    if bare.endswith("..") or last == "…":
        a.append("cut" + length)
    shown = words if size <= 8 else [*words[:3], words[-1]]
    if digits:
        shown = ["0" * min(len(w), 5) if w[0].isdigit() else w for w in shown]
    if size <= 8:
        a += [f"w{w}" for w in dict.fromkeys(shown)]
    a += (f"f{length}{shown[0]}", f"l{length}{shown[-1]}")
    if len(shown) > 1:
        a.append(f"2{shown[0]} {shown[1]}")
    content = frozenset(words if cjk else [w for w in words[:80] if len(w) > 3])
    key = key_of_view(" ".join(tokens)) if len(text) <= LABEL_MAX else ""
    mould = _DIGITS.sub("0", key) if digits else key
    return Shape(tuple(a), kind, size, first, end, key, mould, content, end == "w" or end == ",")


@cache
def _end(last: str) -> str:
    if last in ".。।॥۔":
        return "."
    if last in "!?！？؟":
        return "!"
    if last in ":;：":
        return ":"
    if last in ",،、，":
        return ","
    if last == "…":
        return "~"
    return "0" if last.isdigit() else "w" if last.isalpha() else "x"


@cache
def _first(head: str) -> str:
    if head.isupper():
        return "A"
    if head.islower():
        return "a"
    if head.isdigit():
        return "0"
    if head.isalpha():
        return "c"
    return '"' if head in "\"'“”„«»‘’「" else "." if head in ".,;:!?)" else "*" if head in "*•·-–—▪►+" else "x"


def _dated(words: list[str]) -> bool:
    return any(len(w) == 4 and w[:2] in ("19", "20") and w.isdigit() for w in words[:12])


def _kind(size: int, end: str, inside: int, digits: int, cap: int, date: bool, counted: bool, found: set[str]) -> str:
    closed = end in ".!~" or inside > 0
    if size >= 10 and closed:
        return "P" if size >= 28 or inside > 1 else "S"
    if size >= 16:
        return "U"
    if "comment" in found and (size <= 5 or (counted and size <= 16 and not closed)):
        return "C"
    if "related" in found and size <= 6:
        return "R"
    if found & {"share", "login", "legal", "nav"} and size <= 5:
        return "X"
    if date and size <= 12:
        return "D"
    if digits * 2 >= size:
        return "N"
    if closed:
        return "q"
    if size >= 4:
        return "H" if cap < 5 or cap == 8 else "T"
    return "o" if size == 1 else "h"
