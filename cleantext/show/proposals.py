"""What was learned, for review: a table of the proposals, and one of them in full."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cleantext.learn.pack import why
from cleantext.learn.propose import Proposal, Site
from cleantext.show.marks import brief, escape, reveal

LINES = 12
"""Lines of one proposal that are shown."""


def table(screen: Console, site: Site) -> None:
    """The proposals for a site, a row each."""
    screen.print(Text(escape(f"{site.name}, {site.pages} pages"), "bold"))
    drawn = Table(box=None, pad_edge=False, header_style="bold", expand=True)
    for name in ("", "pages", "lines", "in a row"):
        drawn.add_column(name, justify="right", no_wrap=True)
    drawn.add_column("where", no_wrap=True)
    drawn.add_column("prose", justify="right", style="bold red", no_wrap=True)
    drawn.add_column("for example", overflow="ellipsis", no_wrap=True, ratio=1)
    for number, p in enumerate(site.proposals, 1):
        example = brief("\n".join(p.example), 200)
        cells = (str(number), f"{p.pages}/{p.of}", str(len(p.lines)), str(p.least), p.place, str(len(p.prose) or ""))
        drawn.add_row(*cells, Text(example))
    screen.print(drawn)


def proposal(screen: Console, found: Proposal) -> None:
    """One proposal: what was counted, and its lines; those that read as prose are marked."""
    screen.print(Text(escape(why(found)), "bold"))
    prose = set(found.prose)
    for line in _shown(found.lines, prose):
        screen.print(Text(f"  {'prose ' if line in prose else ''}", "bold red") + Text(reveal(line)))
    if len(found.lines) > LINES:
        screen.print(Text(f"  ... {len(found.lines) - LINES} more", "dim"))


def _shown(lines: Sequence[str], prose: set[str]) -> Sequence[str]:
    """The first lines, but all that read as prose before any other."""
    chosen = set(sorted(range(len(lines)), key=lambda i: (lines[i] not in prose, i))[:LINES])
    return [line for i, line in enumerate(lines) if i in chosen]
