"""``cleantext`` and ``cleantext FILES``, the filter without an option: it starts without loading typer."""

from __future__ import annotations

import os
import sys

from cleantext.cli.choice import settings_from
from cleantext.cli.request import Request
from cleantext.cli.run import run
from cleantext.cli.talk import errors_told


def is_plain(arguments: list[str]) -> bool:
    """Whether the arguments are files alone, or nothing where stdin is no terminal.

    The name of a command is one, even where a file bears it.
    """
    if "_CLEANTEXT_COMPLETE" in os.environ:
        return False
    if not arguments:
        return sys.stdin is not None and not sys.stdin.isatty()
    return all(os.path.isfile(path) and path not in COMMANDS and path[0] != "-" for path in arguments)


COMMANDS = ("clean", "corpus", "explain", "init", "learn", "rules", "undo")


def plain(arguments: list[str]) -> int:
    """Clean the files, or stdin, to stdout, and return the exit code."""
    with errors_told():
        settings = settings_from()
        return run(Request(settings, tuple(arguments), include=settings.include, exclude=settings.exclude))
