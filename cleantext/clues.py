r"""What every line that a pattern matches must have, read off the pattern: beginnings, literals and a length.

A line that lacks it need not be tried, and a pattern that no line has the clues of is never compiled. A line feed in
a literal is the edge of the line. ``tests/test_clues.py`` holds that no match is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from re import _parser  # type: ignore[attr-defined]

from cleantext.patterns import lazy
from cleantext.typed import Any, NamedTuple

EDGE = "\n"
DIGIT = r"\d"
"""Among literals: any decimal digit."""
FIRST_DIGIT = r"^\d"
"""Among literals: one at the start of the line."""
ENDLESS = 1 << 20
"""Length of what has no longest match."""


BETWEEN = "\x7f"
"""Stands between literals, so that a set of them is one string until somebody needs it."""


class Clues(NamedTuple):
    """``begins``: what a line begins with one of, where that says most; ``sets``: it holds a literal of each, the one
    that says most first. Each of these is its literals with BETWEEN in between. A line has from ``least`` to ``most``
    code points."""

    begins: str = ""
    sets: Sequence[str] = ()
    least: int = 0
    most: int = ENDLESS


def clues(source: str) -> Clues | None:
    r"""What each line that the pattern matches must have; None where nothing can be said.

    >>> clues("^(?:go home|leave)!$")
    Clues(begins='go home!\n\x7fleave!\n', sets=(), least=6, most=8)
    >>> clues("^(?=.{0,9}join)[a-z ]+$").sets
    ('join',)
    >>> clues("[a-z]+") is None
    True
    """
    if _READ_OTHERWISE.search(source):
        return None
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = _parser.parse(source)
    except Exception:
        return None
    begins = _begins(tree)
    inside = [literals for literals in _held(tree) if not begins or not all(text[0] == EDGE for text in literals)]
    sets = _telling({frozenset(literals) for literals in (begins, *inside) if literals})
    least, most = tree.getwidth()
    whole = _is_edge(tree, 0, "AT_BEGINNING") and _is_edge(tree, -1, "AT_END")
    most = min(most, ENDLESS) if whole else ENDLESS
    first = ""
    if sets and sets[0] == begins and FIRST_DIGIT not in begins:
        first = BETWEEN.join(sorted(text[1:] for text in sets.pop(0)))
    joined = tuple(BETWEEN.join(sorted(literals)) for literals in sets)
    return Clues(first, joined, least, most) if first or joined or least > 1 or most < ENDLESS else None


_READ_OTHERWISE = lazy(r"\[\[:|\{[^{}]*[a-zA-Z<=][^{}]*\}|\(\?V1")
"""What ``regex`` understands and ``re`` reads as plain text: classes by name, fuzzy matches, version 1."""


def alternatives(source: str) -> list[str]:
    """The patterns of which one matches where the source does: each can be known by clues of its own.

    Those at the top, also of one group that is the whole line. Left whole where parts count on others: captures, flags.

    >>> alternatives("^home$|^(?:next|[|>] (?:a|b))$")
    ['^home$', '^next$', '^[|>] (?:a|b)$']
    """
    tokens = _TOKEN.findall(source)
    if any(_BOUND.match(token) for token in tokens):
        return [source]
    parts = _branches(tokens)
    if len(parts) == 1 and tokens[:2] == ["^", "(?:"]:
        parts = _spread(tokens)
    return [source] if len(parts) <= 1 else [piece for part in parts for piece in alternatives(part)]


def _spread(tokens: Sequence[str]) -> list[str]:
    """``^(?:a|b)c`` as ``^ac`` and ``^bc``, where nothing follows or the group is made of groups."""
    depths = accumulate(token.startswith("(") - (token == ")") for token in tokens[1:])
    end = next(i for i, depth in enumerate(depths, 1) if not depth)
    inner, rest = _branches(tokens[2:end]), "".join(tokens[end + 1 :])
    if rest.startswith(("?", "*", "+", "{")) or (rest != "$" and sum("(" in part for part in inner) < 2):
        return []
    return [f"^{part}{rest}" for part in inner]


_TOKEN = lazy(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?:[:=!]|<[=!])|.", re.DOTALL)
"""Of a pattern's source: escapes, classes, the starts of groups, and single characters."""
_BOUND = lazy(r"\\[1-9gk]|\($")


def _branches(tokens: Iterable[str]) -> list[str]:
    """What stands between the ``|`` outside of groups and classes."""
    parts = [""]
    depth = 0
    for token in tokens:
        depth += token.startswith("(") - (token == ")")
        if token == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += token
    return parts


