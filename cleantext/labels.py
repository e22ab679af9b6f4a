"""Patterns over line keys, and the index that finds which of a thousand can match a line.

Every pattern is known by literals of which each of its matches must hold one; a line is tried against those
patterns alone of which it holds a literal. That is exact, and works in scripts without spaces.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import accumulate
from re import _parser  # type: ignore[attr-defined]

from cleantext import bounds
from cleantext.document import fold_pattern, folded
from cleantext.errors import ConfigError
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
_BULLET = lazy(rf"(?:[{_SIGNS}] ?)+(?=[^\W\d_])|(?:[{_SIGNS}] )+(?=\d)|o (?=\w)")
_BULLET_STARTS = frozenset(_SIGNS + "o")
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
    found = _BULLET.match(key) if key[:1] in _BULLET_STARTS else None
    return key[found.end() :] if found else key


def label_pattern(source: str, owner: str, *, trusted: bool) -> Pattern:
    """A pattern against line keys. ConfigError for a capital letter, which no key holds."""
    if trusted and source in _LITERALS:
        return Pattern(source, owner, trusted=True)
    capital = re.search(r"(?<!\\)[^\W\d_a-z]", re.sub(r"\\.|\(\?[A-Za-z<!=:]*", "", source))
    if capital and capital.group() != capital.group().lower():
        raise ConfigError(f"{owner}: {source!r} holds {capital.group()!r}, but line keys are lower case")
    return Pattern(fold_pattern(source), owner, trusted=trusted)


_READ_OTHERWISE = lazy(r"\[\[:|\{[^{}]*[a-zA-Z<=][^{}]*\}|\(\?V1")
"""What ``regex`` understands and ``re`` reads as plain text: classes by name, fuzzy matches, version 1."""

DIGIT = r"\d"
"""Among literals: any decimal digit."""
FIRST_DIGIT = r"^\d"
"""Among literals: one at the start of the line."""

_LITERALS: dict[str, Sequence[str] | None] = {}


def remember(literals: Mapping[str, Sequence[str] | None]) -> None:
    """Take over what :func:`required` gave before, to save its work at the start."""
    _LITERALS.update(literals)


def label_key(label: str) -> str:
    """The bare key of a label as a pack writes it."""
    return bare(folded(label))


def required(source: str) -> Sequence[str] | None:
    r"""Literals of which every match of the pattern holds at least one.

    None where nothing can be said (then the pattern is tried on every line).

    A line end in a literal is the edge of the line.

    >>> required("^you are here:?$")
    ('\nyou are here',)
    >>> required("^(?:share|tweet) [a-z]+ online")
    ('\nshare', '\ntweet')
    >>> required("^(?=.{0,9}join)[a-z ]+$")
    ('join',)
    >>> required("[a-z]+") is None
    True
    """
    if source in _LITERALS:
        return _LITERALS[source]
    if _READ_OTHERWISE.search(source):
        return None
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = _parser.parse(source)
    except Exception:
        return None
    found = _required(tree)
    return tuple(sorted(found)) if found else None


def _required(tree: Any, run: str = "") -> set[str] | None:
    """The best set of literals of a parsed pattern right behind ``run``, which is a line end where a line begins."""
    best: set[str] | None = None

    def offer(candidate: set[str] | None) -> None:
        nonlocal best
        if candidate and (best is None or _worth(candidate) > _worth(best)):
            best = candidate

    for op, value in tree:
        name = str(op)
        if name == "IN" and len(value) == 1 and str(value[0][0]) == "LITERAL":
            name, value = "LITERAL", value[0][1]
        if name == "LITERAL":
            run += chr(value)
            continue
        if name == "AT":
            begins = str(value).startswith("AT_BEGINNING")
            if str(value).startswith("AT_END"):
                run += _EDGE
            offer({run} if run.strip(_EDGE) else None)
            run = _EDGE if begins else ""
            continue
        if name == "BRANCH":  # the parser has moved what all branches begin with before them
            branches = [_required(branch, run) for branch in value[1]]
            if all(branches):
                offer(set().union(*(b for b in branches if b)))
        elif name == "SUBPATTERN":
            offer(_required(value[3], run))
        elif name == "ATOMIC_GROUP":
            offer(_required(value, run))
        elif name == "ASSERT" and value[0] > 0:
            offer(_required(value[1], run))
        elif name == "IN" and [str(v) for _, v in value] == ["CATEGORY_DIGIT"]:
            offer({FIRST_DIGIT if run == _EDGE else DIGIT})
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[0] > 0:
            offer(_required(value[2], run))
        offer({run} if run.strip(_EDGE) else None)
        run = ""
    offer({run} if run.strip(_EDGE) else None)
    return best


def _worth(candidate: set[str]) -> tuple[int, int]:
    """Long literals are rare ones, and so are few, those at an edge, and those outside of ASCII.

    A digit is worth one letter, at the start two.
    """
    marks = {DIGIT: 1, FIRST_DIGIT: 2}
    return min(marks.get(text) or min(_rarity(text), 8) for text in candidate), -len(candidate)


def _rarity(literal: str) -> int:
    return len(literal.strip()) + 3 * (_EDGE in literal) + 2 * (not literal.isascii())


_EDGE = "\n"
_NUMBER = re.compile(r"\d[^\n]*")


class LabelIndex:
    """Finds the patterns that match a key. ``patterns[i]`` is known to callers by ``i``.

    All literals are looked for at once, by an Aho-Corasick automaton (pyahocorasick).
    """

    def __init__(self, patterns: Sequence[Pattern], known: Sequence[Sequence[str] | None]) -> None:
        self._patterns = patterns
        self._always = [i for i, literals in enumerate(known) if literals is None]
        by_literal: dict[str, list[int]] = defaultdict(list)
        for i, literals in enumerate(known):
            for text in literals or ():
                by_literal[text].append(i)
        self._digit = by_literal.pop(DIGIT, [])
        self._first_digit = by_literal.pop(FIRST_DIGIT, [])
        self._automaton: Any = None
        if by_literal:
            import ahocorasick

            self._automaton = ahocorasick.Automaton()
            for text, holders in by_literal.items():
                self._automaton.add_word(text, holders)
            self._automaton.make_automaton()

    def matches(self, keys: Sequence[str]) -> dict[int, list[int]]:
        """The indices of the patterns found in each key, ascending, by the number of the key; empty keys hold none."""
        patterns, always = self._patterns, self._always
        tried: dict[int, set[int]] = {row: set(always) for row in range(len(keys))} if always else defaultdict(set)
        text = _EDGE + _EDGE.join(keys) + _EDGE
        starts = list(accumulate([len(key) + 1 for key in keys], initial=1))
        if self._automaton is not None:
            for end, holders in self._automaton.iter(text):
                tried[bisect_right(starts, end) - 1].update(holders)
        if self._digit or self._first_digit:
            for number in _NUMBER.finditer(text):
                row = bisect_right(starts, number.start()) - 1
                tried[row].update(self._digit)
                if number.start() == starts[row]:
                    tried[row].update(self._first_digit)
        found = {
            row: [i for i in sorted(some) if patterns[i].search(keys[row])] for row, some in tried.items() if keys[row]
        }
        return {row: held for row, held in found.items() if held}
