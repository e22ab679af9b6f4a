"""More than ``most`` blank lines between two paragraphs. The ends of the text are for ``edges``."""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edits import Edit
from cleantext.patterns import lazy

OPTIONS: dict[str, object] = {"most": 1}


def build(most: int) -> BlankLines:
    if not 0 <= most <= 20:
        raise ValueError(f"most must be from 0 to 20, not {most}")
    return BlankLines(most)


class BlankLines:
    beyond = True

    def __init__(self, most: int) -> None:
        self._most = most
        self._gate = "\n" * (most + 2)
        self._pattern = lazy(rf"(?<=\n{{{most + 1}}})\n+")

    def find(self, document: Document) -> Iterator[Edit]:
        if self._gate in document.text:
            for match in self._pattern.finditer(document.text):
                yield Edit(match.start(), match.end(), "")
