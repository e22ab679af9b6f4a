"""Where a cleaning goes: stdout, the file itself, another file or folder, or a report about it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator

from cleantext import files
from cleantext.cleaner import Cleaner, Cleaning
from cleantext.cli.talk import put, put_name, say, screen_on_stderr
from cleantext.typed import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path


class Destination(Protocol):
    """Takes one cleaning after the other; ``finish`` once all are done."""

    def take(self, name: str, source: files.Source, cleaning: Cleaning, cleaner: Cleaner) -> None: ...

    def finish(self) -> None: ...


def one_encoding(first: str, encoding: str) -> str:
    """The encoding of a stream that texts share; FileError for a text in another one."""
    if first and first != encoding:
        raise files.FileError(f"is {encoding}, but what stands before it is {first}; clean it on its own")
    return encoding


def is_among(path: str | Path, read_here: frozenset[tuple[int, int]]) -> bool:
    """Whether ``path`` is one of the files with these devices and inodes."""
    try:
        state = os.stat(path)
    except (OSError, ValueError):
        return False
    return (state.st_dev, state.st_ino) in read_here


class Stdout:
    """The cleaned texts, one behind the other."""

    def __init__(self) -> None:
        self._encoding = ""

    def take(self, name: str, source: files.Source, cleaning: Cleaning, cleaner: Cleaner) -> None:
        self._encoding = one_encoding(self._encoding, source.encoding)
        put(files.encode(cleaning.text, source.encoding))

    def finish(self) -> None: ...


class Spool:
    """Bytes in the order in which they came; what is more than HELD lies in a temporary file."""

    HELD = 8 << 20

    def __init__(self) -> None:
        from tempfile import SpooledTemporaryFile

        self._file = SpooledTemporaryFile(self.HELD)  # noqa: SIM115

    def add(self, data: bytes) -> None:
        """FileError where there is no room for it."""
        try:
            self._file.write(data)
        except OSError as error:
            raise files.FileError(f"cannot be kept in a temporary file: {error.strerror}") from None

    def pieces(self) -> Iterator[bytes]:
        self._file.seek(0)
        while piece := self._file.read(1 << 20):
            yield piece


class InPlace:
    """The file it came from; one that is clean already is not touched."""

    def __init__(self, backup: str) -> None:
        self._backup = backup
        self._spool: Spool | None = None
        self._changed = False

    def take(self, name: str, source: files.Source, cleaning: Cleaning, cleaner: Cleaner) -> None:
        first, last = cleaning.window.first, cleaning.window.last
        if not (first and last):
            self._take_window(source, cleaning, first, last)
        elif cleaning.changed:
            files.rewrite(source, cleaning.text, self._backup)
        else:
            from cleantext import atomic

            atomic.sweep(os.path.dirname(source.path) or ".")

    def _take_window(self, source: files.Source, cleaning: Cleaning, first: bool, last: bool) -> None:
        if first or self._spool is None:
            self._spool, self._changed = Spool(), False
        self._spool.add(files.encode(cleaning.text, source.encoding))
        self._changed = self._changed or cleaning.changed
        if last:
            spool, self._spool = self._spool, None
            if self._changed:
                files.rewrite_pieces(source, spool.pieces(), self._backup)

    def finish(self) -> None: ...


class OneFile:
    """One file with all the cleaned texts; it is written when all are there, and not if one is missing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._spool: Spool | None = None
        self._encoding = ""

    def take(self, name: str, source: files.Source, cleaning: Cleaning, cleaner: Cleaner) -> None:
        self._encoding = one_encoding(self._encoding, source.encoding)
        self._spool = self._spool or Spool()
        self._spool.add(files.encode(cleaning.text, source.encoding))

    def finish(self) -> None:
        if self._spool is not None:
            try:
                files.write_pieces(self._path, self._spool.pieces())
            except files.FileError as error:
                raise files.FileError(f"{self._path}: {error}") from None


class Folder:
    """Files of the same relative names below a folder; one from outside the current folder keeps its bare name.

    A file that is read in this run is never written over.
    """

    def __init__(self, folder: Path, read_here: frozenset[tuple[int, int]]) -> None:
        self._folder = folder
        self._read_here = read_here
        self._written: set[Path] = set()

    def take(self, name: str, source: files.Source, cleaning: Cleaning, cleaner: Cleaner) -> None:
        relative = os.path.relpath(name)
        target = self._folder / (os.path.basename(name) if relative.startswith("..") else relative)
        if target in self._written:
            raise files.FileError(f"would overwrite {target}, written in this run")
        if is_among(target, self._read_here):
            raise files.FileError(f"would overwrite {target}, which is read in this run; use -i")
        files.refuse_outside(target, self._folder)
        self._written.add(target)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise files.FileError(f"cannot make the folder {target.parent}: {error.strerror}") from None
        files.write(target, files.encode(cleaning.text, source.encoding))

    def finish(self) -> None: ...


class Names:
    """The names of the files that would change."""

    def __init__(self, *, beside_diff: bool) -> None:
        self._beside_diff = beside_diff

    def take(self, name: str, source: files.Source, cleaning: Cleaning, cleaner: Cleaner) -> None:
        if cleaning.changed and self._beside_diff:
            say(f"{name}: would change")
        elif cleaning.changed:
            put_name(name)

    def finish(self) -> None: ...


class Stats:
    """A table on stderr: how many edits each rule signed."""

    def __init__(self, color: str) -> None:
        self._color = color
        self._counts: Counter[str] = Counter()
        self._whys: dict[str, str] = {}

    def take(self, name: str, source: files.Source, cleaning: Cleaning, cleaner: Cleaner) -> None:
        self._counts.update(cleaning.stats)
        self._whys.update({rule.id: rule.why for rule in cleaner.rules if rule.id in cleaning.stats})

    def finish(self) -> None:
        from cleantext.show import summary

        summary.stats(screen_on_stderr(self._color), self._counts, self._whys)
