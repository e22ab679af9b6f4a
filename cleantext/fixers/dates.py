"""A date whose day, month and year lost the space between them: "May 19,2025", "12May 2025", "July1953".

Does not fire on years before 1500, inside longer tokens ("report-12May2025.pdf"), or on a month without a year
or day behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edits import Edit
from cleantext.patterns import lazy
from cleantext.touching import places

OPTIONS: dict[str, object] = {"months": [], "followers": []}

_SEAM = lazy(r"[0-9](?:(?<=[a-z].)|(?<=[a-z]\..)|(?=[A-Z][a-z]))|(?<=,)(?:1[5-9]|20)[0-9]{2}(?!\d)")
"""A digit behind a month or its point, or before a month or what follows a date; a year behind a comma."""
_ORDINAL = lazy("[A-Z](?<=[0-9](?:st|nd|rd|th).)")
_REACH = 40
_YEAR = r"(?:1[5-9]|20)[0-9]{2}(?!\d)"


def build(months: list[str], followers: list[str]) -> Dates:
    """``months`` are names and abbreviations; ``followers`` are words that stand behind a date on the web."""
    return Dates(months, followers)


class Dates:
    def __init__(self, months: list[str], followers: list[str]) -> None:
        month = "(?:" + "|".join(sorted(map(re.escape, months), key=len, reverse=True)) + r")(?![^\W\d_])"
        self._month = lazy(month)
        self._capitalised = all(re.fullmatch("[A-Z][a-z]+", word) for word in (*months, *followers))
        front, back = r"(?<![^\s(\[\"'“‘,;:—–-])", r"(?![\w/@-]|\.\w)"
        day = r"[0-9]{1,2}(?:st|nd|rd|th)?"
        follower = "|".join(map(re.escape, followers))
        self._date = (
            rf"{front}(?:"
            rf"(?P<month>{month})\.?(?P<gap>\s*){day}(?P<comma>,\s*|\s+){_YEAR}"
            rf"|(?P<first>{day})(?P<space>\s*)(?P<name>{month})\.?(?P<break>,?\s*){_YEAR}"
            rf"|(?P<alone>{month})\.?(?P<near>){_YEAR}"
            rf")(?:{back}|(?P<follower>)(?=(?:{follower})\b))"
        )

    def gate(self, document: Document) -> bool:
        """Whether a space can be missing anywhere: most digits that touch something are parts of numbers."""
        text, (capitals, digits, _) = document.text, document.once(places)
        if not self._capitalised:
            return bool(digits)
        return any(_SEAM.match(text, at) for at in digits) or any(_ORDINAL.match(text, at) for at in capitals)

    def find(self, document: Document) -> Iterator[Edit]:
        text = document.text
        found: set[int] = set()
        done = 0
        date: re.Pattern[str] | None = None
        for seam in document.once(places).digits:
            near = max(done, seam - _REACH), seam + 1 + _REACH
            if not self._month.search(text, *near):
                continue
            date = date or re.compile(self._date)
            for match in date.finditer(text, *near):
                done = match.end()
                for group in ("gap", "comma", "space", "break", "near", "follower"):
                    if match[group] is not None and not match[group][-1:].isspace():
                        found.add(match.end(group))
        for at in sorted(found):
            yield Edit(at, at, " ")
