from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.document import Document
from cleantext.kinds.replace import Replace
from cleantext.kinds.table import Table
from cleantext.shipped import shipped


def made(text: str, **values: object) -> str:
    finder = Replace(Table(values, "test", trusted=True))
    for start, end, new, _ in reversed(finder.find(Document(text))):
        text = text[:start] + new + text[end:]
    return text


def test_a_range_of_characters_triggers() -> None:
    assert made("a\u2067b", match="[\u2066-\u2069]", trigger=["\u2066-\u2069"]) == "ab"
    assert made("a-b", match="-", trigger=["\u2066-\u2069"]) == "a-b"
    assert made("a-b", match="b", trigger=["a-b"]) == "a-"


def test_a_table_triggers_itself() -> None:
    assert made("1\u2026", table={"\u2026": "..."}) == "1..."


def test_a_pattern_says_where_a_table_holds() -> None:
    assert made("1/2 x1/2", match="(?<!x)1/2", table={"1/2": "\u00bd"}) == "\u00bd x1/2"


SHIPPED = {
    blueprint.id: finder
    for blueprint in shipped()
    if isinstance(finder := blueprint.build().finder, Replace) and finder.characters and not finder.literals
}


@pytest.mark.parametrize("finder", SHIPPED.values(), ids=SHIPPED.keys())
@given(st.data())
def test_what_stands_far_from_a_trigger_is_not_looked_at_and_nothing_is_missed(
    finder: Replace, data: st.DataObject
) -> None:
    pieces = [*sorted(finder.characters)[:12], *"ab.1 [m\x07\u05d0\u1100\U0001f3f4\U000e007f", "\n"]
    text = "".join(data.draw(st.lists(st.sampled_from(pieces), max_size=40)))
    everywhere = [(m.start(), m.end()) for m in finder.pattern.finditer(text)]
    if finder.characters.isdisjoint(text):
        everywhere = []
    found = [(edit.start, edit.end) for edit in finder.find(Document(text))]
    assert found == everywhere
