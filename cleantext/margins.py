"""The margins of a page: what stands before and after its main text, and what each line there looks like.

The main text is the stretch of lines with the highest sum of scores, where prose counts by its words and labels
count against it. Language neutral: shapes, places and repetition; words only where packs knew them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from cleantext.prose import SPACELESS, is_prose

_END_MARK = re.compile(r"[.!?…。！？؟۔।॥][\"'”’»)\]」』]*\Z")
_BULLET = re.compile(r"(?:[*•·+\-–—o▪‣►»>›|]|\d{1,2}[.)])\s")
_WORD = re.compile(r"\w{4,}")
_QUOTES = frozenset('="“”«»„')

PROSE_WORDS = 50
"""Words of one line beyond which it adds no more to its stretch."""
LABEL_COST = 2
"""What a line that is no prose takes from its stretch."""
LEAST = 60
"""Score of the main text under which a page has none to speak of."""


class Shape(NamedTuple):
    """What a line shows by itself."""

    text: str
    words: int
    prose: bool
    ended: bool
    known: bool


@lru_cache(maxsize=1 << 14)
def shape(text: str, known: bool) -> Shape:
    """``text`` is stripped; ``known`` lines are labels by their words."""
    words = len(text.split())
    if not text.isascii():
        letters = len(SPACELESS.findall(text[:2000]))
        if letters > 3:
            words = max(words, letters // 2)
    return Shape(text, words, is_prose(text), _END_MARK.search(text) is not None, known)


def main_text(shapes: Sequence[Shape]) -> tuple[int, int, float]:
    """First and last line of the main text and its score; ``(0, -1, 0)`` where there is none.

    Under a score of LEAST the margins have no meaning.
    """
    best, first, last = 0.0, 0, -1
    score, start = 0.0, 0
    for i, line in enumerate(shapes):
        if score <= 0:
            score, start = 0.0, i
        if line.prose:
            score += min(line.words, PROSE_WORDS)
        elif line.ended and line.words >= 4:
            score += min(line.words, 8) * 0.5
        else:
            score -= LABEL_COST
        if score > best:
            best, first, last = score, start, i
    return first, last, best


def share(shapes: Sequence[Shape], first: int, last: int) -> float:
    """The part of the page's words that the main text holds."""
    return sum(s.words for s in shapes[first : last + 1]) / max(1, sum(s.words for s in shapes))


def marks(shapes: Sequence[Shape], first: int, last: int) -> dict[int, list[str]]:
    """The marks of each line that lies outside of the main text and is no prose, by its index."""
    page = _Page(shapes, first, last)
    margin = [*range(first), *range(last + 1, len(shapes))]
    return {i: page.marks(i) for i in margin if not shapes[i].prose}


