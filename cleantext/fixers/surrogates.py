"""Surrogate code points: a pair is the character it encodes, a lone one U+FFFD.

Does not fire on lone U+DC80 to U+DCFF: they stand for bytes of the file that are not text (PEP 383) and are
written back as those bytes. ``undecodable`` replaces these too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cleantext.document import Document
from cleantext.edits import Edit
from cleantext.patterns import lazy

OPTIONS: dict[str, object] = {"undecodable": False}

_SURROGATE = lazy("[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udc7f\udd00-\udfff]")
_EVERY = lazy("[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]")


class _Surrogates:
    """All of them, as far as one asks whether a text holds none: a set of 2,048 takes long to make."""

    @staticmethod
    def isdisjoint(characters: Iterable[str]) -> bool:
        if max(characters, default="") < "\ud800":
            return True
        return not any("\ud800" <= character <= "\udfff" for character in characters)


def build(undecodable: bool) -> Surrogates:
    return Surrogates(_EVERY if undecodable else _SURROGATE)


class Surrogates:
    needs = _Surrogates()

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern

    def find(self, document: Document) -> Iterator[Edit]:
        for match in document.foreign(self._pattern):
            found = match.group()
            new = found.encode("utf-16", "surrogatepass").decode("utf-16") if len(found) == 2 else "\ufffd"
            yield Edit(match.start(), match.end(), new)
