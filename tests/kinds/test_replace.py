from __future__ import annotations

from cleantext.document import Document
from cleantext.kinds.replace import Replace
from cleantext.kinds.table import Table


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
