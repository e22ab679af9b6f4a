"""The program: its commands, the default one, and how errors end it."""

from __future__ import annotations

import os
from difflib import get_close_matches
from typing import Any

import typer
from typer.core import TyperGroup

from cleantext.cli import clean, corpus, explain, init, learn, rules, undo
from cleantext.cli.talk import die, errors_told

_OWN = ("--install-completion", "--show-completion")


class DefaultGroup(TyperGroup):
    """A group whose first command runs when no command is named; command names win over paths."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and not args[0].startswith(_OWN)):
            if args and not args[0].startswith("-") and not os.path.lexists(args[0]):
                near = get_close_matches(args[0], list(self.commands), 1)
                if near:
                    die(f"{args[0]}: no such file or command; did you mean {near[0]!r}?")
            args = ["clean", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=DefaultGroup,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("clean", epilog=clean.EPILOG)(clean.clean)
app.add_typer(rules.app, name="rules")
app.command("explain")(explain.explain)
app.command("corpus")(corpus.corpus)
app.command("learn")(learn.learn)
app.command("undo")(undo.undo)
app.command("init")(init.init)


def main() -> None:
    """Entry point; every error that a user can cause is one line and exit 2."""
    with errors_told():
        app(prog_name="cleantext")
