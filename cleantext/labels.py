"""Patterns over line keys, and the index that finds which of a thousand can match a line.

Every pattern is known by its clues (:mod:`cleantext.clues`): a line is tried against those patterns alone whose
beginning or literals and length it has. That is exact, and works in scripts without spaces.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate

from cleantext import bounds
from cleantext.clues import BETWEEN, DIGIT, EDGE, ENDLESS, FIRST_DIGIT, Clues
from cleantext.errors import ConfigError
from cleantext.keys import fold_pattern, folded
from cleantext.patterns import lazy
from cleantext.typed import Any


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
        import warnings

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


_SIGNS = "*•·●○◦▪■►▶▸»›>|+-"
_OPENING = frozenset((*_SIGNS, "o"))
_BULLET = lazy(rf"(?:[{_SIGNS}] ?)+(?=[^\W\d_])|(?:[{_SIGNS}] )+(?=\d)|o (?=\w)")
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
    if key[:1] not in _OPENING:
        return key
    found = _BULLET.match(key)
    return key[found.end() :] if found else key


def label_pattern(source: str, owner: str, *, trusted: bool) -> Pattern:
    """A pattern against line keys.

    ConfigError for a character that no key holds: a capital letter or, but for shipped packs, one that NFKC changes.
    """
    capital = re.search(r"(?<!\\)[^\W\d_a-z]", re.sub(r"\\[pPN]\{[^}]*\}|\\.|\(\?[A-Za-z<!=:]*", "", source))
    if capital and capital.group() != capital.group().lower():
        raise ConfigError(f"{owner}: {source!r} holds {capital.group()!r}, but line keys are lower case")
    folded_source = fold_pattern(source)
    if not trusted and (odd := next((c for c in folded_source if unicodedata.normalize("NFKC", c) != c), None)):
        written = unicodedata.normalize("NFKC", odd)
        raise ConfigError(f"{owner}: {source!r} holds {odd!r}, which line keys write as {written!r}")
    return Pattern(folded_source, owner, trusted=trusted)


def label_key(label: str) -> str:
    """The bare key of a label as a pack writes it."""
    return bare(folded(label))


class LabelIndex:
    """Finds the patterns that match a key. ``patterns[i]`` is known to callers by ``i``.

    ``clues[i]`` says what each match of it has; None sends it to every line. ``limits[i]`` is how long a line may be
    that it is tried on, in code points, whatever the length of the key.

    Beginnings of lines are looked up by their first HEAD code points, all other literals at once, by an Aho-Corasick
    automaton (pyahocorasick).
    """

    def __init__(
        self, patterns: Sequence[Pattern], clues: Sequence[Clues | None], limits: Sequence[int] | None = None
    ) -> None:
        self._patterns = patterns
        self._clues = [known or Clues() for known in clues]
        self._limits = limits or [ENDLESS] * len(patterns)
        self._always: list[int] = []
        self._first_digit: list[int] = []
        self._heads: dict[str, list[int]] = {}
        inside: dict[str, list[int]] = {}
        for i, (begins, sets, *_) in enumerate(self._clues):
            if begins:
                for head in {text[:HEAD] for text in begins.split(BETWEEN)}:
                    if len(head) == HEAD:
                        self._heads.setdefault(head, []).append(i)
                    else:
                        inside.setdefault(EDGE + head, []).append(i)
            elif not sets or DIGIT in sets[0].split(BETWEEN):
                self._always.append(i)
            else:
                for text in sets[0].split(BETWEEN):
                    if text == FIRST_DIGIT:
                        self._first_digit.append(i)
                    else:
                        inside.setdefault(text, []).append(i)
        self._begun: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        self._checks: dict[int, _Checks] = {}
        self._automaton: Any = None
        if inside:
            import ahocorasick

            self._automaton = ahocorasick.Automaton()
            for text, holders in inside.items():
                self._automaton.add_word(text, holders)
            self._automaton.make_automaton()

    def matches(self, keys: Sequence[str], sizes: Sequence[int] | None = None) -> dict[int, list[int]]:
        """The indices of the patterns found in each key, ascending, by the number of the key; empty keys hold none.

        ``sizes`` are the lengths of the lines; those of the keys if left out.
        """
        lines = [f"{EDGE}{key}{EDGE}" for key in keys]
        found: dict[int, list[int]] = {}
        for row, some in self._candidates(lines).items():
            key, line = keys[row], lines[row]
            size = sizes[row] if sizes else len(key)
            if key and (held := [i for i in sorted(some) if size <= self._limits[i] and self._holds(i, key, line)]):
                found[row] = held
        return found

    def _candidates(self, lines: Sequence[str]) -> dict[int, set[int]]:
        """The patterns of which a line has the first clue, or a length for those without, by the number of the line."""
        tried: dict[int, set[int]] = defaultdict(set)
        heads = [line[1 : HEAD + 1] for line in lines]
        for row in [row for row, head in enumerate(heads) if head in self._heads]:
            if some := [i for i, begins in self._that_begin(heads[row]) if lines[row].startswith(begins, 1)]:
                tried[row].update(some)
        if self._first_digit:
            for row in [row for row, line in enumerate(lines) if line[1].isdecimal()]:
                tried[row].update(self._first_digit)
        for i in self._always:
            *_, least, most = self._clues[i]
            for row in [row for row, line in enumerate(lines) if least <= len(line) - 2 <= most]:
                tried[row].add(i)
        if self._automaton is not None:
            ends = list(accumulate(map(len, lines)))
            row = 0
            for at, holders in self._automaton.iter("".join(lines)):
                while at >= ends[row]:
                    row += 1
                tried[row].update(holders)
        return tried

    def _that_begin(self, head: str) -> list[tuple[int, tuple[str, ...]]]:
        """The patterns that a line with this head may match, each with the beginnings that have it."""
        if head not in self._begun:
            self._begun[head] = [(i, _with_head(head, self._clues[i].begins)) for i in self._heads[head]]
        return self._begun[head]

    def _holds(self, i: int, key: str, line: str) -> bool:
        if i not in self._checks:
            self._checks[i] = _checks(self._clues[i])
        least, most, sets, numbered = self._checks[i]
        if not least <= len(key) <= most:
            return False
        for literals in sets:
            for text in literals:
                if text in line:
                    break
            else:
                return False
        return (numbered is None or numbered(key) is not None) and self._patterns[i].search(key) is not None


HEAD = 3
_DIGITS = lazy(r"\d")


def _with_head(head: str, begins: str) -> tuple[str, ...]:
    """Those that begin so: they stand together, as all are sorted."""
    text = f"{BETWEEN}{begins}{BETWEEN}"
    start = text.index(BETWEEN + head) + 1
    end = text.index(BETWEEN, text.rindex(BETWEEN + head) + 1)
    return tuple(text[start:end].split(BETWEEN))


_Checks = tuple[int, int, list[list[str]], Any]


def _checks(known: Clues) -> _Checks:
    """The lengths of a line, sets of what it holds, and how to find its digit if it needs one."""
    numbered: Any = None
    sets = [literals.split(BETWEEN) for literals in known.sets]
    if [DIGIT] in sets:
        numbered = _DIGITS.search
    if [FIRST_DIGIT] in sets:
        numbered = _DIGITS.match
    return known.least, known.most, [some for some in sets if DIGIT not in some and FIRST_DIGIT not in some], numbered
