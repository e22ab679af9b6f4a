"""Whether a text can hold mojibake in ftfy's eyes, found without loading ftfy for nearly all text.

Every match of ftfy's badness pattern holds a suspicious character beside another one that is not ASCII, or
is one of three exceptions; ftfy's own pattern is tried on the few characters around it. The class belongs to
ftfy 6.3.1; the tests compare it with the installed version over all code points.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from cleantext.document import Document
from cleantext.patterns import lazy

SUSPICIOUS = (
    "\x80-\x9f\xa1-\xac\xae-\xb3\xb5\xb6\xb8-\xd1\xd7-\xd9\xdc\xdd\xf7\u0100\u0102\u0104\u0106\u010c\u010e"
    "\u0110\u0112\u0116\u0118\u011a\u011e\u0122\u012a\u0130\u0136\u0139\u013b\u013d\u0141\u0143\u0145"
    "\u0147\u0152\u0153\u0158\u015a\u015e\u0160\u0162\u0164\u016e\u0170\u0178\u0179\u017b\u017d\u0192"
    "\u02c6\u02c7\u02d8\u02db-\u02dd\u0384\u0385\u0402\u0490\u2018\u201a\u201c-\u201e\u2020-\u2022\u2030"
    "\u2039\u203a\u2044\u20a7\u20ac\u2116\u2122\u2202\u2206\u220f\u2211\u221a\u221e\u2229\u222b\u2248"
    "\u2260\u2261\u2264\u2265\u2310\u2502\u250c\u2510\u2518\u251c\u2524\u252c\u253c\u2550-\u256c\u2580"
    "\u2584\u2588\u258c\u2590-\u2593\u25ca\uf8ff\ufffd"
)
REACH = 4
"""Characters to either side of a suspicious one that ftfy's pattern can look at."""

REMEMBERED = 1000
"""Code points up to which the verdict on a line is remembered."""

_LETTERS = "\u0386-\u0401\u0403-\u048f\u0491-\u052f\u0590-\u1fff\u3001-\ud7a3"
_OPENED = (
    "\u00a0\u202f\u00c0-\u00c3\u00c5-\u00d6\u00d8-\u00e1\u00e3-\u00f2\u00f4-\u00f6\u00f8-\u0191\u0193-\u024f" + _LETTERS
)
_CLOSED = (
    "\u00a0\u202f\u00df-\u00f6\u00f8-\u00ff\u0101\u0103\u0105\u0107\u0119\u011b\u0142\u0144\u015b\u0161\u017a\u017c\u017e"
    "\u2026" + _LETTERS
)
_SOUND = (
    f"(?<!(?<=[\x00-\x7f])[«„“‘‚‹](?=[{_OPENED}]))(?<!(?<![\\s\\S])[«„“‘‚‹](?=[{_OPENED}]))"
    f"(?<!(?<=[{_CLOSED}])[«»“”‘‹›](?=[\\s!-/:-@\\[-^`{{-~،؛]))(?<!(?<=[{_CLOSED}])[«»“”‘‹›](?![\\s\\S]))"
)
"""A quote at the edge of a word, with plain letters inside and ASCII outside: no match of ftfy's holds it."""


@cache
def suspect() -> re.Pattern[str]:
    """What every match of ftfy's pattern holds; one class first, for the search to skip by."""
    return re.compile(
        f"[{SUSPICIOUS}](?:(?:(?=[^\x00-\x7f])|(?<=[^\x00-\x7f].)){_SOUND}"
        "|(?<=[\u00c2\u00c3])(?= )|(?<=[\u0152\u0153])(?![A-Za-z])|(?<=[\x80-\x9f]))"
    )


NEEDED = frozenset(
    chr(code)
    for start, end in re.findall("(.)(?:-(.))?", SUSPICIOUS)
    for code in range(ord(start), ord(end or start) + 1)
)
"""Characters of which every match of :func:`suspect` holds one."""


_PAIR = lazy("[^\x00-\x7f]{2}")
_ALONE = frozenset("\u00c2\u00c3\u0152\u0153") | frozenset(map(chr, range(0x80, 0xA0)))
"""Characters that :func:`suspect` finds beside ASCII too."""


def _is_plain(document: Document) -> bool:
    """Whether :func:`suspect` cannot find anything. To compile it takes as long as to clean two pages."""
    return _ALONE.isdisjoint(document.odd) and next(document.foreign(_PAIR), None) is None


def bad_lines(document: Document) -> list[tuple[int, int]]:
    """Spans of the lines, each with its line end, that hold mojibake in ftfy's eyes; none past the last."""
    if not suspect.cache_info().currsize and _is_plain(document):
        return []
    found: list[tuple[int, int]] = []
    text, stop = document.text, 0
    for match in document.foreign(suspect()):
        if match.start() >= stop:
            start, stop = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.start()) + 1 or len(text)
            if is_bad(text[start:stop]):
                found.append((start, stop))
    return found


def is_bad(text: str) -> bool:
    r"""What ``ftfy.badness.is_bad`` says; ftfy is loaded only where it could say yes.

    >>> is_bad("Mar\u00c3\u00ada"), is_bad("caf\u00e9 \u2014 \u201cfine\u201d")
    (True, False)
    """
    return _is_bad(text) if len(text) < REMEMBERED else _is_bad.__wrapped__(text)


@lru_cache(maxsize=1 << 10)
def _is_bad(text: str) -> bool:
    return any(
        _pattern().search(text, max(0, match.start() - REACH), match.start() + REACH + 1)
        for match in suspect().finditer(text)
    )


def _pattern() -> re.Pattern[str]:
    from ftfy.badness import BADNESS_RE

    return BADNESS_RE
