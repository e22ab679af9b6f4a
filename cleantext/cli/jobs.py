"""Many files in several processes: handed out by size, their outcomes in order."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from cleantext.errors import CleantextError
from cleantext.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from cleantext.cli.work import Outcome, Work


WORTH = 256 << 10
"""Bytes of files under which one process is done before others have started."""
SHARES = 16
"""Batches that a process has on average: the last ones end at about the same time."""
WATCH = 0.5
"""Seconds between two looks of a worker at whether the first process still lives."""
AHEAD = 4
"""Batches for each process that may be done before their turn, where their texts are kept."""


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def wanted(asked: int, paths: Sequence[Path]) -> int:
    """How many processes to use: as many as asked for, or one for each core; one where there is little to do."""
    processes = min(asked or cores(), len(paths))
    return processes if processes > 1 and (asked or sum(map(_size, paths)) >= WORTH) else 1


def spread(work: Work, paths: Sequence[Path], count: int) -> Iterator[Outcome]:
    """The outcomes of ``work`` on the paths, in order. CleantextError if one of ``count`` processes is ended."""
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_all_start_methods, get_context

    from cleantext import processes

    batches = _batches(paths, count * SHARES)
    start = "fork" if "fork" in get_all_start_methods() else None
    order = range(len(batches)) if work.keeps else sorted(range(len(batches)), key=lambda i: -batches[i][0])
    most_ahead = count * AHEAD if work.keeps else len(batches)
    waiting = iter(order)
    pool = ProcessPoolExecutor(count, get_context(start), _begin, (work, os.getpid()))
    futures: dict[int, Future[list[Outcome]]] = {}
    try:
        for turn in range(len(batches)):
            while turn not in futures or len(futures) < most_ahead:
                number = next(waiting, None)
                if number is None:
                    break
                futures[number] = processes.submit(pool, _do, batches[number][1])
            yield from futures.pop(turn).result()
        pool.shutdown()
    except BrokenProcessPool:
        raise CleantextError("a worker process was ended; files not yet done are as they were (try --jobs 1)") from None
    except BaseException:
        processes.end(pool)
        raise


def _batches(paths: Sequence[Path], count: int) -> list[tuple[int, list[Path]]]:
    """Runs of paths of about the same size each, with that size."""
    sizes = [max(1, _size(path)) for path in paths]
    share = max(1, sum(sizes) // count)
    batches: list[tuple[int, list[Path]]] = []
    for path, size in zip(paths, sizes, strict=True):
        if not batches or batches[-1][0] >= share:
            batches.append((0, []))
        held, batch = batches[-1]
        batch.append(path)
        batches[-1] = held + size, batch
    return batches


def _size(path: Path) -> int:
    try:
        return os.stat(path).st_size
    except (OSError, ValueError):
        return 0


_work: list[Work] = []
_busy = False
"""Whether this process has files in hand."""


def _begin(work: Work, parent: int) -> None:
    """In a new process: where the first process is gone nothing is left to do."""
    import signal
    from threading import Thread

    signal.signal(signal.SIGTERM, _leave)
    Thread(target=_watch, args=(parent,), daemon=True).start()
    _work[:] = [work]


def _leave(*_: object) -> None:
    """End at once, but let the file in hand take its temporary one away."""
    if not _busy:
        os._exit(1)
    raise SystemExit(1)


def _watch(parent: int) -> None:
    import signal
    import time

    while os.getppid() == parent:
        time.sleep(WATCH)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(WATCH)
    os._exit(1)


def _do(paths: list[Path]) -> list[Outcome]:
    global _busy
    _busy = True
    try:
        return [_work[0](path) for path in paths]
    except SystemExit:
        os._exit(1)
    finally:
        _busy = False
