"""A progress bar on stderr, for work that takes more than a moment."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
MOMENT = 0.7
"""Seconds of work after which the bar appears."""


def progress(items: Iterable[T], count: int, *, shown: bool) -> Iterable[T]:
    """``count`` items, with a bar on a terminal's stderr once they take longer than MOMENT."""
    return _tracked(items, count) if shown and count > 1 and sys.stderr.isatty() else items


def _tracked(items: Iterable[T], count: int) -> Iterator[T]:
    began = time.monotonic()
    iterator = iter(items)
    done = 0
    for item in iterator:
        yield item
        done += 1
        if time.monotonic() - began > MOMENT:
            break
    if done == count:
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("cleaning", total=count, completed=done)
        for item in iterator:
            yield item
            bar.advance(task)
