"""Reports instead of texts: JSON, workflow commands of GitHub, SARIF, a page of HTML."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from cleantext import files
from cleantext.cleaner import Cleaner, Cleaning
from cleantext.cli.destinations import Destination
from cleantext.cli.talk import put
from cleantext.rule import Rule

if TYPE_CHECKING:
    from cleantext.show.html import Section


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


class Github:
    """One workflow command an edit; GitHub shows ten a step and kind."""

    def take(self, name: str, source: files.Source, cleaning: Cleaning, cleaner: Cleaner) -> None:
        from cleantext.show.annotations import commands

        for command in commands(os.path.relpath(name), cleaning, {rule.id: rule.why for rule in cleaner.rules}):
            put(command)

    def finish(self) -> None: ...


class Sarif:
    """One run for all files."""

    def __init__(self) -> None:
        self._rules: dict[str, Rule] = {}
        self._count = 0

    def take(self, name: str, source: files.Source, cleaning: Cleaning, cleaner: Cleaner) -> None:
        from cleantext.show import sarif

        self._rules |= {rule.id: rule for rule in cleaner.rules}
        for result in sarif.results(name, cleaning, cleaner.rules):
            put(((",\n" if self._count else sarif.head() + "\n") + result).encode())
            self._count += 1

    def finish(self) -> None:
        from cleantext.show import sarif

        put(((f"{sarif.head()}\n" if not self._count else "\n") + sarif.tail(list(self._rules.values()))).encode())


class Html:
    """One page that needs no other file, written when all are there."""

    def __init__(self, path: Path, *, full: bool) -> None:
        self._path = path
        self._full = full
        self._sections: list[Section] = []
        self._rules: dict[str, Rule] = {}

    def take(self, name: str, source: files.Source, cleaning: Cleaning, cleaner: Cleaner) -> None:
        from cleantext.show import html

        self._rules |= {rule.id: rule for rule in cleaner.rules}
        if cleaning.changed:
            self._sections.append(html.Section(name, cleaning, self._full))

    def finish(self) -> None:
        from cleantext.show import html

        try:
            files.write(self._path, html.page(self._sections, list(self._rules.values())).encode())
        except files.FileError as error:
            raise files.FileError(f"{self._path}: {error}") from None


def report(form: str) -> Destination:
    """The destination for an ``--output-format``."""
    forms: dict[str, type[Json] | type[Github] | type[Sarif]] = {"json": Json, "github": Github, "sarif": Sarif}
    return forms[form]()
