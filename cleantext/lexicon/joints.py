"""Tokens that may be several words ("AnnaKowalska", "saidPutin", "NATOchief"), and the document's evidence on them.

A token is humped: small letters before a capital, or a run of capitals before another word. What never is
glue gives no token: code, file names, user names alone on a line, digits inside, humps of one letter.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property, lru_cache

from cleantext.document import Document
from cleantext.lexicon.entry import fold
from cleantext.lexicon.letters import LOWER, UPPER
from cleantext.memory import remembered
from cleantext.patterns import lazy
from cleantext.touching import places
from cleantext.typed import NamedTuple

LONGEST = 80
"""Code points beyond which a run without spaces is no word."""

_JOINT = lazy(f"[{UPPER}](?:(?<=[{LOWER}].)|(?<=[{UPPER}].)(?=[{LOWER}]))")
_NAME = lazy(rf"[{UPPER}]\w*(?:['’-]\w+)*")
_CUT = lazy(r"[—–…:;!?\"“”„«»()]|--|['’](?=\s|\Z)|(?<=\s)['‘’]")
_FOREIGN = lazy(r"[@#/\\_=<>{}\[\]`~^|*+&%$\d]|\w\(")
_CORE = lazy(r"(?P<core>[^\W\d_]+(?:['’-][^\W\d_]+)*?)(?:['’]s)?[.,]*\Z")
_HUMP = lazy(r"(?:U')?Ul+(?:'l+)*(?:-[Ul]l+)*|^l+|^UU+(?=Ul|lll|$)|(?<=U)lll+")
"""Over a token's shape: U for a capital, l for a small letter."""


class _Shapes(dict[int, str]):
    def __missing__(self, code: int) -> str:
        c = chr(code)
        shape = self[code] = "U" if c.isupper() else "l" if c.islower() else "'" if c == "’" else c
        return shape


_SHAPES = _Shapes()
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


class Run(NamedTuple):
    """A run without spaces, ``text[start:stop]``, and the humped tokens in it."""

    start: int
    stop: int
    tokens: tuple[Token, ...]


def tokens(text: str) -> tuple[Token, ...]:
    """The humped tokens of a text that stand in prose, in order."""
    return tuple(token for run in runs(Document(text)) if in_prose(text, run.start, run.stop) for token in run.tokens)


def runs(document: Document) -> list[Run]:
    """The runs with humped tokens in a document, wherever they stand, in order."""
    text = document.text
    found: list[Run] = []
    done = 0
    for at in document.once(places).capitals:
        if at < done or not _is_joint(text, at):
            continue
        front = text[max(done, at - LONGEST) : at].rsplit(None, 1)[-1] if at > done else ""
        start = at - len(front)
        done = stop = at + len(text[at : at + LONGEST].split(None, 1)[0])
        whole = stop - start <= LONGEST and (start == 0 or text[start - 1].isspace())
        if whole and (pieces := _pieces(text[start:stop])):
            found.append(Run(start, stop, tuple(Token(start + offset, parts) for offset, parts in pieces)))
    return found


def _is_joint(text: str, at: int) -> bool:
    """Whether _JOINT matches there, behind another character; it is compiled where not all is ASCII."""
    near = text[at - 1 : at + 2]
    if not near.isascii():
        return _JOINT.match(text, at) is not None
    before, sign, after = near[0], near[1], near[2:]
    return sign.isupper() and (before.islower() or (before.isupper() and after.islower()))


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


@remembered
def _pieces(chunk: str) -> tuple[Token, ...]:
    """The tokens of a run without spaces; none where it holds a sign that running text does not have there."""
    if _FOREIGN.search(chunk):
        return ()
    found: list[Token] = []
    at = 0
    cuts = [m.span() for m in _CUT.finditer(chunk)] + [(len(chunk), len(chunk))]
    for start, end in cuts:
        piece = chunk[at:start].lstrip("'’‘")
        if piece and (core := _CORE.match(piece)):
            parts = humps(core["core"])
            if len(parts) > 1:
                found.append(Token(start - len(piece), parts))
        at = end
    return tuple(found)


def humps(core: str) -> tuple[str, ...]:
    """The humps of a token; none where a part of it is no hump, as a single capital or a caseless letter.

    >>> humps("AnnaMcDonald"), humps("PhD")
    (('Anna', 'McDonald'), ())
    """
    shape = core.translate(_SHAPES)
    found: list[str] = []
    at = 0
    for match in _HUMP.finditer(shape):
        if match.start() != at:
            return ()
        at = match.end()
        hump = core[match.start() : at]
        if found and found[-1] in _PREFIXES:
            found[-1] += hump
        else:
            found.append(hump)
    return tuple(found) if at == len(core) else ()


class Evidence:
    """The capitalised words of a document: how often, where first, and which follow each other."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.count: Counter[str] = Counter()
        for word, times in Counter(_NAME.findall(text)).items():
            self.count[_key(word)] += times

    @cached_property
    def first(self) -> dict[str, int]:
        first: dict[str, int] = {}
        for match in _NAME.finditer(self.text):
            first.setdefault(_key(match.group()), match.start())
        return first

    def follows(self, left: str, right: str) -> bool:
        """Whether the one word stands right before the other."""
        return bool(self.count[left] and self.count[right]) and (left, right) in self._pairs

    @cached_property
    def _pairs(self) -> set[tuple[str, str]]:
        pairs: set[tuple[str, str]] = set()
        before, end = "", -1
        for match in _NAME.finditer(self.text):
            key = _key(match.group())
            if end >= 0 and self.text[end : match.start()].isspace():
                pairs.add((before, key))
            before, end = key, match.end()
        return pairs

    def line(self, key: str) -> int:
        """The line, from 1, on which a folded word first stands."""
        return self.text.count("\n", 0, self.first[key]) + 1


def _key(word: str) -> str:
    """The folded word, without the ending of its genitive."""
    return fold(word[:-2] if len(word) > 2 and word[-2:] in ("'s", "’s") else word)


@lru_cache(maxsize=2)
def evidence(text: str) -> Evidence:
    return Evidence(text)
