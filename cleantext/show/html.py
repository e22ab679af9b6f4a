"""Cleanings as one page of HTML that needs no other file: hunks side by side, a chart of rules that filters them.

Every text is escaped; the script only shows and hides. Keys: j and k go to the next and the previous hunk, / to the
rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape as quoted
from importlib.resources import files

from cleantext.cleaner import Cleaning
from cleantext.edits import Edit, Hunk
from cleantext.rule import Rule
from cleantext.show import sides
from cleantext.show.columns import Shown, paired
from cleantext.show.elide import folded, shortened
from cleantext.show.marks import escape, reveal, touched
from cleantext.show.sides import Kind

_TAGS = {Kind.hit: "mark", Kind.near: "b", Kind.same: "", Kind.gap: "i"}


class Section:
    """The hunks of one file, drawn, and how many edits each rule signed."""

    def __init__(self, name: str, cleaning: Cleaning, full: bool) -> None:
        self.counts: Counter[str] = Counter(cleaning.stats)
        self.edits = len(cleaning.patch)
        hunks = "".join(_hunks(cleaning, full))
        self.html = f"<section><h2>{_text(escape(name))} <small>{_edits(self.edits)}</small></h2>{hunks}</section>\n"


def page(sections: Sequence[Section], rules: Sequence[Rule]) -> str:
    """The whole page."""
    counts: Counter[str] = Counter()
    for section in sections:
        counts.update(section.counts)
    whys = {rule.id: rule for rule in rules}
    most = max(counts.values(), default=1)
    chart = "".join(
        _bar(rule, count, most, whys[rule].why if rule in whys else "")
        for rule, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )
    total = f"{_edits(sum(section.edits for section in sections))} in {len(sections)} file{'s' * (len(sections) != 1)}"
    template = (files("cleantext.show") / "page.html").read_text("utf-8")
    parts = {"total": total, "chart": chart, "sections": "".join(section.html for section in sections)}
    pieces = template.split("%%")
    return "".join(parts[piece] if i % 2 else piece for i, piece in enumerate(pieces))


def _hunks(cleaning: Cleaning, full: bool) -> Iterator[str]:
    for hunk in cleaning.patch.hunks(cleaning.before):
        edits = cleaning.patch.edits[hunk.first : hunk.stop]
        rules = dict.fromkeys(rule for edit in edits for rule in edit.rules)
        names = " ".join(f"<code>{_text(rule)}</code>" for rule in rules)
        place = f"line {hunk.top + 1:,}"
        yield (
            f'<article tabindex="0" data-rules="{_text(" ".join(rules))}" aria-label="{place}">'
            f"<header>{place} {names}</header>"
            f"<table>{''.join(_rows(cleaning.before, hunk, edits, full))}</table></article>\n"
        )


def _rows(before: str, hunk: Hunk, edits: Sequence[Edit], full: bool) -> Iterator[str]:
    old, new = sides.old(before, hunk, edits), sides.new(before, hunk, edits)
    for left, right in paired(*((lines if full else list(folded(lines))) for lines in (old, new))):
        yield f"<tr>{_cell(left, 'old', full)}{_cell(right, 'new', full)}</tr>"


def _cell(line: Shown | None, side: str, full: bool) -> str:
    if line is None:
        return "<td></td>"
    if isinstance(line, int):
        return f'<td class="{side}"><i>… {line:,} more lines</i></td>'
    body = "".join(_piece(piece) for piece in (line if full else shortened(line)).pieces)
    if line.end_hit and not (line.whole and body):
        body += "<mark>⏎</mark>"
    return f'<td class="{side}" dir="auto">{body}</td>'


def _piece(piece: sides.Piece) -> str:
    text = _text(touched(piece.text) if piece.kind is Kind.hit else reveal(piece.text))
    tag = _TAGS[piece.kind]
    return f"<{tag}>{text}</{tag}>" if tag else text


def _bar(rule: str, count: int, most: int, why: str) -> str:
    return (
        f'<label title="{_text(escape(why))}"><input type="checkbox" checked value="{_text(rule)}">'
        f'<code>{_text(rule)}</code><meter min="0" max="{most}" value="{count}"></meter>'
        f"<span>{count:,}</span></label>\n"
    )


def _edits(count: int) -> str:
    return f"{count:,} edit{'s' * (count != 1)}"


def _text(text: str) -> str:
    return quoted(text)
