"""Patterns over line keys, and the index that finds which of a thousand can match a line.

Every pattern is known by one short run of characters that each of its matches must hold; a line is tried
against those patterns alone whose run it holds. That is exact, and works in scripts without spaces.
"""

from __future__ import annotations

import re
import warnings
from collections import defaultdict
from collections.abc import Mapping, Sequence
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from cleantext import bounds
from cleantext.document import fold, fold_pattern
from cleantext.errors import ConfigError

GRAM = 3


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
    if trusted and source in _GRAMS:
        return Pattern(source, owner, trusted=True)
    capital = re.search(r"(?<!\\)[^\W\d_a-z]", re.sub(r"\\.|\(\?[A-Za-z<!=:]*", "", source))
    if capital and capital.group() != capital.group().lower():
        raise ConfigError(f"{owner}: {source!r} holds {capital.group()!r}, but line keys are lower case")
    return Pattern(fold_pattern(source), owner, trusted=trusted)


_GRAMS: dict[str, tuple[str, ...] | None] = {}
_LABELS: dict[str, str] = {}


def remember(known_grams: Mapping[str, list[str] | None], known_labels: Mapping[str, str]) -> None:
    """Take over what :func:`grams` and :func:`label_key` gave before, to save their work at the start."""
    _GRAMS.update((source, None if found is None else tuple(found)) for source, found in known_grams.items())
    _LABELS.update(known_labels)


def label_key(label: str) -> str:
    """The bare key of a label as a pack writes it."""
    known = _LABELS.get(label)
    return bare(fold(label)) if known is None else known


def grams(source: str) -> tuple[str, ...] | None:
    """Runs of at most GRAM characters of which every match of the pattern holds at least one.

    None where nothing can be said (then the pattern is tried on every line).

    >>> grams("^you are here:?$")
    ('you',)
    >>> sorted(grams("^(?:share|tweet) this"))
    [' th']
    >>> grams("[a-z]+") is None
    True
    """
    if source in _GRAMS:
        return _GRAMS[source]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = _parser.parse(source)
    except Exception:
        return None
    found = _required(tree)
    return tuple(sorted(found)) if found else None


def _required(tree: Any) -> set[str] | None:
    best: set[str] | None = None
    run = ""

    def offer(candidate: set[str] | None) -> None:
        nonlocal best
        if candidate and (best is None or _worth(candidate) > _worth(best)):
            best = candidate

    def close() -> None:
        nonlocal run
        if run:
            offer({run[:GRAM]})
        run = ""

    for op, value in tree:
        name = str(op)
        if name == "LITERAL":
            run += chr(value)
            continue
        if name == "IN" and len(value) == 1 and str(value[0][0]) == "LITERAL":
            run += chr(value[0][1])
            continue
        close()
        if name == "SUBPATTERN":
            offer(_required(value[3]))
        elif name == "ATOMIC_GROUP":
            offer(_required(value))
        elif name == "BRANCH":
            branches = [_required(branch) for branch in value[1]]
            if all(branches):
                offer(set().union(*(b for b in branches if b)))
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[0] > 0:
            offer(_required(value[2]))
    close()
    return best


def _worth(candidate: set[str]) -> tuple[int, int]:
    return min(len(gram) for gram in candidate), -len(candidate)


class LabelIndex:
    """Finds the patterns that match a key. ``patterns[i]`` is known to callers by ``i``."""

    def __init__(self, patterns: Sequence[Pattern], known_grams: Sequence[tuple[str, ...] | None]) -> None:
        self._patterns = patterns
        self._always = [i for i, g in enumerate(known_grams) if g is None]
        self._by_gram: dict[str, list[int]] = defaultdict(list)
        for i, found in enumerate(known_grams):
            for gram in found or ():
                self._by_gram[gram].append(i)
        self._sizes = sorted({len(gram) for gram in self._by_gram})
        self._verdicts: dict[str, tuple[int, ...]] = {}

    def matches(self, key: str) -> tuple[int, ...]:
        """Indices of the patterns found in ``key``, ascending; cached by key."""
        verdict = self._verdicts.get(key)
        if verdict is None:
            if len(self._verdicts) > 1 << 16:
                self._verdicts.clear()
            verdict = self._verdicts[key] = self._match(key)
        return verdict

    def _match(self, key: str) -> tuple[int, ...]:
        held: set[str] = set()
        for size in self._sizes:
            held.update(key[i : i + size] for i in range(len(key) - size + 1))
        tried = set(self._always)
        for gram in held & self._by_gram.keys():
            tried.update(self._by_gram[gram])
        return tuple(i for i in sorted(tried) if self._patterns[i].search(key))
