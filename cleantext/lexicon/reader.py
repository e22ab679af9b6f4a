"""Looks words up in the data file, which is mapped into memory, and in a user's own word list."""

from __future__ import annotations

import os
from functools import cache

from cleantext.errors import ConfigError
from cleantext.lexicon.entry import COMMON, UNKNOWN, Entry, fold
from cleantext.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

DATA = os.path.join(os.path.dirname(__file__), "words.marisa")
FORMAT = "#format 1"
"""A key that the data file holds; another format has another number."""


class Lexicon:
    """Words, names, brands and phrases. ``path`` is opened at once; ConfigError names it if it is no lexicon.

    ``words`` are folded words of the user's own: as halves they are names, as whole tokens they are kept.
    """

    def __init__(self, path: str | Path = DATA, words: frozenset[str] = frozenset()) -> None:
        import marisa_trie

        trie: Any = marisa_trie.RecordTrie("<I")
        try:
            trie.mmap(str(path))
        except (OSError, RuntimeError) as error:
            raise ConfigError(f"{path}: cannot be read as a lexicon: {error}") from None
        if FORMAT not in trie:
            raise ConfigError(f"{path}: is a lexicon of another version")
        self._records = trie.get
        self._words = words
        self._known: dict[str, Entry] = {}

    def get(self, word: str) -> Entry:
        """What is known of a word, however it is spelled; an empty entry for an unknown one."""
        key = fold(word)
        entry = self._known.get(key)
        if entry is None:
            if len(self._known) > 1 << 14:
                self._known.clear()
            records = self._records(key)
            entry = Entry(records[0][0]) if records else UNKNOWN
            if key in self._words:
                entry = Entry(entry | Entry.SURNAME | Entry.PROPER | Entry.TOKEN)
            self._known[key] = entry
        return entry

    def compound(self, left: str, right: str) -> bool:
        """Whether the two are a known compound that is written with a hyphen."""
        return bool(self._records(fold(f"{left}-{right}")))

    def join(self, left: str, right: str) -> bool:
        """Whether ``left`` and ``right``, parted by a hyphen at a line's end, are one word without it.

        True for a known word whose halves are not both common words of more than three letters. False for
        known compounds ("well-known").

        >>> shipped().join("govern", "ment"), shipped().join("well", "known"), shipped().join("over", "come")
        (True, False, False)
        """
        if self.compound(left, right):
            return False
        whole = self.get(left + right)
        if not (whole.tier or whole.given or whole.surname or whole.place or whole.proper):
            return False
        return not all(len(half) > 3 and 0 < self.get(half).tier <= COMMON for half in (left, right))


@cache
def shipped(words: frozenset[str] = frozenset()) -> Lexicon:
    """The lexicon that comes with the program, with a user's own words."""
    return Lexicon(words=words)


@cache
def word_list(path: str) -> frozenset[str]:
    """Folded words of a user's file, one or more a line, ``#`` begins a comment. ConfigError names the file."""
    try:
        with open(path, "rb") as file:
            text = file.read().decode("utf-8")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: is not UTF-8") from None
    return frozenset(fold(word) for line in text.splitlines() for word in line.partition("#")[0].split())
