"""The line-wise corrections of RefinedWeb (Penedo et al. 2023, appendix G.2).

A line goes that is mainly upper-case, only digits, a counter ("3 likes"), or one word. A line of at most ten words
loses a pattern and goes with it: "sign-in" at its start, "Read more..." at its end, "items in cart" anywhere. If the
lines that go hold more than ``most`` of the page's words, the page is to be dropped (a reason
beside the edits: text as it comes from a converter holds nearly always more).

Where the paper is silent: "mainly" means over half of the letters; a counter is a number and one or two words of a
short list; words stand between spaces; in scripts without spaces a line of one "word" goes only if it is short.
"""

from __future__ import annotations

import re

from cleantext.document import Document, drop_lines
from cleantext.edits import Edit
from cleantext.ends import BOM

OPTIONS: dict[str, object] = {"most": 0.05}

_COUNTER = re.compile(
    r"\d[\d.,]*[kKmM]?\s+(?:likes?|shares?|comments?|retweets?|reposts?|quotes?|bookmarks?|upvotes?|downvotes?|downloads?|"
    r"views?|followers?|replies|reply|votes?|reactions?)(?:\s+\w+)?"
)
_FRAGMENT = re.compile(r"\A\W*sign[- ]?in\b|\bread more(?:\.\.\.|…)?\W*\Z|\bitems in cart\b", re.IGNORECASE)
SHORT_LINE = 10
"""Words that a line with a fragment may have."""
ONE_WORD = 20
"""Code points up to which a run without spaces is one word."""


def build(most: float) -> RefinedWeb:
    return RefinedWeb(most)


class RefinedWeb:
    unbound = True
    """The rules judge the whole record: protected spans do not bind them."""

    def __init__(self, most: float) -> None:
        self._most = most

    def find(self, document: Document) -> list[Edit]:
        return drop_lines(document, self._judge(document)[0])

    def drop(self, document: Document) -> str | None:
        """Why a corpus should leave the page out; None if it should not."""
        return "too many undesirable lines" if self._judge(document)[1] else None

    def _judge(self, document: Document) -> tuple[list[int], bool]:
        # A mark is no word: at the start of a text it would be a byte order mark, and lines before it can go.
        rows = [(i, line.text.replace(BOM, " ").strip()) for i, line in enumerate(document.lines)]
        gone = [i for i, text in rows if text and _undesirable(text)]
        flagged = sum(len(document.lines[i].text.split()) for i in gone)
        return gone, flagged > self._most * len(document.text.split())


def _undesirable(text: str) -> bool:
    words = text.split()
    if len(words) == 1 and len(text) <= ONE_WORD:
        return True
    letters = sum(map(str.isalpha, text))
    if letters and sum(map(str.isupper, text)) * 2 > letters:
        return True
    if all(c.isdigit() or c.isspace() for c in text) or _COUNTER.fullmatch(text):
        return True
    return len(words) <= SHORT_LINE and _FRAGMENT.search(text) is not None
