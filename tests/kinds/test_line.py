"""Lines with an anchor: their neighbours, and the teasers that go with a heading."""

from __future__ import annotations

import pytest

from cleantext.document import Document
from cleantext.kinds.line import Line
from cleantext.kinds.table import Table
from tests.stories import PROSE, SENTENCES, TITLES


def line(**values: object) -> Line:
    return Line(Table(values, "pack, rule x.y", trusted=True))


def left(finder: Line, lines: list[str]) -> list[str]:
    text = "".join(f"{line}\n" for line in lines)
    for start, end, _, _ in reversed(list(finder.find(Document(text)))):
        text = text[:start] + text[end:]
    return text.split("\n")[:-1]


HEADING = line(labels=["More stories"], heads=True)


@pytest.mark.parametrize(
    "teasers",
    [
        TITLES,
        [part for pair in zip(TITLES, SENTENCES, strict=True) for part in pair],
        [TITLES[0], "3 May", TITLES[1], SENTENCES[1], "4 May", TITLES[2]],
    ],
)
def test_teasers_below_the_text_go_with_their_heading(teasers: list[str]) -> None:
    assert left(HEADING, [*PROSE, "More stories", *teasers]) == PROSE


def test_titles_between_paragraphs_go_but_for_the_heading_of_the_text() -> None:
    below = ["What comes next", *PROSE[4:]]
    assert left(HEADING, [*PROSE[:6], "More stories", *TITLES, *below]) == [*PROSE[:6], *below]
    assert left(HEADING, [*PROSE[:6], "More stories", *below]) == [*PROSE[:6], *below]


def test_text_below_a_heading_stays() -> None:
    assert left(HEADING, [*PROSE, "More stories", *SENTENCES]) == [*PROSE, *SENTENCES]


@pytest.mark.parametrize("above", [[], PROSE[:2], [x for pair in zip(TITLES, PROSE, strict=False) for x in pair]])
def test_a_list_stays_where_no_longer_text_stands_above_it(above: list[str]) -> None:
    assert left(HEADING, [*above, "More stories", *TITLES]) == [*above, *TITLES]


def test_a_line_that_heads_nothing_takes_nothing_with_it() -> None:
    assert left(line(labels=["More stories"]), [*PROSE, "More stories", *TITLES]) == [*PROSE, *TITLES]


ENTRIES = line(labels=["Town", "Ferries", "Tides"], where="edge", beside=True)


def test_three_labels_in_a_row_go_wherever_they_stand() -> None:
    assert left(ENTRIES, [*PROSE[:3], "Town", "Ferries", "", "Tides", *PROSE[3:]]) == [*PROSE[:3], "", *PROSE[3:]]
    two = [*PROSE[:3], "Town", "Ferries", *PROSE[3:]]
    assert left(ENTRIES, two) == two


@pytest.mark.parametrize("below", ["to plan the work of the spring.", ".", ", she said"])
def test_a_sentence_that_is_broken_at_its_links_is_no_label(below: str) -> None:
    button = line(labels=["Call us"])
    lines = [*PROSE[:2], "Call us", below, *PROSE[2:]]
    assert left(button, lines) == lines
    assert "Call us" not in left(button, [*PROSE[:2], "Call us", "", below, *PROSE[2:]])
    assert "Call us" not in left(button, [*PROSE[:2], "Call us", "Call us", *PROSE[2:]])


def test_a_table_below_a_heading_stays() -> None:
    table = ["Weight: 3 kg", "Length: 2 m", "Colour: red"]
    assert left(HEADING, [*PROSE, "More stories", *TITLES, *table]) == [*PROSE, *table]


def test_a_title_that_asks_is_a_title() -> None:
    asks = ["Who pays for the bridge that the county let fall?", SENTENCES[0], TITLES[1], SENTENCES[1]]
    assert left(HEADING, [*PROSE, "More stories", *asks]) == PROSE
