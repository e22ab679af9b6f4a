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
OBEYED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)
"""What a terminal could obey, or what would mislead a reader."""
_ATTACHED = re.compile("[\u200c\u200d]")
_SEQUENCE = re.compile("(?<=[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d|[\ufe0e\ufe0f]|[\U0001f3fb-\U0001f3ff]")
_STRAY = re.compile("(?<![\u0590-\u109f\u1700-\u18af\ua800-\uabff])[\u200c\u200d]")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


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
    return OBEYED.sub(lambda m: mark(m.group()), text)


def reveal(text: str, *, spaces: bool = False) -> str:
    """``text`` with hidden characters drawn as marks, and plain spaces as dots if ``spaces``."""
    shown = HIDDEN.sub(lambda m: mark(m.group()), text)
    return shown.replace(" ", "·") if spaces else shown


def touched(text: str) -> str:
    r"""What an edit took or brought: joiners and selectors are marked too, and spaces at its ends are dots.

    >>> touched(" \u200d"), touched("b  "), touched("a b")
    ('·⟦ZWJ⟧', 'b··', 'a b')
    """
    shown = _ATTACHED.sub(lambda m: mark(m.group()), HIDDEN.sub(lambda m: mark(m.group()), text))
    body = shown.strip(" ")
    if not body:
        return "·" * len(shown)
    left = len(shown) - len(shown.lstrip(" "))
    return "·" * left + body + "·" * (len(shown) - left - len(body))


def brief(text: str, longest: int = 80) -> str:
    r"""What an edit took or brought, in one line and not longer than about ``longest``.

    >>> brief("a\nb")
    'a⏎b'
    """
    head = longest * 2 // 3
    shown = text if len(text) <= longest else f"{text[:head]}…{text[head - longest :]}"
    return touched(shown).replace("\n", "⏎")


def settled(text: str) -> str:
    r"""Untouched text, drawn so that every terminal gives it the same width.

    Terminals disagree about joined emoji and selectors: the emoji of a sequence are drawn one by one. Joiners stay in
    scripts that need them, and are marked elsewhere.

    >>> settled("\U0001f469\u200d\U0001f680 \u2764\ufe0f")
    '👩🚀 ❤'
    """
    return _STRAY.sub(lambda m: mark(m.group()), reveal(_SEQUENCE.sub("", text)))
