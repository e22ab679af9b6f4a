"""Curly quotes made straight: the characters of ``signs``.

With ``careful``, lines that hold low or angled quotes or East Asian text are left alone: their quotes are
spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edits import Edit
from cleantext.patterns import lazy

OPTIONS: dict[str, object] = {"signs": "‘’‛“”‟", "careful": True}

_DOUBLE = "“”‟„«»"
_SINGLE = "‘’‛‚‹›"
_OTHER_CONVENTION = lazy(
    "[„‚«»‹›\u1100-\u11ff\u2e80-\u303f\u3040-\u30ff\u3130-\u318f\u31a0-\u31bf"
    "\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]"
)


def build(signs: str, careful: bool) -> Quotes:
    for sign in signs:
        if sign not in _DOUBLE + _SINGLE:
            raise ValueError(f"signs: {sign!r} is no quote (known: {_DOUBLE}{_SINGLE})")
    return Quotes(signs, careful)


class Quotes:
    local = True

    def __init__(self, signs: str, careful: bool) -> None:
        self.needs = frozenset(signs)
        self._careful = careful
        self._pattern = lazy(f"[{re.escape(signs)}]")

    def find(self, document: Document) -> Iterator[Edit]:
        text = document.text
        careful = self._careful and any(
            c in "„‚«»‹›" or (c >= "\u1100" and not "\u1200" <= c < "\u2e80") for c in document.odd
        )
        start = stop = -1
        for match in document.foreign(self._pattern):
            at = match.start()
            if careful:
                if at >= stop:
                    start, stop = text.rfind("\n", 0, at) + 1, text.find("\n", at) + 1 or len(text) + 1
                    kept = _OTHER_CONVENTION.search(text, start, stop) is not None
                if kept:
                    continue
            yield Edit(at, at + 1, '"' if match.group() in _DOUBLE else "'")
