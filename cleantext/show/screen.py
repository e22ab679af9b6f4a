"""The screen: a console that obeys no text, and the styles of a preview."""

from __future__ import annotations

from typing import IO

from rich.console import Console as Console

from cleantext.show.sides import Kind

OLD = {Kind.same: "red", Kind.near: "bold red", Kind.hit: "bold reverse red", Kind.gap: "dim"}
NEW = {Kind.same: "green", Kind.near: "bold green", Kind.hit: "bold reverse green", Kind.gap: "dim"}
CONTEXT = dict.fromkeys(Kind, "dim")
RULE, PLACE, NAME = "cyan", "dim", "bold"


def console(color: str, *, stderr: bool = False, file: IO[str] | None = None) -> Console:
    """A console that draws text as it is: no markup, no emoji codes, no highlighting.

    ``color``: always, never (no attribute at all), or auto, which leaves NO_COLOR and TERM to rich. What is written
    to ``file`` is drawn as for the terminal on stdout.
    """
    screen = Console(
        stderr=stderr,
        markup=False,
        emoji=False,
        highlight=False,
        force_terminal=True if color == "always" else None,
        color_system=None if color == "never" else "auto",
    )
    if file is not None:
        screen.file = file
    return screen


def styled(screen: Console) -> bool:
    """Whether the screen can draw bold and reverse."""
    return screen.color_system is not None
