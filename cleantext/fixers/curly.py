"""Straight quotes and apostrophes made curly, in the way of ``locale``.

Knows apostrophes inside and at the head of words ('n', '50s, 'tis), nested quotes, and feet and inches,
which stay straight. Does not fire on a quote it cannot place (between spaces, behind ``=``), on lines that
are indented as code, nor on a line whose double quotes do not pair.
Source of the quotes of each locale: Unicode CLDR, see :mod:`cleantext.locales`.
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
_OPENS_AFTER = "([{<-‐–—/¿¡=\u00a0\u202f"
_ELISION = re.compile(r"'(?:n'(?!\w)|n\b(?=\s)|(?:tis|twas|twere|twill|em|til|till|cause|bout|round|cuz|neath)\b|\d\ds?\b)", re.IGNORECASE)


def build(locale: str) -> Curly:
    return Curly(locales.quotes(locale))


class Curly:
    def __init__(self, quotes: locales.Quotes) -> None:
        self._quotes = quotes

    def find(self, document: Document) -> Iterator[Edit]:
        if '"' not in document.text and "'" not in document.text:
            return
        for line in document.lines:
            if ('"' in line.text or "'" in line.text) and not _CODE.match(line.text):
                for at, new in self._line(line.text):
                    yield Edit(line.start + at, line.start + at + 1, new)

    def _line(self, text: str) -> list[tuple[int, str]]:
        quotes = self._quotes
        found: list[tuple[int, str]] = []
        open_double = open_single = False
        elided = -1
        for match in _QUOTE.finditer(text):
            at = match.start()
            before, after = text[at - 1 : at], text[at + 1 : at + 2]
            if at == elided:
                found.append((at, "’"))
                continue
            opens = not before or before.isspace() or before in _OPENS_AFTER or before in quotes.opening or before in "\"'"
            closes = not after or after.isspace() or not after.isalnum()
            if match.group() == "'":
                if before.isalnum() and after.isalnum():
                    found.append((at, "’"))
                elif opens and (elision := _ELISION.match(text, at)):
                    found.append((at, "’"))
                    elided = elision.end() - 1 if elision.group().endswith("'") else -1
                elif before.isdigit() and not open_single:
                    continue
                elif opens and after and not after.isspace() and before != "=" and not open_single:
                    found.append((at, quotes.single[0]))
                    open_single = True
                elif before and not before.isspace() and (open_single or before.isalpha()):
                    found.append((at, quotes.single[1] if open_single and closes else "’"))
                    open_single = open_single and not closes
                continue
            if before.isdigit() and not open_double:
                continue
            if before == "=" or (before.isspace() and (not after or after.isspace())):
                return [pair for pair in found if pair[1] == "’"]
            if not open_double and opens and after:
                found.append((at, quotes.double[0]))
                open_double = True
            elif open_double:
                found.append((at, quotes.double[1]))
                open_double = False
            else:
                return [pair for pair in found if pair[1] == "’"]
        return [pair for pair in found if pair[1] == "’"] if open_double else found
