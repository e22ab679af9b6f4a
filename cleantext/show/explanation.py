"""Why a text would change: each hunk, the rules that signed it, and what they say for themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from cleantext.cleaner import Cleaner, Cleaning
from cleantext.edits import Edit, Hunk
from cleantext.ends import Ends
from cleantext.rule import Rule
from cleantext.show import sides
from cleantext.show.elide import folded, shortened
from cleantext.show.marks import brief, escape, touched
from cleantext.show.sides import Kind, Line
from cleantext.trace import Proposal, trace

SHOWN = 3
"""Proposals of one rule that are told of in a hunk."""
BESIDE = 20
"""Characters of text around a proposal."""


def rows(name: str, line: int | None, cleaner: Cleaner, cleaning: Cleaning) -> Iterator[str]:
    """The explanation in lines; ``line`` (from 1) is the one asked about, None for all."""
    hunks = [h for h in cleaning.patch.hunks(cleaning.before) if line is None or _covers(h, line)]
    by_line = _by_line(cleaning)
    rules = {rule.id: rule for rule in cleaner.rules}
    text, _ = Ends.unify(cleaning.before)
    for hunk in hunks:
        edits = cleaning.patch.edits[hunk.first : hunk.stop]
        yield f"{escape(name)}:{hunk.top + 1}"
        yield from _side(sides.old(cleaning.before, hunk, edits), "-")
        yield from _side(sides.new(cleaning.before, hunk, edits), "+")
        proposals = [p for n in range(hunk.top, max(hunk.bottom, hunk.top + 1)) for p in by_line.get(n, ())]
        for rule in dict.fromkeys(rule for edit in edits for rule in edit.rules):
            yield from _rule(rules[rule], [p for p in proposals if p.rule == rule], text, line)
        yield ""
    if not hunks:
        yield f"{escape(name)}{f':{line}' if line else ''}: no rule would change it"
    yield from _bolder(line, cleaner, cleaning)


def _covers(hunk: Hunk, line: int) -> bool:
    return hunk.top < line <= max(hunk.bottom, hunk.top + 1)


def _by_line(cleaning: Cleaning) -> dict[int, list[Proposal]]:
    text, _ = Ends.unify(cleaning.before)
    found: dict[int, list[Proposal]] = defaultdict(list)
    at = number = 0
    for proposal in sorted(trace(cleaning), key=lambda p: p.start):
        number += text.count("\n", at, proposal.start)
        at = proposal.start
        found[number].append(proposal)
    return found


def _rule(rule: Rule, proposals: list[Proposal], before: str, line: int | None) -> Iterator[str]:
    yield f"  {rule.id}  (risk {rule.risk.name}, {escape(rule.pack)})"
    yield f"    {escape(rule.why)}"
    reason = getattr(rule.finder, "reason", None)
    for proposal in proposals[:SHOWN]:
        text, edit = proposal.document.text, proposal.edit
        left, right = text[max(0, edit.start - BESIDE) : edit.start], text[edit.end : edit.end + BESIDE]
        left, right = left.rpartition("\n")[2], right.partition("\n")[0]
        old, new = brief(text[edit.start : edit.end]), brief(edit.new)
        why = reason and reason(proposal.document, _at(proposal, before, line))
        why = f": {escape(why)}" if why else ""
        yield f"    {escape(left)}[-{old}-]{{+{new}+}}{escape(right)}{why}"
    if len(proposals) > SHOWN:
        yield f"    … {len(proposals) - SHOWN:,} more"
    yield f"    turn off: --ignore {rule.id}"


def _at(proposal: Proposal, before: str, line: int | None) -> Edit:
    """The edit, or what it does from the line asked about on, if earlier edits left its lines countable."""
    edit, text = proposal.edit, proposal.document.text
    down = (line or 0) - 1 - before.count("\n", 0, proposal.start)
    if down <= 0 or text.count("\n", edit.start, edit.end) != before.count("\n", proposal.start, proposal.end):
        return edit
    start = edit.start
    for _ in range(down):
        start = text.index("\n", start) + 1
    return Edit(start, edit.end, edit.new)


def _side(lines: list[Line], sign: str) -> Iterator[str]:
    for line in folded(lines):
        if isinstance(line, int):
            yield f"    … {line:,} more"
            continue
        text = "".join(touched(p.text) if p.kind is Kind.hit else escape(p.text) for p in shortened(line).pieces)
        yield f"  {sign} {text}"


def _bolder(line: int | None, cleaner: Cleaner, cleaning: Cleaning) -> Iterator[str]:
    """What rules of high risk would add."""
    bold = Cleaner(settings=cleaner.settings._replace(risk="high"))
    known = {rule.id for rule in cleaner.rules}
    if {rule.id for rule in bold.rules} == known:
        return
    other = bold.clean(cleaning.before)
    for hunk in other.patch.hunks(other.before):
        edits = other.patch.edits[hunk.first : hunk.stop]
        added = sorted({rule for edit in edits for rule in edit.rules} - known)
        if added and (line is None or _covers(hunk, line)):
            yield f"line {hunk.top + 1}: with --risk high also {', '.join(added)}"
