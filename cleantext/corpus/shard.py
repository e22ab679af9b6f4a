"""One output file while it is made: a part beside it, a side file, and a journal of how far they are.

The journal says how many bytes of the part and of the side file count, and where in the input they end. A run that was
killed at any instant is taken up there: what was written behind is cut off and made again. The finished file gets its
name when it lies on the disk whole.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, NoReturn

from cleantext import atomic, files
from cleantext.corpus import formats
from cleantext.corpus.job import Batch, CorpusError, Job
from cleantext.corpus.shards import REJECTED
from cleantext.corpus.totals import Totals
from cleantext.corpus.work import Result
from cleantext.errors import FileError

COMMIT = 1.0
"""Seconds between two entries in the journal."""


@dataclass
class _State:
    """``stage`` is open, whole (all records are in the part) or done (the file has its name and ``size`` in bytes)."""

    fingerprint: str
    stage: str = "open"
    offset: int = 0
    line: int = 1
    written: int = 0
    aside: int = 0
    size: int = 0


class Shard:
    """Makes ``target`` of ``source``. CorpusError says in one line what is wrong."""

    def __init__(self, source: Path, target: Path, job: Job) -> None:
        self.source = source
        self.target = target
        self.aside = target.with_name(target.name + REJECTED)
        self.totals = Totals()
        self._job = job
        self._part = target.with_name(f".{target.name}.part")
        self._aside_part = target.with_name(f".{target.name}.rejected.part")
        self._journal = target.with_name(f".{target.name}.journal")
        self._state = _State("")
        self._committed = 0.0
        self._file: IO[bytes] | None = None
        self._aside_file: IO[bytes] | None = None

    @property
    def place(self) -> tuple[int, int]:
        """Where the next batch begins: offset and line."""
        return self._state.offset, self._state.line

    def open(self) -> bool:
        """Take up what an earlier run left, or begin; False if nothing is left to do."""
        try:
            return self._open()
        except OSError as error:
            self._shut()
            raise CorpusError(f"{error.filename or self.target}: {error.strerror}") from None
        except BaseException:
            self._shut()
            raise

    def _open(self) -> bool:
        fingerprint = self._job.fingerprint(self.source)
        self.target.parent.mkdir(parents=True, exist_ok=True)
        self._file = _opened(self._part, os.O_APPEND)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CorpusError("is being written by another run") from None
        state = self._read(fingerprint)
        if state is None or (state.stage == "done" and not self.target.exists()):
            for path in (self.target, self.aside):
                if path.exists():
                    self._refuse(
                        f"{path.name} is there already and is not what this run would make (rules, options or input "
                        "differ); move it away"
                    )
            state, self.totals = _State(fingerprint), Totals()
        self._state = state
        whole = self._part.stat().st_size >= state.written
        if state.stage == "done" or (state.stage == "whole" and not whole and self.target.exists()):
            self._compare()
            self._end()
            return False
        self._aside_file = _opened(self._aside_part, os.O_APPEND)
        if state.stage == "whole" and whole:
            self._file.truncate(state.written)
            self.finish()
            return False
        if not whole or self._aside_part.stat().st_size < state.aside:
            self._state, self.totals = _State(fingerprint), Totals()
        self._write()
        self._file.truncate(self._state.written)
        self._aside_file.truncate(self._state.aside)
        self._commit()
        return True

    def _compare(self) -> None:
        """CorpusError unless what was made is as long as it was when it got its name."""
        size = self._state.size if self._state.stage == "done" else self._state.written
        for path, left in ((self.target, size), (self.aside, self._state.aside)):
            if left != (path.stat().st_size if path.exists() else 0):
                self._refuse(f"{path.name} is not as it was left (its size differs); move away what was made")

    def _refuse(self, why: str) -> NoReturn:
        self._part.unlink()
        raise CorpusError(why)

    def append(self, batch: Batch, result: Result) -> None:
        """Add the records of the batch that begins at ``place``."""
        assert self._file is not None
        assert self._aside_file is not None
        try:
            self._file.write(result.data)
            self._aside_file.write(result.aside)
        except OSError as error:
            raise CorpusError(f"cannot be written: {error.strerror}; run again to go on") from None
        self.totals.merge(result.totals)
        state = self._state
        state.offset, state.line = batch.offset, batch.next_line
        state.written += len(result.data)
        state.aside += len(result.aside)
        if time.monotonic() - self._committed >= COMMIT:
            self._commit()

    def finish(self) -> None:
        """Give the file its name, all records being there."""
        assert self._file is not None
        try:
            if self._state.stage == "open":
                self._commit()
                self._state.stage = "whole"
                self._write()
            if self._state.aside and self._aside_part.stat().st_size:
                os.replace(self._aside_part, self.aside)
            if formats.is_plain(self.target):
                os.replace(self._part, self.target)
            else:
                self._pack()
            atomic.flush(self.target.parent)
            self._end()
        except (OSError, FileError) as error:
            raise CorpusError(
                f"cannot be written: {getattr(error, 'strerror', None) or error}; run again to go on"
            ) from None

    def close(self) -> None:
        """Keep what is there for the next run."""
        if self._file is not None and self._aside_file is not None and not self._file.closed:
            with suppress(CorpusError):
                self._commit()
        self._shut()

    def discard(self) -> None:
        """Leave nothing: the input cannot be read to its end."""
        self._shut()
        for path in (self._journal, self._part, self._aside_part):
            path.unlink(missing_ok=True)

    def _pack(self) -> None:
        packed = self.target.with_name(f".{self.target.name}.packed")
        with _opened(packed, os.O_TRUNC) as out:
            formats.finish(self._part, self.source, out, self.target, self._job)
            out.flush()
            os.fsync(out.fileno())
        os.replace(packed, self.target)

    def _end(self) -> None:
        if self._state.stage != "done":
            self._state.size = self.target.stat().st_size
            self._state.stage = "done"
            self._write()
        self._shut()
        for path in (self._part, self._aside_part):
            path.unlink(missing_ok=True)

    def _shut(self) -> None:
        for file in (self._file, self._aside_file):
            if file is not None:
                with suppress(OSError):
                    file.close()

    def _commit(self) -> None:
        """Bring the parts to the disk, then say in the journal how far they are."""
        try:
            for file in (self._aside_file, self._file):
                if file is not None:
                    file.flush()
                    os.fsync(file.fileno())
            self._write()
        except OSError as error:
            raise CorpusError(f"cannot be written: {error.strerror}; run again to go on") from None
        self._committed = time.monotonic()

    def _write(self) -> None:
        entry = {**asdict(self._state), "totals": self.totals.as_json()}
        fresh = self._journal.with_name(f"{self._journal.name}.new")
        with _opened(fresh, os.O_TRUNC) as out:
            out.write(json.dumps(entry).encode())
            out.flush()
            os.fsync(out.fileno())
        os.replace(fresh, self._journal)
        atomic.flush(self._journal.parent)

    def _read(self, fingerprint: str) -> _State | None:
        try:
            entry = json.loads(files.kept(self._journal))
            totals = Totals.from_json(entry.pop("totals"))
            state = _State(**entry)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None
        if state.fingerprint != fingerprint:
            return None
        self.totals = totals
        return state


def _opened(path: Path, how: int) -> IO[bytes]:
    """A file of the run's own. OSError where a link or a pipe has its name, which would lead elsewhere."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | how, 0o666)
    return open(handle, "ab" if how == os.O_APPEND else "wb")
