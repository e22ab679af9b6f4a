"""What each stage may change. An edit outside of it costs the rule all its edits in that step."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from cleantext.keys import INVISIBLE
from cleantext.rule import Stage


def white_space_only(removed: str, new: str) -> bool:
    r"""glue and space: nothing but white space differs.

    >>> white_space_only("a\u00a0 b", "a b"), white_space_only("ab", "a-b")
    (True, False)
    """
    return "".join(removed.split()) == "".join(new.split())


def invisible_only(removed: str, new: str) -> bool:
    """invisible: nothing but invisible characters and white space differs."""
    return white_space_only(INVISIBLE.sub("", removed), INVISIBLE.sub("", new))


def same_letters(removed: str, new: str) -> bool:
    """typography: the letters and digits of the compatibility form stay, in their order."""
    return _letters(removed) == _letters(new)


def takes_away(removed: str, new: str) -> bool:
    """layout: what remains visible stood there before, in that order."""
    rest = iter(removed)
    return all(character in rest for character in new if not character.isspace())


def deletes(removed: str, new: str) -> bool:
    """chrome: lines go, nothing comes. That they are whole lines is checked where the positions are known."""
    return not new


def anything(removed: str, new: str) -> bool:
    """encoding and mask: their rules rewrite characters."""
    return True


def _letters(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return "".join(filter(str.isalnum, text))


INVARIANTS: dict[Stage, Callable[[str, str], bool]] = {
    Stage.encoding: anything,
    Stage.invisible: invisible_only,
    Stage.layout: takes_away,
    Stage.chrome: deletes,
    Stage.glue: white_space_only,
    Stage.typography: same_letters,
    Stage.space: white_space_only,
    Stage.mask: anything,
}
