"""The line and page rules of C4 (Raffel et al. 2020, section 2.2), as datatrove's C4QualityFilter states them.

A line goes without an end mark (. ? ! " ') or with an ellipsis at its end, with fewer than ``least_words`` words, a
word of over ``longest_word`` code points, "javascript", or a phrase of a policy notice; citation marks go from
those that stay. A page is to be dropped, and then keeps its text, for "lorem ipsum", a curly bracket, or fewer
than ``least_sentences`` sentences. Not done: the list of bad words, and the removal of repeated spans.

Sentences are counted as a rule-based splitter for English does it: an end mark behind a small letter, a digit, two
capitals or a closing sign, outside of known abbreviations and measures (50g.).
"""

from __future__ import annotations

import re

from cleantext.document import Document
from cleantext.edits import Edit

OPTIONS: dict[str, object] = {"least_words": 3, "longest_word": 1000, "least_sentences": 5}

_CITATION = re.compile(r"\[\d*\]|\[edit\]|\[citation needed\]")
_POLICY = ("terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies")
_ABBREVIATIONS = frozenset(
    [
        "adm.",
        "bros.",
        "co.",
        "corp.",
        "dr.",
        "gen.",
        "gov.",
        "inc.",
        "jr.",
        "ltd.",
        "md.",
        "messrs.",
        "mo.",
        "mont.",
        "mr.",
        "mrs.",
        "ms.",
        "ph.d.",
        "prof.",
        "rep.",
        "rev.",
        "sen.",
        "st.",
        "vs.",
        "v.s.",
        "ala.",
        "apr.",
        "ariz.",
        "ark.",
        "aug.",
        "calif.",
        "colo.",
        "conn.",
        "dec.",
        "del.",
        "feb.",
        "fla.",
        "ga.",
        "ia.",
        "id.",
        "ill.",
        "ind.",
        "jan.",
        "jul.",
        "jun.",
        "kan.",
        "kans.",
        "ky.",
        "la.",
        "mar.",
        "mass.",
        "mich.",
        "minn.",
        "miss.",
        "n.c.",
        "n.d.",
        "n.h.",
        "n.j.",
        "n.m.",
        "n.y.",
        "neb.",
        "nebr.",
        "nev.",
        "nov.",
        "oct.",
        "okla.",
        "ore.",
        "pa.",
        "s.c.",
        "sep.",
        "sept.",
        "tenn.",
        "va.",
        "wash.",
        "wis.",
        "d.c.",
        "e.g.",
        "i.e.",
        "a.m.",
        "p.m.",
    ]
)
_SENTENCE_END = re.compile(
    r"(?:(?<=[^\WA-Z_])(?<!\d[a-z])(?<!\d[a-z]{2})\.|(?<=[%²+)\]\"'”’_\s-])\.|(?<=[A-Z][A-Z])\.|^\.|[!?])[\"'”’)\],;:.!?*_]*(?=\s)"
    r"|(?<=[a-z])[.!?](?=[A-Z])"
)


def build(least_words: int, longest_word: int, least_sentences: int) -> C4:
    return C4(least_words, longest_word, least_sentences)


class C4:
    unbound = True
    """The rules judge the whole record: protected spans do not bind them."""

    def __init__(self, least_words: int, longest_word: int, least_sentences: int) -> None:
        self._least_words = least_words
        self._longest_word = longest_word
        self._least_sentences = least_sentences

    def find(self, document: Document) -> list[Edit]:
        return self._judge(document.text)[0]

    def drop(self, document: Document) -> str | None:
        """Why a corpus should leave the page out; None if it should not."""
        return self._judge(document.text)[1]

    def _judge(self, text: str) -> tuple[list[Edit], str | None]:
        edits: list[Edit] = []
        kept = at = sentences = 0
        last_end = 0  # where the last kept line ends
        for raw in text.splitlines(keepends=True):
            start, at = at, at + len(raw)
            line = raw.strip()
            words = line.split()
            cited = _CITATION.sub("", line)
            if any(len(word) > self._longest_word for word in words) or not _ended(cited):
                continue
            if len(words) < self._least_words:
                continue
            lower = cited.lower()
            if "lorem ipsum" in lower:
                return [], "lorem ipsum"
            if "javascript" in lower:
                continue
            if "{" in cited:
                return [], "curly bracket"
            if any(phrase in lower for phrase in _POLICY):
                continue
            sentences += count_sentences(cited)
            first = start + raw.index(line)
            if kept:
                edits.append(Edit(last_end, first, "\n"))
            elif first:
                edits.append(Edit(0, first, ""))
            edits += [Edit(first + m.start(), first + m.end(), "") for m in _CITATION.finditer(line)]
            last_end = first + len(line)
            kept += 1
        if sentences < self._least_sentences:
            return [], "too few sentences"
        if last_end < len(text):
            edits.append(Edit(last_end, len(text), ""))
        return edits, None


def count_sentences(line: str) -> int:
    """How many sentences a line of English text has.

    >>> count_sentences("Mr. Hill left. He came back at 9 a.m. on Monday! Why?")
    3
    """
    count = 1
    for found in _SENTENCE_END.finditer(line):
        word = line[line.rfind(" ", 0, found.start()) + 1 : found.end()].strip("\"'([”’)]").lower()
        if word not in _ABBREVIATIONS:
            count += 1
    return count


def _ended(line: str) -> bool:
    return line.endswith((".", "?", "!", '"', "'")) and not line.endswith("...")
