"""Teasers of other stories that no heading announces: below the text, each with a title and a date.

A stamp is a short line with a date and no time of day, which comments and posts of a forum have. Three stamps or more
make a run if the lines between each two of them are alike: a title of a few words (a name is too short), at most one
line of prose with it, and nothing else but labels. The run goes from its first stamp to its last, with the lines of
the first or the last teaser that lie beyond them, if these are like those between two stamps.
Nothing goes where the run is longer than half of the running text above, or where running text follows: there the list
may be what the page is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cleantext.document import Document, drop_lines
from cleantext.edits import Edit
from cleantext.main_text import Shape
from cleantext.memory import remembered
from cleantext.patterns import lazy
from cleantext.prose import is_prose
from cleantext.teasers import LEAST_ABOVE, SENTENCE_WORDS, TITLE_WORDS, Page, is_told

OPTIONS: dict[str, object] = {}
LEAST = 3
"""Stamps of a run at least."""
GAP = 5
"""Lines between two stamps at most."""
STAMP_WORDS = 9
TITLE_LEAST = 4
"""Words of a title at least."""
_BEFORE = ("vor", "hace", "há", "il y a")
_AFTER = ("ago", "fa", "geleden", "temu", "önce", "назад", "тому")
"""Words beside days that a date counts."""
_DATE = lazy(
    r"(?<!\d)(?:\d{1,2}[./-] ?\d{1,2}[./-] ?(?:\d\d)?\d\d|\d{4}[./-]\d{1,2}[./-]\d{1,2})(?!\d)"
    r"|(?<!\d)\d{1,2}\.?(?: de)? [^\W\d_]{3,12}\.?,?(?: de)? (?:19|20)\d\d(?!\d)"
    r"|[^\W\d_]{3,12}\.? \d{1,2},? (?:19|20)\d\d(?!\d)|(?:19|20)\d\d年\d{1,2}月\d{1,2}日"
    rf"|\b(?:{'|'.join(_BEFORE)}) \d{{1,3}} [^\W\d_]{{3,12}}\b|(?<!\d)\d{{1,3}} [^\W\d_]{{3,12}} "
    rf"(?:{'|'.join(_AFTER)})\b"
)
_DIGIT = lazy(r"\d")
_DATED = lazy(r"\d(?:[./-]|[90]\d\d)")
"""A digit with what stands beside it in a date that does not count days."""
_TIME = lazy(r"\d[:.]\d\d ?(?:[ap]\.?m|uhr|$|h\b)|\d:\d\d|\d[ap]m\b|:$", re.IGNORECASE)


def build() -> Stamped:
    return Stamped()


class Stamped:
    viewing = True

    def find(self, document: Document) -> list[Edit]:
        page = document.once(Page.read)
        if page.running[-1] < LEAST_ABOVE:
            return []
        digit = _DIGIT.search
        numbered = [row for row, line in enumerate(page.shapes) if line.words <= STAMP_WORDS and digit(line.text)]
        stamps = [row for row in numbered if _is_stamp(page.shapes[row].text)] if len(numbered) >= LEAST else []
        if len(stamps) < LEAST:
            return []
        gone: list[int] = []
        for run in _runs(page.shapes, stamps):
            start, end = _whole(page.shapes, run)
            above, below = page.running[start], page.running[-1] - page.running[end]
            if below < LEAST_ABOVE and 2 * sum(s.words for s in page.shapes[start:end]) < above:
                gone += page.indices[start:end]
        return drop_lines(document, gone)


@remembered
def _is_stamp(text: str) -> bool:
    if not _may_be_dated(text) or not _DATE.search(text):
        return False
    return not _TIME.search(text) and not is_prose(text)


def _may_be_dated(text: str) -> bool:
    """Whether a line with a digit holds what every date has besides."""
    return _DATED.search(text) is not None or any(word in text for word in _BEFORE + _AFTER)


def _runs(shapes: Sequence[Shape], stamps: Sequence[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for row in stamps:
        if run and not _teaser(shapes[run[-1] + 1 : row]):
            if len(run) >= LEAST:
                yield run
            run = []
        run.append(row)
    if len(run) >= LEAST:
        yield run


def _teaser(lines: Sequence[Shape]) -> bool:
    """Whether the lines between two stamps are a title and what may stand with it."""
    if not 1 <= len(lines) <= GAP:
        return False
    prose = [line.words for line in lines if is_told(line)]
    titles = [line.words for line in lines if not is_told(line)]
    if len(prose) > 1 or sum(prose) > SENTENCE_WORDS or not titles:
        return False
    return TITLE_LEAST <= max(titles) <= TITLE_WORDS


def _whole(shapes: Sequence[Shape], run: Sequence[int]) -> tuple[int, int]:
    """The rows of the run with the teaser that begins before its first stamp or ends after its last: start, end."""
    start, end = run[0], run[-1] + 1
    forms = {tuple(line.prose for line in shapes[a + 1 : b]) for a, b in pairwise(run)}
    for form in sorted(forms, key=len, reverse=True):
        if _fits(shapes[end : end + len(form)], form):
            return start, end + len(form)
    for form in sorted(forms, key=len, reverse=True):
        if start >= len(form) and _fits(shapes[start - len(form) : start], form):
            return start - len(form), end
    return start, end


def _fits(lines: Sequence[Shape], form: tuple[bool, ...]) -> bool:
    return tuple(line.prose for line in lines) == form and _teaser(lines)
