"""Hyphens, unwrapping and pages."""

from __future__ import annotations

import pytest

from cleantext import Cleaner
from cleantext.document import Document
from cleantext.fixers.hyphens import Hyphens

PDF = Cleaner("pdf")
VERSE = "The gauge at the old harbour was read\nThen came the flood by night and by day\nAnd took the ferry and the boats away\n"
LIST = "1. The gauge at the old harbour was read at dawn\n2. The boats were counted at noon and at night\n3. The end of it\n"
TABLE = "Year     Boats     Water at the harbour gauge\n1931     12        four hands\n1932     9         two hands, and once three\n"
QUOTED = "> The gauge at the old harbour was read at dawn\n> and once more at noon, when the flood was over\n"
HEADING = "The Gauge\n\nThe gauge at the old harbour was read at dawn, and once more at noon.\n"


@pytest.mark.parametrize("text", [VERSE, LIST, QUOTED, HEADING, TABLE])
def test_verse_lists_tables_and_headings_keep_their_lines(text: str) -> None:
    assert PDF.clean(text).text.count("\n") == text.count("\n")


class Known(set[str]):
    """A lexicon of the words that it holds."""

    def compound(self, left: str, right: str) -> bool:
        return f"{left}-{right}" in self

    def join(self, left: str, right: str) -> bool:
        return left + right in self and not self.compound(left, right)


@pytest.mark.parametrize(
    ("cut", "whole"),
    [("The govern-\nment fell.\n", "The government fell.\n"), ("A two-\nfaced smile.\n", "A two-faced smile.\n")],
)
def test_the_shipped_lexicon_is_asked(cut: str, whole: str) -> None:
    assert Cleaner(select=["layout.hyphen"]).clean(cut).text == whole


def test_a_lexicon_decides_where_the_document_does_not() -> None:
    document = Document("A man-\ntle and a man-\neater; a coop-\nerative co-op-\nerative.\n")
    hyphens = Hyphens(frozenset(), frozenset(), Known({"mantle", "man-eater"}))
    new = document.text
    for start, end, _, _ in reversed(list(hyphens.find(document))):
        new = new[:start] + new[end:]
    assert new == "A mantle and a man-eater; a cooperative co-op-erative.\n"


def test_the_document_outweighs_the_lexicon() -> None:
    document = Document("The re-entry was late. The re-\nentry!\n")
    edits = list(Hyphens(frozenset(), frozenset(), Known({"reentry"})).find(document))
    assert [document.text[e.start : e.end] for e in edits] == ["\n"]


def test_a_page_broken_paragraph_is_whole_again() -> None:
    page = "Harbour Records\n\nThe gauge at the old harbour was read at dawn, and the boats were\n{}\n"
    rest = "counted once more at noon, when the flood had gone down by a hand.\n"
    text = (
        page.format("taken in. The flood had come and gone by then, and the ferry was")
        + "\n7\n\fHarbour Records\n\n"
        + rest
    )
    text += "\n8\n\fHarbour Records\n\nThe end of the year was quiet.\n\n9\n"
    cleaned = PDF.clean(text).text
    assert "Harbour Records" not in cleaned
    assert "\f" not in cleaned
    assert not {"7", "8", "9"} & set(cleaned.split("\n"))
    assert "the boats were taken in. The flood had come and gone" in cleaned


def test_code_and_front_matter_are_left_alone() -> None:
    text = "---\ntitle: re-\n---\n\n```\ninfor-\nmation\n```\n"
    assert PDF.clean(text).text == text
