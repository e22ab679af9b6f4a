"""JSON lines in, JSON lines out: the filter form, which keeps no state and has no side file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO

from cleantext.cleaner import Cleaner
from cleantext.corpus import jsonl
from cleantext.corpus.job import Job, Reject, Rejected
from cleantext.corpus.work import change, clean

_PIECE = 1 << 20


def cleaned(file: IO[bytes], job: Job, say: Callable[[int, str], None]) -> Iterator[bytes]:
    """Each line with its field cleaned; one that cannot be read is passed on as it is, and ``say`` hears of it.

    So is one of more than LONGEST bytes, in pieces. Dropped documents are left out, as a profile that drops asks. Lines
    count from 1.

    >>> import io
    >>> list(cleaned(io.BytesIO(b'{"text": "It  rains."}\\n'), Job("text"), print))
    [b'{"text": "It rains."}\\n']
    """
    cleaner = Cleaner(settings=job.settings)
    number = 0
    while raw := file.readline(jsonl.LONGEST + 1):
        number += 1
        if len(raw) > jsonl.LONGEST and not raw.endswith(b"\n"):
            say(number, jsonl.TOO_LONG.format(jsonl.LONGEST >> 20))
            yield raw
            while not raw.endswith(b"\n") and (raw := file.readline(_PIECE)):
                yield raw
            continue
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
