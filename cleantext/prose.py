"""What reads as running prose, and where in a page it begins and ends. Language neutral, no word list."""

from __future__ import annotations

from cleantext.memory import remembered
from cleantext.patterns import lazy

END_MARKS = frozenset(".!?…。！？؟۔।॥")
_STOPS = (*END_MARKS, ":")
CLOSERS = "\"'”’»)]」』"
"""Signs that may stand behind an end mark."""
LETTERS_A_WORD = 3  # in scripts that write no spaces
LEAST_WORDS = 8
"""Words of prose that has an end mark, or a colon in its place, at least ..."""
ENDLESS_WORDS = 20
"""... and of prose that has none."""
LEAST_LENGTH = 2 * LEAST_WORDS - 1
"""Code points that so many words have at least."""


@remembered
def is_prose(text: str) -> bool:
    """Whether a line reads as prose: at least eight words with an end mark, or twenty without.

    Scripts without spaces count three letters as a word. A line that is mostly capitalised words or digits
    (a menu, a table row) is not prose, nor is a copyright line.

    >>> is_prose("The bridge on Mill Lane shuts on Monday for repairs.")
    True
    >>> is_prose("Home News Sport Weather Travel Culture Video Audio More Sounds.")
    False
    """
    if len(text) < LEAST_LENGTH or "©" in text:
        return False
    count, small = _words(text)
    spaceless = 0 if text.isascii() else spaceless_letters(text[:2000])
    if spaceless > 12:
        count = max(count, spaceless // LETTERS_A_WORD)
    if count < LEAST_WORDS or (count < ENDLESS_WORDS and not text.rstrip().rstrip(CLOSERS).endswith(_STOPS)):
        return False
    return spaceless > 12 or 3 * small >= min(count, _FIRST)


_FIRST = 200
"""Words of a line that are looked at."""
_CLASSES = "".join(" " if c.isspace() else "A" if c.isupper() or c.isdigit() else "a" for c in map(chr, range(128)))
_CLASS = _CLASSES.encode() + b"?" * 128
"""Of each byte: a space, a capital or digit, another sign of ASCII, part of any other."""


def _words(text: str) -> tuple[int, int]:
    """How many words a line has, and how many of the first begin with neither a capital nor a digit.

    A printable text has no spaces but those of ASCII. The second number may be too small where it is a third already.
    """
    if text.isascii() or text.isprintable():
        seen = b" " + text.encode().translate(_CLASS)
        small, other = seen.count(b" a"), seen.count(b" ?")
        count = small + other + seen.count(b" A")
        if count <= _FIRST and (not other or 3 * small >= count):
            return count, small
    words = text.split()
    initials = [word[0] for word in words[:_FIRST]]
    return len(words), len(initials) - sum(map(str.isupper, initials)) - sum(map(str.isdigit, initials))


def spaceless_letters(text: str) -> int:
    """How many letters of scripts that write no spaces a text holds (Thai, Lao, Burmese, Khmer, kana, Han)."""
    return sum(map(len, _SPACELESS.findall(text))) if may_be_spaceless(text) else 0


def may_be_spaceless(text: str) -> bool:
    """Whether a text holds letters of such scripts, or others far behind them."""
    return not text.isascii() and _HIGH.search(text) is not None


_HIGH = lazy("[^\x00-\u0dff\u2000-\u206f]")
"""What all of them lie in, as a class that compiles fast, and few other letters."""
_SPACELESS = lazy("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+")
"""Runs of them."""


def is_ended(text: str) -> bool:
    """Whether a line ends with an end mark, blanks and closing signs aside.

    >>> is_ended("He said “no.” "), is_ended("No end")
    (True, False)
    """
    return text.rstrip().rstrip(CLOSERS)[-1:] in END_MARKS
