"""Curly quotes made straight, except where another convention is at work.

By default lines that hold low or angled quotes or East Asian text are left alone: their quotes are spelling.
``all`` makes every quote of every line straight, low and angled ones too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edits import Edit

OPTIONS: dict[str, object] = {"all": False}

_STRAIGHT = {
    **dict.fromkeys("‘’‛‚‹›", "'"),
    **dict.fromkeys("“”‟„«»", '"'),
}
_ENGLISH = re.compile("[‘’“”‛‟]")
_EVERY = re.compile("[‘’“”‛‟„‚«»‹›]")
_OTHER_CONVENTION = re.compile(
    "[„‚«»‹›\u1100-\u11ff\u2e80-\u303f\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]"
)


def build(all: bool) -> Quotes:
    return Quotes(all)


class Quotes:
    def __init__(self, every: bool) -> None:
        self._every = every
        self._pattern = _EVERY if every else _ENGLISH

    def find(self, document: Document) -> Iterator[Edit]:
        if document.characters.isdisjoint(_STRAIGHT):
            return
        careful = not self._every and any(_OTHER_CONVENTION.match(c) for c in document.characters)
        for line in document.lines:
            if line.text.isascii() or (careful and _OTHER_CONVENTION.search(line.text)):
                continue
            for match in self._pattern.finditer(line.text):
                yield Edit(line.start + match.start(), line.start + match.end(), _STRAIGHT[match.group()])
