"""Whether a text can hold mojibake in ftfy's eyes, found without loading ftfy for nearly all text.

Every match of ftfy's badness pattern holds a suspicious character beside another one that is not ASCII, or
is one of three exceptions; ftfy's own pattern is tried on the few characters around it. The class belongs to
ftfy 6.3.1; the tests compare it with the installed version over all code points.
"""

from __future__ import annotations

import re
from collections.abc import Set

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

_CLASS = re.compile(f"[{SUSPICIOUS}]")
SUSPECT = re.compile(
    f"[{SUSPICIOUS}](?:(?=[^\x00-\x7f])|(?<=[^\x00-\x7f].))|[\u00c2\u00c3] |[\u0152\u0153](?![A-Za-z])|[\x80-\x9f]"
)


def possible(characters: Set[str]) -> bool:
    """Whether a text of these characters (or fewer) can be broken at all."""
    return any(c > "\x7f" and _CLASS.match(c) for c in characters)


def is_bad(text: str) -> bool:
    r"""What ``ftfy.badness.is_bad`` says; ftfy is loaded only where it could say yes.

    >>> is_bad("Mar\u00c3\u00ada"), is_bad("caf\u00e9 \u2014 \u201cfine\u201d")
    (True, False)
    """
    pattern = None
    for match in SUSPECT.finditer(text):
        if pattern is None:
            from ftfy.badness import BADNESS_RE as pattern
        if pattern.search(text, max(0, match.start() - REACH), match.start() + REACH + 1):
            return True
    return False
