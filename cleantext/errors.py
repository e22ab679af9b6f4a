"""Errors that a user can cause: one line each, naming the file, rule or key and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


class CleantextError(Exception):
    """Something the user can mend; ``str()`` is one line for the screen."""


class ConfigError(CleantextError):
    """A pack, profile, config file or selection that makes no sense."""


class MissingExtra(ConfigError):
    """A rule that needs a package which comes with an extra; the message says how to install it."""


class FileError(CleantextError):
    """A file that cannot be read, decoded or written; the message is one line without the name."""


class PatternTimeout(CleantextError):
    """A user's pattern ran out of its time limit; the document is left as it was."""


class Overgrown(CleantextError):
    """A rule made the text grow out of all proportion; the document is left as it was."""


def nearest(word: str, known: Iterable[str]) -> str:
    """A did-you-mean tail for a message, or nothing.

    >>> nearest("chrme", ["chrome", "glue"])
    "; did you mean 'chrome'?"
    >>> nearest("zzz", ["chrome", "glue"])
    ''
    """
    from difflib import get_close_matches

    found = get_close_matches(word, list(known), 1, 0.6)
    return f"; did you mean {found[0]!r}?" if found else ""


def refuse_unknown(table: Mapping[str, object], known: Iterable[str], place: str) -> None:
    """Raise ConfigError for the first key of ``table`` that is not in ``known``."""
    names = list(known)
    for key in table:
        if key not in names:
            raise ConfigError(f"{place}: unknown key {key!r}{nearest(key, names) or '; known: ' + ', '.join(names)}")
