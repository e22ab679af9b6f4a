"""What a run did, in a few lines or a table."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console
from rich.table import Table

from cleantext.show.marks import escape


def stats(screen: Console, counts: Mapping[str, int], whys: Mapping[str, str]) -> None:
    """A table of rules and how many edits each signed."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("edits", justify="right")
    table.add_column("rule", style="cyan", no_wrap=True)
    table.add_column("why")
    for rule, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        table.add_row(f"{count:,}", rule, escape(whys.get(rule, "")))
    screen.print(table)
