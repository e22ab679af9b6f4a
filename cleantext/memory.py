"""What was found out about a line is remembered by its text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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
        older = self._older  # another thread may begin anew between the two looks
        found = self[text] = older[text] if text in older else self._find(text)
        return found

    __call__ = dict.__getitem__

    def forget(self) -> None:
        """As if nothing had been asked."""
        self.clear()
        self._older = {}
        self._long.cache_clear()


class remembered_together(remembered[T]):  # noqa: N801
    """What ``find`` says of many texts at once, kept in the same way."""

    __slots__ = ("_find_all",)

    def __init__(self, find: Callable[[Sequence[str]], Iterable[T]]) -> None:
        super().__init__(lambda text: next(iter(find([text]))))
        update_wrapper(self, find)
        self._find_all = find

    def each(self, texts: Iterable[str]) -> list[T]:
        """What is said of each text, in order; of all that are new in one call."""
        texts = list(texts)
        new = [text for text in dict.fromkeys(texts) if text not in self]
        if not new:
            return list(map(self.__getitem__, texts))
        found = dict(zip(new, self._find_all(new), strict=True))
        short = [text for text in new if len(text) <= REMEMBERED][:HELD]
        if len(self) + len(short) > HELD:
            self._older = self.copy()
            self.clear()
        self.update(zip(short, map(found.__getitem__, short), strict=True))
        return [found[text] if text in found else self[text] for text in texts]
