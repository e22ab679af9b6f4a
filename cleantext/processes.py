"""Worker processes that Ctrl-C does not reach, and that can be ended whatever they do or wait for."""

from __future__ import annotations

import signal
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")
NOTICE = 2.0
"""Seconds in which the pool's own thread notices that its workers have gone."""
GRACE = 5.0
"""Seconds that a worker has to take its temporary file away before it is killed."""


def submit(pool: ProcessPoolExecutor, do: Callable[..., T], *args: Any) -> Future[T]:
    """``pool.submit``; a process that starts for it has Ctrl-C blocked from its first instruction on.

    A terminal sends Ctrl-C to all processes at once, and it is for the first one to decide what happens.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return pool.submit(do, *args)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end(pool: ProcessPoolExecutor) -> None:
    """End the workers now and the pool with them, where a run ends; no further Ctrl-C comes between, or later.

    A worker that ends while it sends or receives leaves the pool's threads waiting for the rest of a message. If they
    do not end by themselves, the ends of the pipes that only workers use are closed here too, so that these threads see
    that nobody is left; a thread that is about to end closes them itself.
    """
    with suppress(ValueError):  # only the main thread hears of Ctrl-C, and only it may say so
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    processes = list((getattr(pool, "_processes", None) or {}).values())
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(GRACE)
        process.kill()
    manager = getattr(pool, "_executor_manager_thread", None)
    if manager is not None:
        manager.join(NOTICE)
    if manager is None or manager.is_alive():
        for queue, pipe in (("_result_queue", "_writer"), ("_call_queue", "_reader")):
            with suppress(AttributeError, OSError):
                getattr(getattr(pool, queue), pipe).close()
    pool.shutdown(wait=True, cancel_futures=True)
