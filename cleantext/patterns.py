"""Patterns that are compiled when they are first used: most texts need few of them, and compiling takes long."""

from __future__ import annotations

import re

from cleantext.typed import Any


def lazy(source: str, flags: int = 0) -> re.Pattern[str]:
    """``re.compile(source, flags)``, later; what stands for it is no ``re.Pattern`` to ``isinstance``.

    Patterns of rules wait in :class:`cleantext.labels.Pattern`, which knows users' limits too.

    >>> _VOWEL = lazy("[aeiou]")
    >>> _VOWEL.sub("*", "ferry")
    'f*rry'
    """
    return _Lazy(source, flags)  # type: ignore[return-value]


class _Lazy:
    def __init__(self, source: str, flags: int) -> None:
        self._made = source, flags

    def __reduce__(self) -> tuple[object, ...]:
        return _Lazy, self._made

    def __getattr__(self, name: str) -> Any:
        """A method or attribute of the pattern, which is kept: the next time it is found at once."""
        found = getattr(re.compile(*self._made), name)
        self.__dict__[name] = found
        return found
