"""Options that several commands have in common: which rules run."""

from __future__ import annotations

from typing import Annotated

import typer

from cleantext.cli import completion

Profile = Annotated[
    str,
    typer.Option(metavar="NAME", autocompletion=completion.profiles, help="A named choice of rules (default: web)."),
]
Select = Annotated[
    list[str] | None,
    typer.Option(metavar="RULES", autocompletion=completion.rules, help="Run these rules or families only."),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(metavar="RULES", autocompletion=completion.rules, help="Leave these rules or families out."),
]
ExtendSelect = Annotated[
    list[str] | None, typer.Option(metavar="RULES", autocompletion=completion.rules, help="Run these as well.")
]
Risk = Annotated[
    str,
    typer.Option(metavar="LEVEL", autocompletion=completion.risks, help="Highest risk of rules: none, low or high."),
]
Config = Annotated[str, typer.Option(metavar="FILE", help="Use this config file.")]
Isolated = Annotated[bool, typer.Option("--isolated", help="Use no config file.")]
