"""The one pass for all rules of glue finds what the pattern of each finds alone."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from cleantext import Cleaner
from cleantext.document import Document
from cleantext.fixers import dates, names, punctuation, sentences
from cleantext.lexicon import joints
from cleantext.lexicon.letters import LOWER, UPPER
from cleantext.touching import CAPITAL, SMALL, places

GLUE = {rule.id: rule.finder for rule in Cleaner(select=["glue"], risk="high").rules}
SIGNS = st.sampled_from(
    [*"aZzßÀÿЀяΆώəƏ09 \n\t\u00a0,;.!?”’\"(", "Mr", "Dr", "May", "Sept", "May19", "2025", "12", "1,000", "Updated", "said",
     "The", "Anna", "Kowalska", "NATO", "Secretary", "Said", "YouTube", "van", "De", "Bruyne", "Zelensky", "'s", "中"]
)  # fmt: skip
TEXTS = st.lists(SIGNS, max_size=30).map("".join)


def starts(pattern: re.Pattern[str], text: str) -> list[int]:
    return [match.start() for match in pattern.finditer(text)]


@given(TEXTS)
def test_places_are_those_of_each_pattern(text: str) -> None:
    found = places(Document(text))
    behind = re.compile(f"(?<=[{SMALL}])[{CAPITAL}]|(?<=[{CAPITAL}])[{CAPITAL}](?=[{SMALL}])")
    assert found.capitals == starts(behind, text)
    assert found.digits == starts(re.compile("(?<=[a-z,.])[0-9]|[0-9](?=[A-Z][a-z])"), text)
    assert found.marks == starts(re.compile(r"[,;.!?](?![\s\d])"), text)


@given(TEXTS)
def test_nothing_is_passed_over(text: str) -> None:
    found = places(Document(text))
    title = GLUE["glue.punctuation"]._title  # type: ignore[attr-defined]
    assert set(starts(joints._JOINT, text)) <= set(found.capitals)
    for pattern in (punctuation._COMMA, punctuation._QUOTE, sentences._GATE):
        assert set(starts(pattern, text)) <= set(found.marks)
    assert {match.end() - 1 for match in title.finditer(text)} <= set(found.marks)


def test_the_ranges_hold_the_letters() -> None:
    for listed, ranges in ((UPPER, CAPITAL), (LOWER, SMALL)):
        letter, held = re.compile(f"[{listed}]"), re.compile(f"[{ranges}]")
        assert [c for c in map(chr, range(0x110000)) if letter.match(c) and not held.match(c)] == []


class Always(dict[str, bool]):
    def __missing__(self, text: str) -> bool:
        return True


@given(TEXTS, st.sampled_from([rule for rule in GLUE.values() if isinstance(rule, names.Names)]))
def test_tokens_that_are_not_asked_about_are_never_split(text: str, rule: names.Names) -> None:
    slow = names.build(**names.OPTIONS)  # type: ignore[arg-type]
    slow.__dict__.update(rule.__dict__, _judged=Always())
    document = Document(text)
    found = list(slow.find(document))
    assert list(rule.find(document)) == found
    assert rule.gate(document) or not found


@given(TEXTS)
def test_dates_are_looked_for_beside_months_alone(text: str) -> None:
    rule = GLUE["glue.date"]
    slow = dates.build([], [])
    slow.__dict__.update(rule.__dict__, _month=re.compile(""))
    assert list(rule.find(Document(text))) == list(slow.find(Document(text)))


@given(TEXTS)
def test_the_gate_of_dates_keeps_none_out(text: str) -> None:
    rule = GLUE["glue.date"]
    document = Document(text)
    assert rule.gate(document) or not list(rule.find(document))  # type: ignore[attr-defined]


@given(TEXTS.filter(lambda text: len(text) < 60))
def test_a_long_word_is_cut_as_letter_by_letter(text: str) -> None:
    text = text * 3
    found = [(run.start, run.stop) for run in joints.runs(Document(text))]
    slow, done = [], 0
    for match in joints._JOINT.finditer(text):
        if (at := match.start()) < done:
            continue
        start = stop = at
        while start > max(done, at - joints.LONGEST) and not text[start - 1].isspace():
            start -= 1
        while stop < min(len(text), at + joints.LONGEST) and not text[stop].isspace():
            stop += 1
        done = stop
        if stop - start <= joints.LONGEST and (start == 0 or text[start - 1].isspace()):
            slow.append((start, stop))
    assert set(found) <= set(slow)
    assert [span for span in slow if span not in found and joints._pieces(text[slice(*span)])] == []
