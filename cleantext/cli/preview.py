"""``--diff``: the patch of each file, drawn, in words or unified; through a pager where it is long."""

from __future__ import annotations

import sys

from cleantext import files
from cleantext.cleaner import Cleaner, Cleaning
from cleantext.cli.pager import Pager
from cleantext.cli.request import Look
from cleantext.cli.talk import die, leave_closed_pipe, put
from cleantext.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from cleantext.show.screen import Console


class Diff:
    """Off a terminal a unified diff is the file's bytes, for ``patch``; everything else is escaped."""

    def __init__(self, look: Look) -> None:
        if sys.stdout is None:
            die("stdout is closed")
        self._terminal = look.color == "always" or sys.stdout.isatty()
        self._format = look.format or ("rich" if self._terminal else "unified")
        self._look = look
        self._pager = Pager(wanted=look.pager)
        self._screen: Console | None = None

    def take(self, name: str, source: files.Source, cleaning: Cleaning, cleaner: Cleaner) -> None:
        if not cleaning.changed:
            return
        if self._format == "unified" and not self._terminal:
            from cleantext.show.unified import unified

            for piece in unified(name, cleaning.before, cleaning.patch, source.encoding):
                put(piece)
            return
        try:
            self._draw(name, source, cleaning)
        except BrokenPipeError:
            leave_closed_pipe()

    def _draw(self, name: str, source: files.Source, cleaning: Cleaning) -> None:
        from cleantext.show import coloured, diff, screen

        if self._screen is None:
            self._screen = screen.console(self._look.color, file=self._pager)  # type: ignore[arg-type]
        if self._format == "unified":
            coloured.draw(self._screen, name, cleaning.before, cleaning.patch, source.encoding)
        else:
            diff.draw(self._screen, name, cleaning.before, cleaning.patch, self._look.full, self._look.drawer)

    def finish(self) -> None:
        try:
            self._pager.close()
        except BrokenPipeError:
            leave_closed_pipe()
