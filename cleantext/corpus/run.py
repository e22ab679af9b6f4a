"""A run: shards in order, batches to workers and back in order, one failing shard stopping no other."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import wait
from pathlib import Path

from cleantext import processes
from cleantext.corpus import formats
from cleantext.corpus.job import Batch, CorpusError, Job
from cleantext.corpus.shard import Shard
from cleantext.corpus.totals import Totals
from cleantext.corpus.work import Result, Worker
from cleantext.errors import CleantextError

AHEAD = 3
"""Batches that wait for each worker."""

_Submit = Callable[[Batch], Callable[[], Result]]
_END = "end"
_Step = tuple[Shard, Batch | CleantextError | str, Callable[[], Result] | None]


def run(
    job: Job,
    pairs: Sequence[tuple[Path, Path]],
    workers: int,
    fail: Callable[[Path, CleantextError], None],
    advance: Callable[[int], None] = lambda records: None,
) -> Totals:
    """Make each second path of ``pairs`` of the first, with so many processes, and return the sums over all.

    Shards that an earlier run finished are counted and skipped; one that it began is taken up. ``fail`` hears of each
    shard that cannot be made, ``advance`` of each number of records done. Memory is bounded by the largest record
    and AHEAD batches a worker, not by the number of records.
    """
    totals = Totals()
    failed: set[Shard] = set()
    opened: set[Shard] = set()

    def settle(step: _Step) -> None:
        shard, what, result = step
        if shard in failed:
            return
        try:
            if isinstance(what, Batch):
                assert result is not None
                done = result()
                shard.append(what, done)
                advance(done.totals.records)
            elif isinstance(what, CleantextError):
                shard.discard()
                raise what
            else:
                shard.finish()
                totals.merge(shard.totals)
                opened.discard(shard)
        except BrokenProcessPool:
            raise
        except Exception as error:  # one shard must not end a long run, whatever is wrong with it
            failed.add(shard)
            shard.close()
            fail(shard.source, error if isinstance(error, CleantextError) else _unforeseen(what, error))

    waiting: deque[_Step] = deque()
    try:
        with _team(job, workers) as submit:
            for source, target in pairs:
                shard = Shard(source, target, job)
                try:
                    fresh = shard.open()
                except CleantextError as error:
                    fail(source, error)
                    continue
                if not fresh:
                    totals.merge(shard.totals)
                    advance(shard.totals.records)
                    continue
                opened.add(shard)
                for what in _steps(shard, job):
                    if shard in failed:
                        break
                    waiting.append((shard, what, submit(what) if isinstance(what, Batch) else None))
                    while len(waiting) > AHEAD * workers:
                        settle(waiting.popleft())
            while waiting:
                settle(waiting.popleft())
    finally:
        for shard in opened:
            shard.close()
    return totals


def _steps(shard: Shard, job: Job) -> Iterator[Batch | CleantextError | str]:
    offset, line = shard.place
    try:
        yield from formats.batches(shard.source, job, offset, line)
    except CleantextError as error:
        yield error
    else:
        yield _END


def _unforeseen(what: object, error: Exception) -> CorpusError:
    place = f" (in the batch at line {what.line})" if isinstance(what, Batch) else ""
    return CorpusError(f"failed{place}: {type(error).__name__}: {str(error).partition(chr(10))[0]}")


@contextmanager
def _team(job: Job, workers: int) -> Iterator[_Submit]:
    """A way to have a batch cleaned: here and now for one worker, else in processes of their own."""
    if workers == 1:
        worker = Worker(job)
        yield lambda batch: lambda: worker.work(batch)
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, context, _begin, (job,))
    try:
        yield lambda batch: processes.submit(pool, _work, batch).result
        pool.shutdown()
    except BaseException as error:
        processes.end(pool)
        if isinstance(error, BrokenProcessPool):
            raise CorpusError("a worker died, perhaps for want of memory; run again to go on") from None
        raise


_worker: Worker


def _begin(job: Job) -> None:
    """Set up a worker process; it ends when its parent does, however that ends."""
    global _worker
    threading.Thread(target=_follow_parent, daemon=True).start()
    _worker = Worker(job)


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)


def _work(batch: Batch) -> Result:
    return _worker.work(batch)
