"""What a run over records did, as tables on a screen."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table

from cleantext.corpus.totals import EDGES, Totals
from cleantext.show.marks import escape

RULES, LINES, REASONS = 20, 15, 10
"""Rows of the tables."""


def tables(screen: Console, totals: Totals) -> None:
    """Rules, removed lines, shares removed, slowest records, why records were left out; empty tables are not drawn."""
    _table(
        screen, ["edits", "records", "rule"],
        [(f"{n:,}", f"{totals.touched[rule]:,}", escape(rule)) for rule, n in totals.edits.most_common(RULES)],
        len(totals.edits) - RULES,
    )  # fmt: skip
    _table(screen, ["times", "removed line"], [(f"{n:,}", escape(line)) for line, n in totals.lines.most(LINES)])
    most = max(totals.shares, default=0) or 1
    _table(
        screen, ["records", "share of the text removed", ""],
        [(f"{n:,}", label, "█" * round(30 * n / most)) for label, n in shares(totals) if totals.changed],
    )  # fmt: skip
    _table(
        screen, ["ms", "characters", "slowest records"],
        [(f"{1000 * s:,.1f}", f"{size:,}", escape(f"{name}:{line}")) for s, name, line, size in totals.slowest[:5]],
    )  # fmt: skip
    _table(
        screen, ["records", "left out because"],
        [(f"{n:,}", escape(reason)) for reason, n in totals.reasons.most(REASONS)],
        len(totals.reasons.counts) - REASONS,
    )  # fmt: skip


def shares(totals: Totals) -> Iterator[tuple[str, int]]:
    """The classes of the share removed, and how many records are in each."""
    ends = [*EDGES[1:], 1.0]
    yield "nothing", totals.shares[0]
    for begin, end, count in zip(EDGES, ends, totals.shares[1:], strict=True):
        yield f"{100 * begin:.0f} to {100 * end:.0f} %", count


def sentence(totals: Totals) -> str:
    """The run in one line."""
    parts = [f"{totals.records:,} record{'s' * (totals.records != 1)}", f"{totals.changed:,} changed"]
    if totals.dropped:
        parts.append(f"{totals.dropped:,} dropped")
    if totals.rejected:
        parts.append(f"{totals.rejected:,} rejected")
    share = 100 * totals.removed / totals.characters if totals.characters else 0
    return ", ".join(parts) + f"; {share:.1f} % of the text removed"


def _table(screen: Console, heads: list[str], rows: list[tuple[str, ...]], more: int = 0) -> None:
    if not rows:
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in heads:
        number = head in ("edits", "records", "times", "ms", "characters")
        table.add_column(head, justify="right" if number else "left", overflow="fold")
    for row in rows:
        table.add_row(*row)
    screen.print(table)
    if more > 0:
        screen.print(f"... {more:,} more", style="dim")
    screen.print()
