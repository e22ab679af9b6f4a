"""JSON lines in, JSON lines out: the filter form, which keeps no state and has no side file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from cleantext.cleaner import Cleaner
from cleantext.corpus import jsonl
from cleantext.corpus.job import Job, Reject, Rejected
from cleantext.corpus.work import change, clean


def cleaned(lines: Iterable[bytes], job: Job, say: Callable[[int, str], None]) -> Iterator[bytes]:
    """Each line with its field cleaned; one that cannot be read is passed on as it is, and ``say`` hears of it.

    Dropped documents are left out, as a profile that drops asks. Lines count from 1.

    >>> list(cleaned([b'{"text": "It  rains."}\\n'], Job("text"), print))
    [b'{"text": "It rains."}\\n']
    """
    cleaner = Cleaner(settings=job.settings)
    for number, raw in enumerate(lines, 1):
        body = raw.removesuffix(b"\n")
        record = jsonl.read(body, job) if body.strip() else None
        if isinstance(record, Rejected):
            say(number, record.reason)
        if not isinstance(record, jsonl.Record):
            yield raw
            continue
        try:
            cleaning = clean(cleaner, record.text)
        except Reject as error:
            say(number, str(error))
            yield raw
            continue
        if not cleaning.drop:
            yield jsonl.splice(record, change(cleaning, job), job).encode() + raw[len(body) :]
