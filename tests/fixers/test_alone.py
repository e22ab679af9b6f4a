"""What judges each line by its text alone, rules and gates, finds the same in a line by itself as in its document."""

from __future__ import annotations

import pytest

from cleantext.cleaner import Cleaner
from cleantext.document import Document
from cleantext.profiles import profiles

PIECES = (
    "\x85", "\ufeff", "\u200b", "\u00ad", "\u200e", "\u00a0", " ", "\t", "\r", "-", "\u2013", '"', "\u201c", "'", "&amp;", "<b>",
    "\u00c3\u00ad", "\u00e2\u20ac\u2122", "al\u0139\ufffd\u0102\u0142d\u0139\u015f@a", "\u251c\u00e0\u252c\u00fc", "\ufb01nal", "e\u0301",
    "May 19,2025", "VolodymyrZelensky", "12", "km", "word", "Word", ".", ",", "(", ")", "\u0661", "\u4e2d", "\x1b[31m", "\ud800",
)  # fmt: skip


RULES = [(f"{name} {rule.id}", rule.finder) for name in profiles() for rule in Cleaner(name, risk="high").rules]
FINDERS = {name: finder for name, finder in RULES if getattr(finder, "local", False)}
GATES = {name: gate for name, finder in RULES if (gate := getattr(finder, "gate", None))}


@pytest.mark.parametrize("first", PIECES, ids=ascii)
def test_a_line_alone_is_judged_as_in_its_document(first: str) -> None:
    for second in PIECES:
        line = f"{first}{second} {first}\n"
        whole, alone = Document(f"Word\n{line}Word\n"), Document(line)
        for name, finder in FINDERS.items():
            found = sorted((e.start - 5, e.end - 5, e.new) for e in finder.find(whole))
            assert found == sorted((e.start, e.end, e.new) for e in finder.find(alone)), (name, line)


@pytest.mark.parametrize("first", PIECES, ids=ascii)
def test_a_gate_judges_a_line_alone_as_in_its_document(first: str) -> None:
    for second in PIECES:
        line = f"{first}{second} {first}\n"
        for name, gate in GATES.items():
            assert bool(gate(Document(f"Word\n{line}Word\n"))) == bool(gate(Document(line))), (name, line)


def test_there_are_such_rules() -> None:
    assert len(FINDERS) > 10
    assert len(GATES) > 5
