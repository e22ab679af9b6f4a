"""Patterns over line keys, and the index that finds which of a thousand can match a line.

Every pattern is known by literals of which each of its matches must hold one; a line is tried against those
patterns alone of which it holds a literal. That is exact, and works in scripts without spaces.
"""

from __future__ import annotations

import re
import warnings
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from itertools import accumulate
from re import _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from cleantext import bounds
from cleantext.document import fold_pattern, folded
from cleantext.errors import ConfigError

STARTS = (5, 3)
"""Letters of a word by which literals are looked up where the word may go on behind them."""


class Pattern:
    """A pattern that is compiled when it is first needed.

    ``trusted`` patterns (shipped packs) run under ``re``; a user's run under ``regex`` with a time limit.
    ``owner`` names the rule in errors. Raises ConfigError where the pattern does not compile.
    """

    __slots__ = ("_compiled", "owner", "source", "trusted")

    def __init__(self, source: str, owner: str, *, trusted: bool) -> None:
        self.source = source
        self.owner = owner
        self.trusted = trusted
        self._compiled: Any = None
        if not trusted:
            self.compile()

    def compile(self) -> Any:
        if self._compiled is None:
            self._compiled = self._standard() or self._extended()
        return self._compiled

    def _standard(self) -> Any:
        """Compiled by ``re`` (quicker to load and to compile), or None where only ``regex`` knows the syntax."""
        if not self.trusted or "\\p{" in self.source:
            return None
        try:
            return re.compile(self.source)
        except re.error:
            return None

    def _extended(self) -> Any:
        import regex

        if not self.trusted:
            bounds.refuse_costly(self.source, self.owner)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return regex.compile(self.source)
        except (regex.error, ValueError, OverflowError, RecursionError, MemoryError) as error:
            raise ConfigError(f"{self.owner}: bad pattern {self.source!r}: {error}") from None

    def search(self, text: str) -> Any:
        compiled = self.compile()
        if self.trusted:
            return compiled.search(text)
        with bounds.timed(self.source, self.owner) as left:
            return compiled.search(text, timeout=left)

    def finditer(self, text: str) -> Any:
        compiled = self.compile()
        if self.trusted:
            yield from compiled.finditer(text)
            return
        with bounds.timed(self.source, self.owner) as left:
            yield from list(compiled.finditer(text, timeout=left))


_SIGN = "[*•·●○◦▪■►▶▸»›>|+-]"
_BULLET = re.compile(rf"(?:{_SIGN} ?)+(?=[^\W\d_])|(?:{_SIGN} )+(?=\d)|o (?=\w)")
_ORNAMENTS = " *+-|/\\<>.:,;!#_~=[](){}\"'•·●○◦▪■□◆►▶▸▾▼▲△▽‣›‹→←↑↓⇒⌄✕×✖✓✔☰⋮…、。：！？،؛।&©®"


def bare(key: str) -> str:
    """A key without the ornaments around it: bullets, arrows, brackets, colons; digits and letters stay.

    A single "o" before a label is the bullet that some converters write.

    >>> bare("› read more..."), bare("o contact us"), bare("12")
    ('read more', 'contact us', '12')
    """
    label = key.strip(_ORNAMENTS)
    return label[2:] if label.startswith("o ") else label


def unbulleted(key: str) -> str:
    """A key without the bullet before its words.

    >>> unbulleted("* share this"), unbulleted("- 14 likes"), unbulleted("-5 degrees")
    ('share this', '14 likes', '-5 degrees')
    """
    found = _BULLET.match(key)
    return key[found.end() :] if found else key


def label_pattern(source: str, owner: str, *, trusted: bool) -> Pattern:
    """A pattern against line keys. ConfigError for a capital letter, which no key holds."""
    if trusted and source in _LITERALS:
        return Pattern(source, owner, trusted=True)
    capital = re.search(r"(?<!\\)[^\W\d_a-z]", re.sub(r"\\.|\(\?[A-Za-z<!=:]*", "", source))
    if capital and capital.group() != capital.group().lower():
        raise ConfigError(f"{owner}: {source!r} holds {capital.group()!r}, but line keys are lower case")
    return Pattern(fold_pattern(source), owner, trusted=trusted)


_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")


