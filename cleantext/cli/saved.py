"""``--save-patch``: the diff of what is written, on disk before it is written."""

from __future__ import annotations

import os
from pathlib import Path

from cleantext import files
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
            self._file = open(path, "xb")  # noqa: SIM115
        except FileExistsError:
            die(f"--save-patch: {path} is already there; left as it was")
        except OSError as error:
            die(f"--save-patch: {path} cannot be written: {error.strerror}")
        self._target = target

    def take(self, name: str, source: files.Source, cleaning: Cleaning, cleaner: Cleaner) -> None:
        begin = self._file.tell()
        try:
            for piece in unified(name, cleaning.before, cleaning.patch, source.encoding):
                self._file.write(piece)
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise files.FileError(f"the patch cannot be saved: {error.strerror}; left as it was") from None
        try:
            self._target.take(name, source, cleaning, cleaner)
        except files.FileError:
            self._file.seek(begin)
            self._file.truncate()
            raise

    def finish(self) -> None:
        self._file.close()
        self._target.finish()
