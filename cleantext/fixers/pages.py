"""Pages of a text copied out of a PDF file: between form feeds, and what stands at their tops and bottoms.

``part`` is what goes: ``numbers`` (page numbers that count up from page to page), ``heads`` (lines that
repeat at the top or the bottom of pages, digits aside), or ``feeds`` (the form feeds themselves).

Does not fire on text without form feeds, but for numbers written as such ("Page 3 of 12", "- 3 -"), nor on a
line that repeats within a page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from cleantext import seams
from cleantext.document import Document
from cleantext.edits import Edit

OPTIONS: dict[str, object] = {"part": "numbers"}

PARTS = ("numbers", "heads", "feeds")
EDGE = 2
"""Lines at each end of a page that may be furniture."""
REPEATS = 3
"""Pages on which a head must stand; of fewer pages, on all."""
SEQUENCE = 3
"""Numbers in a row that a text without form feeds must show."""

_NUMBER = re.compile(
    r"\W{0,3}(?:(?:page|seite|pagina|página|p\.|pg\.?|s\.|стр\.?|sida|side|strona|oldal|str\.)\s*)?"
    r"(\d{1,4})(?:\s*(?:/|of|von|de|sur|di|из|z|av)\s*\d{1,4})?\W{0,3}\Z",
    re.IGNORECASE,
)
_WRITTEN = re.compile(r"[-–—]\s*\d{1,4}\s*[-–—]\Z|\W{0,2}(?:page|seite|página|pagina|стр)\.?\s+\d{1,4}\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


def build(part: str) -> Pages:
    if part not in PARTS:
        raise ValueError(f"part must be one of {', '.join(PARTS)}, not {part!r}")
    return Pages(part)


class Pages:
    def __init__(self, part: str) -> None:
        self._part = part

    def find(self, document: Document) -> Iterable[Edit]:
        if self._part == "feeds":
            return list(_feeds(document)) if "\f" in document.text else ()
        if "\f" not in document.text:
            return _dropped(document, _written_numbers(document)) if self._part == "numbers" else ()
        pages = _pages(document)
        return _dropped(document, _numbers(document, pages) if self._part == "numbers" else _heads(document, pages))


def _pages(document: Document) -> list[list[int]]:
    """The lines (indices) of each page that are not blank; a page begins at a line that begins with a form feed."""
    pages: list[list[int]] = [[]]
    ended = False
    for i, line in enumerate(document.lines):
        if ended or line.text.startswith("\f"):
            pages.append([])
        ended = line.text.endswith("\f") and line.text != "\f"
        if line.text.strip():
            pages[-1].append(i)
    return [page for page in pages if page]


def _edges(page: list[int]) -> list[int]:
    return page[:EDGE] + [i for i in page[-EDGE:] if i not in page[:EDGE]]


def _numbers(document: Document, pages: list[list[int]]) -> Iterator[int]:
    """Lines that are nothing but a number, one higher than such a line of the page before, or one lower than of the next."""
    found: list[dict[int, int]] = []
    for page in pages:
        numbers: dict[int, int] = {}
        for i in _edges(page):
            match = _NUMBER.match(document.lines[i].text.strip())
            if match:
                numbers[int(match[1])] = i
        found.append(numbers)
    for k, numbers in enumerate(found):
        for value, i in numbers.items():
            if (k and value - 1 in found[k - 1]) or (k + 1 < len(found) and value + 1 in found[k + 1]):
                yield i


def _heads(document: Document, pages: list[list[int]]) -> Iterator[int]:
    keys = [{i: _DIGITS.sub("#", document.lines[i].key) for i in _edges(page)} for page in pages]
    count = Counter(key for page in keys for key in set(page.values()))
    within = Counter(_DIGITS.sub("#", document.lines[i].key) for page in pages for i in page)
    for page in keys:
        for i, key in page.items():
            if key and count[key] >= max(2, min(REPEATS, len(pages))) and within[key] == count[key]:
                yield i


def _written_numbers(document: Document) -> list[int]:
    """Lines like "Page 3 of 12" that count up by one, at least SEQUENCE of them."""
    found: list[tuple[int, int]] = []
    for i, line in enumerate(document.lines):
        text = line.text.strip()
        if len(text) < 40 and _WRITTEN.match(text) and (number := _NUMBER.match(text)):
            found.append((int(number[1]), i))
    steps = [b[0] - a[0] for a, b in zip(found, found[1:], strict=False)]
    return [i for _, i in found] if len(found) >= SEQUENCE and set(steps) == {1} else []


def _dropped(document: Document, lines: Iterable[int]) -> list[Edit]:
    """Whole lines go, with the blank lines that would be one too many; a form feed stays for the line after it."""
    chosen = sorted(set(lines))
    plain = {i: () for i in chosen if "\f" not in document.lines[i].text}
    edits = [edit for edit in seams.close(document, dict(plain))]
    for i in chosen:
        if i not in plain:
            line = document.lines[i]
            kept = len(line.text) - len(line.text.lstrip("\f"))
            end = min(line.end + (not line.text.endswith("\f")), len(document.text)) if kept else line.end - 1
            edits.append(Edit(line.start + kept, end, ""))
    return sorted(edits)


def _feeds(document: Document) -> Iterator[Edit]:
    bare = {i: () for i, line in enumerate(document.lines) if "\f" in line.text and not line.text.strip()}
    edits = seams.close(document, dict(bare))
    for match in re.finditer("[ \t]*\f[ \t\f]*", document.text):
        i = document.line_at(match.start())
        if i not in bare:
            line = document.lines[i]
            inside = match.start() > line.start and match.end() < line.end
            edits.append(Edit(match.start(), match.end(), " " if inside else ""))
    yield from sorted(edits)
