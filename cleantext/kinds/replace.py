"""``kind = "replace"``: a pattern over the text, and what stands there instead.

Keys: ``match`` (against the text itself, not its key; ``^`` and ``$`` are the edges of lines), ``with`` (with
``\\1`` or ``\\g<name>`` for groups); ``table`` instead of ``with``: literals and what replaces each (without
``match``, wherever they stand). ``trigger``: characters, ranges of them that are not ASCII ("\\u2066-\\u2069") or
longer literals, one of which must occur in the text for the pattern to have anything to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from cleantext.document import Document
from cleantext.edits import Edit
from cleantext.errors import ConfigError
from cleantext.kinds.table import Table
from cleantext.labels import Pattern
from cleantext.patterns import lazy

NEW_MAX = 1000
"""Code points that a user's rule may write for one match, its groups not counted."""


_NEGATED = lazy(r"\[\^[^\]]*\]")
_LINE_FEED = lazy(r"\n|\\n")


class Replace:
    KEYS = ("match", "with", "table", "trigger")

    def __init__(self, table: Table) -> None:
        self.table = table.mapping("table")
        source = table.string("match", "|".join(map(re.escape, self.table)) if self.table else None)
        if not source:
            raise ConfigError(f"{table.owner}: match is empty")
        self.pattern = Pattern("(?m)" + source, table.owner, trusted=table.trusted)
        self.new = table.string("with", "")
        self.expands = "\\" in self.new
        triggers = table.strings("trigger", tuple(self.table))
        if "" in triggers:
            raise ConfigError(f"{table.owner}: a trigger is empty")
        self.characters, self.literals = _split(triggers)
        if self.characters and not self.literals:
            self.needs = self.characters
        if not table.trusted:
            self._check_groups(table.owner)
            longest = max(map(len, (self.new, *self.table.values())))
            if longest > NEW_MAX:
                raise ConfigError(f"{table.owner}: writes {longest:,} code points; over {NEW_MAX:,} are not taken")

    @property
    def beyond(self) -> bool:
        return _LINE_FEED.search(_NEGATED.sub("", self.pattern.source)) is not None

    def find(self, document: Document) -> list[Edit]:
        if not self._triggered(document):
            return []
        found = self._matches(document)
        if self.table:
            known = self.table
            return [Edit(m.start(), m.end(), known[m.group()]) for m in found if m.group() in known]
        new, expands = self.new, self.expands
        return [Edit(m.start(), m.end(), m.expand(new) if expands else new) for m in found]

    def _matches(self, document: Document) -> Iterable[re.Match[str]]:
        if self._takes_trigger:
            return document.held(self.pattern.compile(), self.characters)
        found: Iterable[re.Match[str]] = self.pattern.finditer(document.text)
        return found

    @cached_property
    def _takes_trigger(self) -> bool:
        """Whether each match takes one of ``characters`` and stays within a line, as those of shipped packs do."""
        return self.pattern.trusted and not self.literals and bool(self.characters) and not self.beyond

    def _check_groups(self, owner: str) -> None:
        compiled = self.pattern.compile()
        for number, name in re.findall(r"\\(?:([0-9]+)|g<(\w+)>)", self.new):
            known = int(number) <= compiled.groups if number else name in compiled.groupindex or name.isdigit()
            if not known:
                raise ConfigError(f"{owner}: bad with = {self.new!r}: match has no group {number or name}")
        if self.expands:
            try:  # the same groups, around nothing
                Pattern(f"(?:{self.pattern.source}){{0}}", owner, trusted=False).search("").expand(self.new)
            except Exception as error:
                raise ConfigError(f"{owner}: bad with = {self.new!r}: {error}") from None

    def _triggered(self, document: Document) -> bool:
        if not self.characters and not self.literals:
            return True
        if self.characters and not self.characters.isdisjoint(document.odd):
            return True
        return any(literal in document.text for literal in self.literals)


def _split(triggers: Iterable[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Triggers to look up in the document's characters, and those to search for: plain ASCII is in every text."""
    characters: set[str] = set()
    literals: list[str] = []
    for trigger in triggers:
        odd = not " " <= trigger[0] <= "~" and trigger[0] != "\n"
        if odd and len(trigger) == 3 and trigger[1] == "-":
            characters.update(map(chr, range(ord(trigger[0]), ord(trigger[2]) + 1)))
        elif odd and len(trigger) == 1:
            characters.add(trigger)
        else:
            literals.append(trigger)
    return frozenset(characters), tuple(literals)