class _Page:
    """Sums over a page that the marks of its lines are read from."""

    def __init__(self, shapes: Sequence[Shape], first: int, last: int) -> None:
        self.shapes, self.first, self.last = shapes, first, last
        self.prose = [0, *accumulate(s.words if s.prose else 0 for s in shapes)]
        self.labels = [0, *accumulate(not s.prose and not s.ended and s.words <= 6 for s in shapes)]
        self.known = [0, *accumulate(s.known for s in shapes)]
        self.times = Counter(s.text for s in shapes)
        self.vocabulary = {w for s in shapes[first : last + 1] for w in _WORD.findall(s.text.lower())}
        inside = shapes[first : last + 1]
        words = sum(s.words for s in inside)
        labels = 100 * sum(not s.prose for s in inside) / len(inside)
        self.whole = [
            f"share={_step(share(shapes, first, last), (0.2, 0.35, 0.5, 0.65, 0.8))}",
            f"length={_step(words, (120, 250, 500, 1000))}",
            f"labels={_step(labels, (20, 40, 60, 75))}",
        ]

    def marks(self, i: int) -> list[str]:
        """Bucketed evidence of line ``i``: itself, its neighbours, its place, the page."""
        head = i < self.first
        side = "H" if head else "T"
        placed = [*self._place(i, head), *self.whole]
        return [*self._own(i, side), *self._around(i), *(side + mark for mark in placed)]

    def _own(self, i: int, side: str) -> list[str]:
        text, words, _, ended, known = self.shapes[i]
        size = _step(words, (2, 3, 4, 6, 9, 13))
        found = [f"{side}words={size}"]
        if ended:
            found += [f"{side}end", f"end={size}"]
        if text[-1] in ":：,;،":
            found.append("colon")
        if _BULLET.match(text):
            found.append(f"{side}bullet")
        if digits := sum(map(str.isdigit, text)):
            found += ["digits", f"digits={_step(100 * digits / len(text), (15, 35, 60))}"]
        found += [mark for mark in ("©", "(", ",") if mark in text]
        if "|" in text or "»" in text or "›" in text:
            found.append("separator")
        if "@" in text or "http" in text or "www." in text:
            found.append("address")
        if not _QUOTES.isdisjoint(text):
            found.append("quote")
        found.append("lower" if text[0].islower() else "upper" if text[0].isupper() else "other")
        if text.isupper():
            found.append("capitals")
        parts = text.split()
        if len(parts) > 1:
            capitals = sum(part[0].isupper() for part in parts) / len(parts)
            found.append(f"capitals={_step(capitals, (0.3, 0.6, 0.99))}")
        if self.times[text] > 1:
            found.append(f"{side}again")
        own = _WORD.findall(text.lower())
        shared = sum(w in self.vocabulary for w in own) / len(own) if own else -1
        found.append(f"{side}shared={_step(shared, (0, 0.01, 0.34, 0.67, 0.99))}")
        if known:
            found.append("known")
        return found

    def _around(self, i: int) -> list[str]:
        shapes, count = self.shapes, len(self.shapes)
        found: list[str] = []
        for step in (-2, -1, 1, 2):
            k = i + step
            if 0 <= k < count:
                s = shapes[k]
                found.append(f"{step}={'p' if s.prose else 'l'}{_step(s.words, (3, 6, 12))}{'e' if s.ended else ''}")
            else:
                found.append(f"{step}=x")
        for reach in (4, 10, 25):
            a, z = max(0, i - reach), min(count, i + reach + 1)
            labels = 100 * (self.labels[z] - self.labels[a]) / (z - a)
            found.append(f"labels{reach}={_step(labels, (20, 40, 60, 75, 90))}")
            found.append(f"prose{reach}={_step(self.prose[z] - self.prose[a], (1, 15, 40, 100, 200))}")
        for reach in (3, 10):
            a, z = max(0, i - reach), min(count, i + reach + 1)
            found.append(f"known{reach}={_step(self.known[z] - self.known[a], (1, 2, 3, 5))}")
        return found

    def _place(self, i: int, head: bool) -> list[str]:
        count = len(self.shapes)
        near, far = (i + 1, self.first) if head else (self.last + 1, i)  # between the line and the main text
        edge = i if head else count - 1 - i
        size = self.first if head else count - 1 - self.last
        outer = self.prose[i] if head else self.prose[count] - self.prose[i + 1]
        return [
            f"far={_step(far - near, (1, 2, 3, 5, 8, 12, 20, 30, 50, 100))}",
            f"edge={_step(edge, (1, 2, 4, 8, 16, 32, 64))}",
            f"size={_step(size, (3, 6, 12, 25, 50, 100))}",
            f"outer={_step(outer, (1, 20, 60, 150, 400))}",
            f"inner={_step(self.prose[far] - self.prose[near], (1, 20, 60))}",
            f"rows={_step(self.labels[far] - self.labels[near], (1, 3, 6, 12, 25))}",
            f"anchors={_step(self.known[far] - self.known[near], (1, 2, 4))}",
        ]


def _step(value: float, cuts: Sequence[float]) -> int:
    """How many of the ascending ``cuts`` the value reaches."""
    steps = 0
    for cut in cuts:
        if value < cut:
            break
        steps += 1
    return steps
