"""Tokens that may be several words ("AnnaKowalska", "saidPutin", "NATOchief"), and the document's evidence on them.

A token is humped: small letters before a capital, or a run of capitals before another word. What never is
glue gives no token: code, file names, user names alone on a line, digits inside, humps of one letter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from cleantext.lexicon.entry import fold
from cleantext.lexicon.letters import LOWER, UPPER
from cleantext.patterns import lazy
from cleantext.typed import NamedTuple

LONGEST = 80
"""Code points beyond which a run without spaces is no word."""

_JOINT = re.compile(f"[{UPPER}](?:(?<=[{LOWER}].)|(?<=[{UPPER}].)(?=[{LOWER}]))")
_NAME = rf"[{UPPER}]\w*(?:['’-]\w+)*"
_CUT = lazy(r"[—–…:;!?\"“”„«»()]|--|['’](?=\s|\Z)|(?<=\s)['‘’]")
_FOREIGN = lazy(r"[@#/\\_=<>{}\[\]`~^|*+&%$\d]|\w\(")
_CORE = lazy(r"(?P<core>[^\W\d_]+(?:['’-][^\W\d_]+)*?)(?:['’]s)?[.,]*\Z")
_HUMP = lazy(r"(?:U')?Ul+(?:'l+)*(?:-[Ul]l+)*|^l+|^UU+(?=Ul|lll|$)|(?<=U)lll+")
"""Over a token's shape: U for a capital, l for a small letter."""
_PREFIXES = ("Mc", "Mac", "Fitz")
_LETTER = lazy(r"[^\W\d_]")
_NEAR = 200
"""Code points of a line to either side of a token that show what the line is, in all but the strangest ones."""
_CODE_SIGN = lazy(r"[{}=<:;(-](?:(?<=[{}])|(?<==)[=>]|(?<=\s=)\s|(?<=-)>|(?<=:):|(?<=<)/|(?<=\w\()\)|(?<=;)\s*\Z)")
"""A class first, for the search to skip by, then what it must stand beside."""
_CODE_WORD = lazy(
    r"\s*(?:import|from|const|let|var|def|class|return|public|private|static|function|#include|using|package)"
    r"\s+[\w.{*]+(?:\s*[=({;:]|\s*\Z)|\s*import\b.*\bfrom\b"
)


class Token(NamedTuple):
    """A humped token at ``start`` of the text; ``humps`` are its parts in order, together the whole of it."""

    start: int
    humps: tuple[str, ...]

    @property
    def text(self) -> str:
        return "".join(self.humps)


@lru_cache(maxsize=2)
def tokens(text: str) -> tuple[Token, ...]:
    """The humped tokens of a text, in order."""
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    done = 0
    for match in _JOINT.finditer(text):
        if match.start() < done:
            continue
        start = stop = match.start()
        floor = max(done, start - LONGEST)
        while start > floor and not text[start - 1].isspace():
            start -= 1
        ceiling = min(len(text), stop + LONGEST)
        while stop < ceiling and not text[stop].isspace():
            stop += 1
        done = stop
        if stop - start <= LONGEST and (start == 0 or text[start - 1].isspace()) and in_prose(text, start, stop):
            yield from _pieces(text[start:stop], start)


def in_prose(text: str, start: int, stop: int) -> bool:
    """Neither the only word of its line (a user name, a label) nor on a line that reads as code."""
    left, right = max(0, start - _NEAR), min(len(text), stop + _NEAR)
    top, bottom = text.rfind("\n", left, start) + 1, text.find("\n", stop, right)
    left, right = top or left, right if bottom < 0 else bottom
    if not _LETTER.search(text, left, start) and not _LETTER.search(text, stop, right):
        top, bottom = text.rfind("\n", 0, start) + 1, text.find("\n", stop)
        bottom = len(text) if bottom < 0 else bottom
        if not _LETTER.search(text, top, left) and not _LETTER.search(text, right, bottom):
            return False
    around = text[left:right]
    return not (_CODE_SIGN.search(around) or _CODE_WORD.match(around))


def _pieces(chunk: str, offset: int) -> Iterator[Token]:
    """The tokens of a run without spaces; none where it holds a sign that running text does not have there."""
    if _FOREIGN.search(chunk):
        return
    at = 0
    cuts = [m.span() for m in _CUT.finditer(chunk)] + [(len(chunk), len(chunk))]
    for start, end in cuts:
        piece = chunk[at:start].lstrip("'’‘")
        if piece and (core := _CORE.match(piece)):
            humps = _humps(core["core"])
            if len(humps) > 1:
                yield Token(offset + start - len(piece), humps)
        at = end


def _humps(core: str) -> tuple[str, ...]:
    """The humps of a token; none where a part of it is no hump, as a single capital or a caseless letter.

    >>> _humps("AnnaMcDonald"), _humps("PhD")
    (('Anna', 'McDonald'), ())
    """
    shape = "".join("U" if c.isupper() else "l" if c.islower() else "'" if c == "’" else c for c in core)
    humps: list[str] = []
    at = 0
    for match in _HUMP.finditer(shape):
        if match.start() != at:
            return ()
        at = match.end()
        hump = core[match.start() : at]
        if humps and humps[-1] in _PREFIXES:
            humps[-1] += hump
        else:
            humps.append(hump)
    return tuple(humps) if at == len(core) else ()


class Evidence:
    """The capitalised words of a document: how often, where first, and which follow each other."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.count: Counter[str] = Counter()
        self.first: dict[str, int] = {}
        self.pairs: set[tuple[str, str]] = set()
        before, end = "", -1
        for match in re.compile(_NAME).finditer(text):
            word = match.group()
            if len(word) > 2 and word[-2:] in ("'s", "’s"):
                word = word[:-2]
            key = fold(word)
            self.count[key] += 1
            self.first.setdefault(key, match.start())
            if end >= 0 and text[end : match.start()].isspace():
                self.pairs.add((before, key))
            before, end = key, match.end()

    def line(self, key: str) -> int:
        """The line, from 1, on which a folded word first stands."""
        return self.text.count("\n", 0, self.first[key]) + 1


@lru_cache(maxsize=2)
def evidence(text: str) -> Evidence:
    return Evidence(text)