def _telling(sets: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """The sets, those that say most first, without those that follow from one before."""
    kept: list[frozenset[str]] = []
    for literals in sorted(sets, key=lambda s: (_worth(s), sorted(s)), reverse=True):
        if not any(all(any(part in whole for part in literals) for whole in before) for before in kept):
            kept.append(literals)
    return [literals for literals in kept if not any(BETWEEN in text for text in literals)]


def _worth(literals: Iterable[str]) -> tuple[int, int]:
    """Long literals are rare ones, and so are few, those at an edge, and those outside of ASCII.

    A digit is worth one letter, at the start two.
    """
    marks = {DIGIT: 1, FIRST_DIGIT: 2}
    sizes = [marks.get(text) or min(_rarity(text), 8) for text in literals]
    return min(sizes), -len(sizes)


def _rarity(literal: str) -> int:
    return len(literal.strip()) + 3 * (EDGE in literal) + 2 * (not literal.isascii())


MANY = 48
"""Beginnings of a match beyond which none is followed further."""
LONG = 10
"""Code points after which a beginning says enough."""


def _is_edge(tree: Any, index: int, name: str) -> bool:
    return len(tree) > 0 and str(tree[index][0]) == "AT" and str(tree[index][1]).startswith(name)


def _begins(tree: Any) -> set[str]:
    """Literals with one of which each match begins, at the start of the line; none where it may begin otherwise."""
    items = list(tree)
    while items and str(items[0][0]) in ("ASSERT", "ASSERT_NOT"):
        items.pop(0)
    if not _is_edge(items, 0, "AT_BEGINNING"):
        return set()
    open_, closed = _extended({EDGE}, items[1:])
    found = open_ | closed
    return set() if EDGE in found else found


def _extended(begun: set[str], items: Iterable[Any]) -> tuple[set[str], set[str]]:
    """The beginnings followed through the items: those that go on behind them, and those that are lost sight of."""
    closed: set[str] = set()
    for op, value in items:
        name = str(op)
        after, lost = _followed(begun, name, value)
        if len(after) + len(closed | lost) > MANY or min(map(len, begun), default=LONG) > LONG:
            return set(), closed | begun
        begun, closed = after, closed | lost
        if not begun:
            break
    return begun, closed


def _followed(begun: set[str], name: str, value: Any) -> tuple[set[str], set[str]]:
    if name == "LITERAL":
        return {text + chr(value) for text in begun}, set()
    if name == "AT":
        return ({text + EDGE for text in begun}, set()) if str(value).startswith("AT_END") else (begun, set())
    if name in ("ASSERT", "ASSERT_NOT"):
        return begun, set()
    if name == "IN":
        some = _characters(value)
        return ({text + char for text in begun for char in some}, set()) if some else _digits(begun, value)
    if name == "SUBPATTERN":
        return _extended(begun, value[3])
    if name == "ATOMIC_GROUP":
        return _extended(begun, value)
    if name == "BRANCH":
        branches = [_extended(begun, branch) for branch in value[1]]
        return set().union(*(after for after, _ in branches)), set().union(*(lost for _, lost in branches))
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, most, item = value
        after, lost = _extended(begun, item)
        if most > 1:
            after, lost = set(), lost | after
        return (after, lost) if least else (after | begun, lost)
    return set(), begun


def _digits(begun: set[str], value: Any) -> tuple[set[str], set[str]]:
    return set(), {FIRST_DIGIT if text == EDGE and _is_digit(value) else text for text in begun}


def _is_digit(members: Any) -> bool:
    """Whether a class holds decimal digits alone."""
    return all(
        str(value) == "CATEGORY_DIGIT"
        or (str(op) == "RANGE" and all(chr(c).isdecimal() for c in range(value[0], value[1] + 1)))
        for op, value in members
    )


def _characters(members: Any) -> list[str]:
    """What a class holds, if that is a few characters."""
    few = len(members) <= LONG and all(str(op) == "LITERAL" for op, _ in members)
    return [chr(value) for _, value in members] if few else []


def _held(tree: Any, run: str = "") -> list[set[str]]:
    """Sets of literals of each of which a match holds one, behind ``run``: a line end where a line begins."""
    sets: list[set[str]] = []

    def offer(literals: set[str]) -> None:
        if all(text.strip(EDGE) for text in literals):
            sets.append(literals)

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
                run += EDGE
            offer({run})
            run = EDGE if begins else ""
            continue
        if name == "BRANCH":  # the parser has moved what all branches begin with before them
            branches = [sorted(_held(branch, run), key=_worth, reverse=True) for branch in value[1]]
            for rank in range(max(map(len, branches)) if all(branches) else 0):
                offer(set().union(*(sets[min(rank, len(sets) - 1)] for sets in branches)))
        elif name == "SUBPATTERN":
            sets += _held(value[3], run)
        elif name == "ATOMIC_GROUP":
            sets += _held(value, run)
        elif name == "ASSERT" and value[0] > 0:
            sets += _held(value[1], run)
        elif name == "IN" and _is_digit(value):
            offer({FIRST_DIGIT if run == EDGE else DIGIT})
        elif name == "IN" and _characters(value):
            offer({run + char for char in _characters(value)})
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and value[0] > 0:
            sets += _held(value[2], run)
        offer({run})
        run = ""
    offer({run})
    return sets
