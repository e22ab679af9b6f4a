"""Visible marks and names for what a screen would not show, or would obey."""

from __future__ import annotations

import re
import unicodedata

NAMES = {
    "\t": "TAB",
    "\n": "LF",
    "\r": "CR",
    "\x0b": "VT",
    "\x0c": "FF",
    "\x1b": "ESC",
    "\x7f": "DEL",
    "\x85": "NEL",
    "\xa0": "NBSP",
    "\xad": "SHY",
    "\u034f": "CGJ",
    "\u061c": "ALM",
    "\u200b": "ZWSP",
    "\u200c": "ZWNJ",
    "\u200d": "ZWJ",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u2028": "LS",
    "\u2029": "PS",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u202f": "NNBSP",
    "\u2060": "WJ",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
    "\u3000": "IDSP",
    "\ufeff": "BOM",
}

HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200b\u200e\u200f"
    "\u2028-\u202f\u205f-\u206f\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
_ESCAPED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)


def mark(character: str) -> str:
    r"""A mark that names one character.

    >>> mark("\u00a0"), mark("\u2009"), mark("\x1b")
    ('⟦NBSP⟧', '⟦THIN SPACE⟧', '⟦ESC⟧')
    """
    name = NAMES.get(character) or str(unicodedata.name(character, ""))
    return f"⟦{name if 0 < len(name) <= 24 else f'U+{ord(character):04X}'}⟧"


def escape(text: str) -> str:
    r"""``text`` with every character that a terminal could obey drawn as a mark; for names and messages.

    >>> escape("a\x1b[31mb.txt")
    'a⟦ESC⟧[31mb.txt'
    """
    return _ESCAPED.sub(lambda m: mark(m.group()), text)


def reveal(text: str, *, spaces: bool = False) -> str:
    """``text`` with hidden characters drawn as marks, and plain spaces as dots if ``spaces``."""
    shown = HIDDEN.sub(lambda m: mark(m.group()), text)
    return shown.replace(" ", "·") if spaces else shown
