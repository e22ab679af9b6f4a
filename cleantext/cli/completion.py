"""What the shell may complete: rule ids, families and profiles, with why they exist."""

from __future__ import annotations

import os
from collections.abc import Iterable
from glob import escape, glob

import typer


def rules(incomplete: str) -> list[tuple[str, str]]:
    """Families and rule ids; in a list with commas, the last of it."""
    from cleantext.shipped import shipped

    before, comma, word = incomplete.rpartition(",")
    ids = {blueprint.id: blueprint.why for blueprint in shipped()}
    families = {blueprint.family: "" for blueprint in shipped()}
    found = _starting({**families, **ids}.items(), word)
    return [(f"{before}{comma}{name}", why) for name, why in found]


def rule(incomplete: str) -> list[tuple[str, str]]:
    """Rule ids."""
    from cleantext.shipped import shipped

    return _starting(((blueprint.id, blueprint.why) for blueprint in shipped()), incomplete)


def profiles(incomplete: str) -> list[tuple[str, str]]:
    """Profiles."""
    from cleantext.profiles import profiles as known

    return _starting(((name, str(table.get("why", ""))) for name, table in known().items()), incomplete)


def risks(incomplete: str) -> list[tuple[str, str]]:
    """Levels of risk."""
    from cleantext.rule import Risk

    return _starting(((name, "") for name in Risk.__members__), incomplete)


def paths(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Files and folders; for the first word the commands too."""
    found = [(name + "/" * os.path.isdir(name), "") for name in glob(f"{escape(incomplete)}*")]
    if ctx.params.get("paths"):
        return sorted(found)
    commands = getattr(ctx.find_root().command, "commands", {})
    return _starting(((name, command.get_short_help_str()) for name, command in commands.items()), incomplete) + found


def _starting(names: Iterable[tuple[str, str]], word: str) -> list[tuple[str, str]]:
    return sorted((name, why) for name, why in names if name.startswith(word))
