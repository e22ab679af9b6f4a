"""What a worker does: the records of a batch parsed, cleaned and written, and those that cannot be set aside."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cleantext.cleaner import Cleaner, Cleaning
from cleantext.corpus.formats import MODULES
from cleantext.corpus.job import Batch, Change, Job, Reject, Rejected
from cleantext.corpus.totals import Totals
from cleantext.errors import CleantextError

CLEANERS = 128
"""Cleaners with a site's pack that a worker holds, of 0.8 MB each; one more takes 6 ms to compile (one machine)."""


@dataclass
class Result:
    """Bytes for the shard, lines for its side file, and the counts of both."""

    data: bytes
    aside: bytes
    totals: Totals


class Worker:
    """Cleans batches; holds the compiled rules."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._cleaner = Cleaner(settings=job.settings)
        self._with_pack = lru_cache(CLEANERS)(self._compiled)

    def _cleaner_of(self, site: str) -> Cleaner:
        pack = self._job.packs.paths.get(site)
        return self._with_pack(pack) if pack else self._cleaner

    def _compiled(self, pack: str) -> Cleaner:
        settings = self._job.settings
        return Cleaner(settings=settings._replace(packs=(*settings.packs, pack)))

    def work(self, batch: Batch) -> Result:
        totals = Totals()
        aside: list[bytes] = []
        kept: list[tuple[Any, Change]] = []
        module = MODULES[batch.format]
        for line, record in module.records(batch, self._job):
            reason = dropped = ""
            if isinstance(record, Rejected):
                reason = record.reason
            else:
                cleaner = self._cleaner_of(record.site)
                began = time.thread_time()
                try:
                    cleaning = clean(cleaner, record.text)
                except Reject as error:
                    reason = str(error)
                else:
                    dropped = cleaning.drop or ""
                    if not dropped:
                        totals.count(cleaning, time.thread_time() - began, batch.source, line)
                        kept.append((record, change(cleaning, self._job)))
            if reason or dropped:
                totals.leave_out(reason or dropped, bool(dropped))
                aside.append(entry(batch.source, line, reason or f"dropped: {dropped}", record.raw))
        return Result(module.write(kept, batch, self._job), b"".join(aside), totals)


def clean(cleaner: Cleaner, text: str) -> Cleaning:
    """The cleaning of one text. Reject where it fails, whatever for: one record must not end a long run."""
    try:
        cleaning = cleaner.clean(text)
    except CleantextError as error:
        raise Reject(str(error)) from None
    except Exception as error:
        raise Reject(f"could not be cleaned: {type(error).__name__}: {error}") from error
    try:
        cleaning.text.encode()
    except UnicodeEncodeError as error:
        raise Reject(f"holds a lone surrogate, U+{ord(cleaning.text[error.start]):04X}") from None
    return cleaning


def change(cleaning: Cleaning, job: Job) -> Change:
    """What becomes of the record: its text, and the fields that the job adds."""
    added: list[str | dict[str, int]] = []
    if job.keep_original:
        added.append(cleaning.before)
    if job.stats_field:
        added.append(cleaning.stats)
    return Change(cleaning.text, tuple(added))


def entry(source: str, line: int, reason: str, raw: str) -> bytes:
    """A line of the side file; bytes that are no UTF-8 stand in it as escaped lone surrogates (PEP 383)."""
    entry = {"source": source, "line": line, "reason": reason, "record": raw}
    try:
        return json.dumps(entry, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(entry).encode() + b"\n"
