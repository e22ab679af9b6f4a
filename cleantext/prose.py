"""What reads as running prose, and where in a page it begins and ends. Language neutral, no word list."""

from __future__ import annotations

from cleantext.document import Document
from cleantext.memory import remembered
from cleantext.patterns import lazy

END_MARKS = frozenset(".!?…。！？؟۔।॥")
CLOSERS = "\"'”’»)]」』"
"""Signs that may stand behind an end mark."""
LETTERS_A_WORD = 3  # in scripts that write no spaces


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
    if "©" in text:
        return False
    words = text.split()
    count = len(words)
    spaceless = spaceless_letters(text[:2000])
    if spaceless > 12:
        count = max(count, spaceless // LETTERS_A_WORD)
    elif count >= 8:
        wanted = min(count, 200) / 3
        for word in words[:200]:
            first = word[0]
            if first.islower() or not (first.isupper() or first.isdigit()):
                wanted -= 1
                if wanted <= 0:
                    break
        else:
            return False
    return count >= 20 or (count >= 8 and (is_ended(text) or text.rstrip().rstrip(CLOSERS).endswith(":")))


def spaceless_letters(text: str) -> int:
    """How many letters of scripts that write no spaces a text holds (Thai, Lao, Burmese, Khmer, kana, Han)."""
    if text.isascii() or not _HIGH.search(text):
        return 0
    return len(_SPACELESS.findall(text))


_HIGH = lazy("[^\x00-\u0dff\u2000-\u206f]")
"""What all of them lie in, as a class that compiles fast, and few other letters."""
_SPACELESS = lazy("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def is_ended(text: str) -> bool:
    """Whether a line ends with an end mark, blanks and closing signs aside.

    >>> is_ended("He said “no.” "), is_ended("No end")
    (True, False)
    """
    return text.rstrip().rstrip(CLOSERS)[-1:] in END_MARKS


def body(document: Document) -> tuple[int, int]:
    """The first and the last line (indices) of prose; ``(len(lines), -1)`` where there is none.

    What stands before the first is the head of the page, what stands after the last its tail. A window from
    the middle of a long text has no head, or no tail.
    """
    lines = document.views
    count = len(lines)
    first = next((i for i in range(count) if is_prose(lines[i])), count)
    last = next((i for i in range(count - 1, -1, -1) if is_prose(lines[i])), -1)
    if not document.first:
        first = min(first, 0)
    if not document.last:
        last = max(last, count - 1)
    return first, last
