"""``--jsonl FIELD``: JSON lines from stdin or files to stdout, one field of each cleaned."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import nullcontext
from typing import IO

from cleantext import files
from cleantext.cli.inputs import STDIN
from cleantext.cli.talk import die, flush, put, say
from cleantext.corpus.job import Job
from cleantext.profiles import Settings


def filter_records(paths: Sequence[str], field: str, settings: Settings, *, live: bool) -> int:
    """Clean the records of stdin or of files, and return the exit code: 2 if one could not be read.

    ``live``: each record is brought to the reader at once.
    """
    from cleantext.corpus.filter import cleaned

    bad = 0
    for path in paths or [STDIN]:

        def say_bad(line: int, reason: str, path: str = path) -> None:
            nonlocal bad
            bad += 1
            say(f"{'stdin' if path == STDIN else path}:{line}: {reason}; passed on as it was")

        try:
            with nullcontext(_stdin()) if path == STDIN else open(path, "rb") as file:
                if path != STDIN:
                    files.refuse_device(file)
                for line in cleaned(file, Job(field, settings=settings), say_bad):
                    put(line)
                    if live:
                        flush()
        except files.FileError as error:
            bad += 1
            say(f"{path}: {error}")
        except OSError as error:
            bad += 1
            say(f"{path}: cannot be read: {error.strerror}")
    flush()
    return 2 if bad else 0


def _stdin() -> IO[bytes]:
    if sys.stdin is None:
        die("stdin is closed")
    return sys.stdin.buffer
