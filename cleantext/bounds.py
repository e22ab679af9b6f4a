"""What a user's pattern may cost: patterns come from packs, and packs from anybody.

A pattern is refused before it is compiled if it would grow beyond SIZE when its counted repeats are written out, or if
it calls itself; what it costs when it runs is bounded by TIME_LIMIT.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from cleantext.edits import Edit
from cleantext.errors import ConfigError, Overgrown, PatternTimeout
from cleantext.patterns import lazy
from cleantext.typed import Any

SIZE = 100_000
"""Signs of a pattern with its counted repeats written out: ``ab{3}`` has 4."""
TIME_LIMIT = 1.0
"""Seconds that one pattern may take on one document, or on one window of a long one."""

GROWTH = 32
"""Times its size that a text may grow to: one ligature of NFKC alone has 18 letters ..."""
GROWTH_FREE = 1 << 20
"""... and so many code points more: short texts may grow."""

TIME_LIMIT_ALL = 30.0
"""Seconds that all patterns of a user's packs may take on it together."""

_TOKEN = lazy(r"\\.|\[(?:\\.|\[:\^?\w+:\]|[^\]\\])(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]|\{(\d*)(?:,(\d*))?\}|.", re.S)
_CALL = lazy(r"\(\?(?:R|[+-]?\d+|&\w+|P>\w+)\)")


def refuse_costly(source: str, owner: str) -> None:
    """ConfigError for a pattern that would take too much memory to compile or to run.

    >>> refuse_costly("(?:a{300}){300}", "mine.toml, rule a.b")
    >>> refuse_costly("(?:(?:a{300}){300}){300}", "mine.toml, rule a.b")
    Traceback (most recent call last):
    cleantext.errors.ConfigError: mine.toml, rule a.b: pattern repeats too much (over 100,000 signs when written out)
    """
    if _CALL.search(source):
        raise ConfigError(f"{owner}: pattern calls itself, which is not allowed: {source!r:.200}")
    if written_out(source) > SIZE:
        raise ConfigError(f"{owner}: pattern repeats too much (over {SIZE:,} signs when written out)")


def written_out(source: str) -> int:
    """How many signs the pattern has when its counted repeats are written out; never too few.

    >>> written_out("ab{3}"), written_out("(?:ab){2,4}c")
    (4, 13)
    """
    sizes = [0]
    opened: list[int] = []
    last = 0
    for token in _TOKEN.finditer(source):
        sign = token[0]
        if sign == "(":
            opened.append(len(sizes))
            sizes.append(0)
            last = 0
        elif sign == ")" and opened:
            opened.pop()
            last = sizes.pop()
            sizes[-1] += last
        elif sign[0] == "{" and token[1] is not None and len(sign) > 2:
            count = max(int(part or 1) if len(part or "") < 9 else SIZE for part in (token[1], token[2]))
            sizes[-1] += last * (count - 1)
            last *= count
        elif sign not in "|*+?":
            last = 1
            sizes[-1] += 1
    return sum(sizes)


def refuse_overgrown(edits: Sequence[Edit], now: int, before: int) -> None:
    """Overgrown if the edits would make a text of ``now`` code points too long for one that had ``before``."""
    after = now + sum(len(new) - (end - start) for start, end, new, _ in edits)
    if after > GROWTH * before + GROWTH_FREE:
        rules = ", ".join(sorted({rule for edit in edits for rule in edit.rules}))
        raise Overgrown(
            f"rule {rules} would make the text grow from {before:,} to {after:,} code points; left as it was"
        )


_clocks: list[Any] = []
"""What each thread has spent on this document; empty until a user's pattern runs, which few do."""


def new_document() -> None:
    """From here on every pattern has its whole time again, in this thread."""
    if _clocks:
        _clocks[0].__dict__.clear()


def _clock() -> Any:
    if not _clocks:
        import threading

        _clocks.append(threading.local())
    clock = _clocks[0]
    if not clock.__dict__:
        clock.spent, clock.whole = {}, 0.0
    return clock


@contextmanager
def timed(source: str, owner: str) -> Iterator[float]:
    """The seconds that the pattern has left for this document; PatternTimeout when it has none or takes more."""
    pattern, clock = (owner, source), _clock()
    left = min(TIME_LIMIT - clock.spent.get(pattern, 0.0), TIME_LIMIT_ALL - clock.whole)
    began = time.thread_time()
    try:
        if left <= 0:
            raise TimeoutError
        yield left
    except TimeoutError:
        if clock.whole + TIME_LIMIT > TIME_LIMIT_ALL:
            raise PatternTimeout(f"{owner}: patterns took over {TIME_LIMIT_ALL:g} s together") from None
        raise PatternTimeout(f"{owner}: pattern took over {TIME_LIMIT:g} s: {source!r:.200}") from None
    except MemoryError:
        raise PatternTimeout(f"{owner}: pattern took all the memory that it may have: {source!r:.200}") from None
    finally:
        took = time.thread_time() - began
        clock.spent[pattern] = clock.spent.get(pattern, 0.0) + took
        clock.whole += took
