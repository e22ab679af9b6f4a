"""A progress bar on stderr, for work that takes more than a moment."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from cleantext.typed import TypeVar

T = TypeVar("T")
MOMENT = 0.7
"""Seconds of work after which the bar appears."""


def progress(items: Iterable[T], count: int) -> Iterable[T]:
    """``count`` items, with a bar on a terminal's stderr once they take longer than MOMENT."""
    return _tracked(items, count) if count > 1 and _on_terminal() else items


def _on_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


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


@contextmanager
def counter(things: str, *, shown: bool) -> Iterator[Callable[[int], None]]:
    """Called with numbers of things done, draws on a terminal's stderr how many there are, and how many a second."""
    if not shown or not _on_terminal():
        yield lambda number: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    began = time.monotonic()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")
        done = 0

        def advance(number: int) -> None:
            nonlocal done
            done += number
            pace = done / max(time.monotonic() - began, 0.001)
            bar.update(task, description=f"{done:,} {things}, {pace:,.0f}/s")

        yield advance