class Literal(NamedTuple):
    """Text that stands in a match. ``word``: a word (a run of letters) that stands or, unless ``whole``, begins
    inside of it; of such a beginning as many letters as STARTS has. Empty where no word is known to begin there."""

    text: str
    word: str
    whole: bool = True


ANY_DIGIT = Literal("", "0")
"""Stands for a decimal digit anywhere."""
FIRST_DIGIT = Literal("", "^0")
"""Stands for one at the start of the line."""

_LITERALS: dict[str, tuple[Literal, ...] | None] = {}


def remember(literals: Mapping[str, tuple[Literal, ...] | None]) -> None:
    """Take over what :func:`required` gave before, as read from JSON, to save its work at the start."""
    _LITERALS.update(literals)


def label_key(label: str) -> str:
    """The bare key of a label as a pack writes it."""
    return bare(folded(label))


def required(source: str) -> tuple[Literal, ...] | None:
    """Literals of which every match of the pattern holds at least one.

    None where nothing can be said (then the pattern is tried on every line).

    >>> required("^you are here:?$")
    (Literal(text='you are here', word='you', whole=True),)
    >>> [literal.text for literal in required("^(?:share|tweet) [a-z]+ online")]
    [' online']
    >>> required("[a-z]+") is None
    True
    """
    if source in _LITERALS:
        return _LITERALS[source]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = _parser.parse(source)
    except Exception:
        return None
    found = _required(tree, _Edge.none)
    return tuple(sorted(found)) if found else None


class _Edge(Enum):
    """What stands before an item of a pattern: anything, no letter, or nothing."""

    none = 0
    word = 1
    line = 2

    def __bool__(self) -> bool:
        return self is not _Edge.none


def _required(tree: Any, edge: _Edge, run: str = "") -> set[Literal] | None:
    """The best set of literals of a parsed pattern behind ``run``; ``edge``: what is known of the place before that."""
    best: set[Literal] | None = None
    run_edge = edge

    def offer(candidate: set[Literal] | None) -> None:
        nonlocal best
        if candidate and (best is None or _worth(candidate) > _worth(best)):
            best = candidate

    def close(ended: bool) -> None:
        nonlocal run
        if run:
            offer({Literal(run, *_word(run, bool(run_edge), ended))})
        run = ""

    for op, value in tree:
        name = str(op)
        if name == "IN" and len(value) == 1 and str(value[0][0]) == "LITERAL":
            name, value = "LITERAL", value[0][1]
        if name == "LITERAL":
            if not run:
                run_edge = edge
            run += chr(value)
        elif name == "BRANCH":  # the parser has moved what all branches begin with before them
            branches = [_required(branch, run_edge if run else edge, run) for branch in value[1]]
            if all(branches):
                offer(set().union(*(b for b in branches if b)))
        if name != "LITERAL":
            close(ended=bool(_behind(name, value, _Edge.none)))
        if name == "SUBPATTERN":
            offer(_required(value[3], edge))
        elif name == "ATOMIC_GROUP":
            offer(_required(value, edge))
        elif name == "IN" and [str(v) for _, v in value] == ["CATEGORY_DIGIT"]:
            offer({FIRST_DIGIT if edge is _Edge.line else ANY_DIGIT})
        elif name in _REPEATS and value[0] > 0:
            offer(_required(value[2], edge))
        edge = _behind(name, value, edge)
    close(ended=False)
    return best


_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


def _behind(name: str, value: Any, edge: _Edge) -> _Edge:
    """The edge behind an item of a pattern; ``edge``: that before it."""
    if name == "LITERAL":
        return _Edge.none if _is_letter(chr(value)) else _Edge.word
    if name == "IN":
        letterless = all(
            str(v) in ("CATEGORY_SPACE", "CATEGORY_DIGIT", "CATEGORY_NOT_WORD")
            if str(op) == "CATEGORY"
            else str(op) == "LITERAL" and not _is_letter(chr(v))
            for op, v in value
        )
        return _Edge.word if letterless else _Edge.none
    if name == "AT":
        at = str(value)
        return _Edge.line if at.startswith("AT_BEGINNING") else _Edge(at != "AT_NON_BOUNDARY")
    if name in ("ASSERT", "ASSERT_NOT"):
        return edge
    if name in _REPEATS:
        return _Edge(bool(_behind_all(value[2], _Edge.none)) and (value[0] > 0 or bool(edge)))
    if name == "SUBPATTERN":
        return _behind_all(value[3], edge)
    if name == "BRANCH":
        return _Edge(all(_behind_all(branch, edge) for branch in value[1]))
    return _Edge.none


