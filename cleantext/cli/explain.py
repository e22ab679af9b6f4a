"""``cleantext explain``: which rules would change a line, and why."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated

import typer

from cleantext import files
from cleantext.cleaner import Cleaner
from cleantext.cli import options
from cleantext.cli.choice import settings_from
from cleantext.cli.talk import die, flush, put
from cleantext.errors import CleantextError


def explain(
    place: Annotated[str, typer.Argument(metavar="FILE[:LINE]", help="A file, or one line of it (from 1).")],
    profile: options.Profile = "",
    extend_select: options.ExtendSelect = None,
    risk: options.Risk = "",
    config: options.Config = "",
    encoding: Annotated[str, typer.Option(metavar="NAME", help="Read this encoding.")] = "",
) -> None:
    """Which rules would change FILE, or one line of it, and why; what rules of higher risk would add."""
    from cleantext.show import explanation

    path, line = _place(place)
    settings = settings_from(profile=profile, extend_select=extend_select or [], risk=risk, config=config)
    settings = settings.for_file(str(path))
    try:
        source = files.read(Path(path), encoding or None)
    except CleantextError as error:
        die(f"{path}: {error}")
    count = source.text.count("\n") + (not source.text.endswith("\n"))
    if line is not None and not 1 <= line <= count:
        die(f"{path} has {count} lines; there is no line {line}")
    cleaner = Cleaner(settings=settings)
    for row in explanation.rows(path, line, cleaner, cleaner.clean(source.text)):
        put(row.encode("utf-8", "backslashreplace") + b"\n")
    flush()


def _place(place: str) -> tuple[str, int | None]:
    found = re.fullmatch(r"(.+):(\d+)", place, re.S)
    return (found[1], int(found[2])) if found and not os.path.lexists(place) else (place, None)
