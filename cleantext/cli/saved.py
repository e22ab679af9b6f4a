"""``--save-patch``: the diff of what is written, on disk before it is written."""

from __future__ import annotations

import os
from pathlib import Path

from cleantext import atomic, files
from cleantext.cleaner import Cleaner, Cleaning
from cleantext.cli.destinations import Destination
from cleantext.cli.talk import die
from cleantext.show.unified import unified


class Saved:
    """Writes the diff of each cleaning to a new file, then brings the cleaning to ``target``.

    A file that could not be written leaves no trace in the diff. The diff is what ``cleantext undo``, ``patch`` and
    ``patch -R`` take.
    """

    def __init__(self, path: Path, target: Destination) -> None:
        try:
            self._file = open(path, "xb", buffering=0)  # noqa: SIM115
        except FileExistsError:
            die(f"--save-patch: {path} is already there; left as it was")
        except OSError as error:
            die(f"--save-patch: {path} cannot be written: {error.strerror}")
        try:
            atomic.flush(path.parent)
        except (OSError, files.FileError) as error:
            path.unlink()
            die(f"--save-patch: {path} cannot be written: {error}")
        self._path = path
        self._target = target

    def take(self, name: str, source: files.Source, cleaning: Cleaning, cleaner: Cleaner) -> None:
        begin = self._file.tell()
        try:
            left = memoryview(b"".join(unified(name, cleaning.before, cleaning.patch, source.encoding)))
            while left:
                left = left[self._file.write(left) :]
            os.fsync(self._file.fileno())
        except OSError as error:
            self._back(begin)
            raise files.FileError(f"the patch cannot be saved: {error.strerror}; left as it was") from None
        try:
            self._target.take(name, source, cleaning, cleaner)
        except atomic.Unconfirmed:
            raise
        except files.FileError:
            self._back(begin)
            raise

    def _back(self, begin: int) -> None:
        """Forget what stands behind ``begin``; where that fails, nothing more is saved or written."""
        try:
            self._file.seek(begin)
            self._file.truncate()
        except OSError as error:
            die(f"--save-patch: {self._path} cannot be written: {error.strerror}; stopped")

    def finish(self) -> None:
        self._file.close()
        self._target.finish()