def _behind_all(tree: Any, edge: _Edge) -> _Edge:
    for op, value in tree:
        edge = _behind(str(op), value, edge)
    return edge


def _is_letter(character: str) -> bool:
    return character.isalnum() and not character.isdecimal()


def _word(run: str, edge: bool, ended: bool) -> tuple[str, bool]:
    """The longest word inside of a run, or beginning at its end, and whether it is whole; empty if none is sure to."""
    found = [(m.group(), m.end() < len(run) or ended) for m in _WORD.finditer(run) if m.start() or edge]
    for i, (word, whole) in enumerate(found):
        if not whole:
            found[i] = next((word[:size] for size in STARTS if size <= len(word)), ""), False
    return max(found, key=lambda part: len(part[0]), default=("", True))


def _worth(candidate: set[Literal]) -> tuple[bool, int, int]:
    return all(c.word for c in candidate), min(min(len(c.text.strip()), 8) for c in candidate), -len(candidate)


class LabelIndex:
    """Finds the patterns that match a key. ``patterns[i]`` is known to callers by ``i``."""

    def __init__(self, patterns: Sequence[Pattern], known: Sequence[tuple[Literal, ...] | None]) -> None:
        self._patterns = patterns
        self._always = [i for i, literals in enumerate(known) if literals is None]
        self._by_word: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._by_start: dict[int, dict[str, list[tuple[str, int]]]] = {size: defaultdict(list) for size in STARTS}
        self._by_pair: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._wordless: list[tuple[str, int]] = []
        for i, literals in enumerate(known):
            for text, word, whole in literals or ():
                if word:
                    (self._by_word if whole else self._by_start[len(word)])[word].append((text, i))
                elif len(text) > 1 and not text.isascii():
                    self._by_pair[text[:2]].append((text, i))
                else:
                    self._wordless.append((text, i))
        self._digit = [i for _, i in self._by_word.pop(ANY_DIGIT.word, ())]
        self._first_digit = [i for _, i in self._by_word.pop(FIRST_DIGIT.word, ())]
        self._pair = _following({pair[0] for pair in self._by_pair})

    def matches(self, keys: Sequence[str]) -> list[list[int]]:
        """Of each key the indices of the patterns found in it, ascending."""
        tried: list[set[int]] = [set(self._always) for _ in keys]
        ascii_keys = [number for number, key in enumerate(keys) if key.isascii()]
        others = [number for number, key in enumerate(keys) if not key.isascii()]
        for numbers in filter(None, (ascii_keys, others)):
            joined = "\n".join([keys[number] for number in numbers])
            starts = [0, *accumulate([len(keys[number]) + 1 for number in numbers])]
            for text, i in self._literals(joined):
                at = joined.find(text)
                while at >= 0:
                    place = bisect_right(starts, at) - 1
                    tried[numbers[place]].add(i)
                    at = joined.find(text, starts[place + 1])
        for key, found in zip(keys, tried, strict=True):
            if _DIGIT.search(key):
                found.update(self._digit)
                if key[0].isdecimal():
                    found.update(self._first_digit)
        return [
            [i for i in sorted(found) if self._patterns[i].search(key)] if found else []
            for key, found in zip(keys, tried, strict=True)
        ]

    def _literals(self, joined: str) -> Iterator[tuple[str, int]]:
        """Literals that can stand in a text, with the patterns that need them."""
        yield from self._wordless
        words = set(joined.translate(_TO_WORDS).split() if joined.isascii() else _WORD.findall(joined))
        for word in self._by_word.keys() & words:
            yield from self._by_word[word]
        for size, by_start in self._by_start.items():
            for start in by_start.keys() & {word[:size] for word in words}:
                yield from by_start[start]
        if self._pair is not None and not joined.isascii():
            for pair in self._by_pair.keys() & self._pair.findall(joined):
                yield from self._by_pair[pair]


_TO_WORDS = "".join(chr(code) if chr(code).isalpha() else " " for code in range(128))


def _following(characters: set[str]) -> re.Pattern[str] | None:
    """Finds each of the characters and the one behind it."""
    return re.compile(f"(?=([{''.join(map(re.escape, sorted(characters)))}].))") if characters else None
