"""What a run over records did, as one page of HTML that needs no other file and runs no script: charts in SVG.

Bars are as long as their numbers, which stand beside them and in ``data-value``.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape as quoted
from importlib.resources import files

from cleantext.corpus.totals import Totals
from cleantext.show.marks import escape
from cleantext.show.totals import sentence, shares

BARS = 40
"""Bars of one chart."""
_WIDTH, _LABEL, _NUMBER, _ROW = 900, 340, 170, 22
_LONGEST = 46
"""Characters of a label that are drawn; the whole of it is its tooltip."""

_Bar = tuple[str, float, str]
"""A label, a value, and the words beside its bar."""


def page(totals: Totals) -> str:
    """The whole page."""
    touched = totals.touched
    charts = [
        _chart(
            "rules", "Edits of each rule", "and the records that it changed",
            [(rule, n, f"{n:,} in {touched[rule]:,} records") for rule, n in totals.edits.most_common(BARS)],
        ),
        _chart(
            "shares", "Share of the text removed", "records in each class",
            [(label, n, f"{n:,}") for label, n in shares(totals)],
        ),
        _chart(
            "lines", "Removed lines", _bound(totals.lines.missing),
            [(line, n, f"{n:,}") for line, n in totals.lines.most(BARS)],
        ),
        _chart(
            "slowest", "Slowest records", "CPU milliseconds, with their characters",
            [(f"{name}:{line}", s * 1000, f"{s * 1000:,.1f} ms, {size:,}") for s, name, line, size in totals.slowest],
        ),
        _chart(
            "reasons", "Records left out", _bound(totals.reasons.missing),
            [(reason, n, f"{n:,}") for reason, n in totals.reasons.most(BARS)],
        ),
    ]  # fmt: skip
    parts = {"sentence": quoted(sentence(totals)), "charts": "".join(charts)}
    pieces = (files("cleantext.show") / "totals.html").read_text("utf-8").split("%%")
    return "".join(parts[piece] if i % 2 else piece for i, piece in enumerate(pieces))


def _chart(name: str, title: str, note: str, bars: Sequence[_Bar]) -> str:
    if not bars:
        return ""
    most = max(value for _, value, _ in bars) or 1
    room = _WIDTH - _LABEL - _NUMBER
    rows = "".join(_row(i * _ROW, room / most, *bar) for i, bar in enumerate(bars))
    return (
        f'<section id="{name}"><h2>{title}</h2><p>{note}</p>\n<svg viewBox="0 0 {_WIDTH} {len(bars) * _ROW}" '
        f'role="img" aria-label="{title}">\n{rows}</svg></section>\n'
    )


def _row(top: int, scale: float, label: str, value: float, words: str) -> str:
    drawn = escape(label)
    short = drawn if len(drawn) <= _LONGEST else drawn[: _LONGEST - 1] + "…"
    length = value * scale
    return (
        f'<g data-value="{value:.12g}"><title>{quoted(drawn)}</title>'
        f'<text class="label" x="{_LABEL - 8}" y="{top + 15}" text-anchor="end">{quoted(short)}</text>'
        f'<rect x="{_LABEL}" y="{top + 4}" width="{length:.3f}" height="{_ROW - 8}" rx="2"/>'
        f'<text class="note" x="{_LABEL + length + 6:.1f}" y="{top + 15}">{quoted(words)}</text></g>\n'
    )


def _bound(missing: int) -> str:
    return f"each count may be up to {missing:,} too low" if missing else "every one counted"
