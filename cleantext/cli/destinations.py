"""Where a cleaning goes: stdout, the file itself, another file or folder, or a report about it."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path
from typing import Protocol

from cleantext import files
from cleantext.cleaner import Cleaner, Cleaning
from cleantext.cli.talk import leave_closed_pipe, put, say


class Destination(Protocol):
    """Takes one cleaning after the other; ``finish`` once all are done."""

    def take(self, name: str, source: files.Source, cleaning: Cleaning, cleaner: Cleaner) -> None: ...

    def finish(self) -> None: ...


class Stdout:
    """The cleaned texts, one behind the other."""

    def take(self, name: str, source: files.Source, cleaning: Cleaning, cleaner: Cleaner) -> None:
        put(files.encode(cleaning.text, source.encoding))

    def finish(self) -> None: ...


class InPlace:
    """The file it came from; one that is clean already is not touched."""

    def __init__(self, backup: str) -> None:
        self._backup = backup

    def take(self, name: str, source: files.Source, cleaning: Cleaning, cleaner: Cleaner) -> None:
        if cleaning.changed:
            files.rewrite(source, cleaning.text, self._backup)

    def finish(self) -> None: ...


class OneFile:
    """One file with all the cleaned texts; it is written when all are there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pieces: list[bytes] = []

    def take(self, name: str, source: files.Source, cleaning: Cleaning, cleaner: Cleaner) -> None:
        self._pieces.append(files.encode(cleaning.text, source.encoding))

    def finish(self) -> None:
        if self._pieces:
            try:
                files.write(self._path, b"".join(self._pieces))
            except files.FileError as error:
                raise files.FileError(f"{self._path}: {error}") from None


class Folder:
    """Files of the same relative names below a folder; one from outside the current folder keeps its bare name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._written: set[Path] = set()

    def take(self, name: str, source: files.Source, cleaning: Cleaning, cleaner: Cleaner) -> None:
        relative = os.path.relpath(name)
        target = self._folder / (Path(name).name if relative.startswith("..") else relative)
        if target in self._written:
            raise files.FileError(f"would overwrite {target}, written in this run")
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
            put(os.fsencode(name) + b"\n")

    def finish(self) -> None: ...


class Diff:
    """The patch: drawn on a terminal (or with ``--color always``), unified and byte for byte elsewhere."""

    def __init__(self, color: str) -> None:
        self._drawn = color == "always" or sys.stdout.isatty()
        self._color = color

    def take(self, name: str, source: files.Source, cleaning: Cleaning, cleaner: Cleaner) -> None:
        if not cleaning.changed:
            return
        if self._drawn:
            from cleantext.show import diff

            try:
                diff.draw(diff.console(self._color), name, cleaning.before, cleaning.patch)
            except BrokenPipeError:
                leave_closed_pipe()
            return
        from cleantext.show.unified import unified

        for piece in unified(name, cleaning.before, cleaning.patch, source.encoding):
            put(piece)

    def finish(self) -> None: ...


class Json:
    """One array, one object an edit."""

    def __init__(self) -> None:
        self._count = 0

    def take(self, name: str, source: files.Source, cleaning: Cleaning, cleaner: Cleaner) -> None:
        from cleantext.show.report import records

        for record in records(name, cleaning, {rule.id: rule.risk.name for rule in cleaner.rules}):
            put((b",\n" if self._count else b"[\n") + record)
            self._count += 1

    def finish(self) -> None:
        put(b"\n]\n" if self._count else b"[]\n")


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
        from cleantext.show import diff, summary

        summary.stats(diff.console(self._color, stderr=True), self._counts, self._whys)
