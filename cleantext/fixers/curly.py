"""Straight quotes and apostrophes made curly, in the way of ``locale``.

Knows apostrophes inside and at the head of words ('n', '50s, 'tis), nested quotes, and feet and inches,
which stay straight. Does not fire on a quote it cannot place (between spaces, behind ``=``), on lines that
are indented as code, nor on a line whose double quotes do not pair.
The quotes of each locale stand in :mod:`cleantext.locales`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext import locales
from cleantext.document import Document
from cleantext.edits import Edit

OPTIONS: dict[str, object] = {"locale": "en"}

_QUOTE = re.compile("[\"']")
_CODE = re.compile(r" {4}|\t")
_APOSTROPHE = "’"
_OPENS_AFTER = "([{<-‐–—/¿¡=\"'"
_ELISION = re.compile(
    r"'(?:n'(?!\w)|n\b(?=\s)|(?:tis|twas|twere|twill|em|til|till|cause|bout|round|cuz|neath)\b|\d\ds?\b)", re.IGNORECASE
)


def build(locale: str) -> Curly:
    return Curly(locales.quotes(locale))


class Curly:
    def __init__(self, quotes: locales.Quotes) -> None:
        self._quotes = quotes
        self._before = frozenset(_OPENS_AFTER + quotes.opening)

    def find(self, document: Document) -> Iterator[Edit]:
        if '"' not in document.text and "'" not in document.text:
            return
        for line in document.lines:
            if ('"' in line.text or "'" in line.text) and not _CODE.match(line.text):
                for at, new in self._line(line.text):
                    yield Edit(line.start + at, line.start + at + 1, new)

    def _line(self, text: str) -> list[tuple[int, str]]:
        """Positions of the quotes and what stands there instead; apostrophes alone if the doubles do not pair."""
        double, single = self._quotes
        found: list[tuple[int, str]] = []
        open_double = open_single = False
        pairs = True
        elided = -1
        for match in _QUOTE.finditer(text):
            at = match.start()
            before, after = text[at - 1 : at], text[at + 1 : at + 2]
            opens = bool(after.strip()) and (not before.strip() or before in self._before)
            closes = not after.isalnum()
            elision = _ELISION.match(text, at) if opens else None
            if match.group() == '"':
                if before.isdigit() and not open_double:
                    continue
                if before == "=" or not (opens or open_double) or not (before.strip() or after.strip()):
                    pairs = False
                    continue
                found.append((at, double[open_double]))
                open_double = not open_double
            elif at == elided or (before.isalnum() and after.isalnum()):
                found.append((at, _APOSTROPHE))
            elif elision:
                found.append((at, _APOSTROPHE))
                elided = elision.end() - 1  # the second apostrophe of 'n'
            elif before.isdigit() and not open_single:
                continue
            elif opens and not open_single and before != "=":
                found.append((at, single[0]))
                open_single = True
            elif open_single and closes and before.strip():
                found.append((at, single[1]))
                open_single = False
            elif before.isalpha():
                found.append((at, _APOSTROPHE))
        if pairs and not open_double:
            return found
        return [(at, new) for at, new in found if new == _APOSTROPHE]
