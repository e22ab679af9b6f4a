"""What was found out about a line is remembered by its text."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, update_wrapper

from cleantext.typed import TypeVar

T = TypeVar("T")
REMEMBERED = 500
"""Code points up to which what a line is said to be is remembered: caches count lines, not their size."""
HELD = 1 << 13
"""Texts after which a memory begins anew; it looks into the one before as long."""


class remembered(dict[str, T]):  # noqa: N801
    """``find``, with its answers about short texts kept, and those about the last two long ones.

    A table that fills itself: what it holds is looked up without a call of Python's.
    """

    __slots__ = ("__dict__", "_find", "_long", "_older")

    def __init__(self, find: Callable[[str], T]) -> None:
        update_wrapper(self, find)
        self._find, self._long = find, lru_cache(maxsize=2)(find)
        self._older: dict[str, T] = {}

    def __missing__(self, text: str) -> T:
        if len(text) > REMEMBERED:
            return self._long(text)
        if len(self) >= HELD:
            self._older = self.copy()
            self.clear()
        found = self[text] = self._older[text] if text in self._older else self._find(text)
        return found

    __call__ = dict.__getitem__

    def forget(self) -> None:
        """As if nothing had been asked."""
        self.clear()
        self._older = {}
        self._long.cache_clear()
