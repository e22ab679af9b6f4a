"""What stands below a text and reads as prose: dated teasers, teasers at the end of a page, notes on authors."""

from __future__ import annotations

import pytest

from cleantext import Cleaner
from cleantext.document import Document
from cleantext.teasers import under
from tests.stories import PROSE, SENTENCES, TITLES

TEXT = [*PROSE, *(line.replace("council", "county") for line in PROSE)]
DATES = ["12.03.2019", "9 March 2019", "March 4, 2019"]


def left(rule: str, lines: list[str]) -> list[str]:
    return Cleaner(select=[rule]).clean("\n".join(lines) + "\n").text.split("\n")[:-1]


def told(dates: list[str], *, first: bool = True) -> list[str]:
    rows = zip(dates, TITLES, SENTENCES, strict=True)
    return [part for date, *rest in rows for part in ([date, *rest] if first else [*rest, date])]


@pytest.mark.parametrize("first", [True, False])
def test_dated_teasers_below_the_text_go_whole(first: bool) -> None:
    assert left("chrome.stamped", [*TEXT, *told(DATES, first=first)]) == TEXT


@pytest.mark.parametrize(
    "lines",
    [
        told(DATES),
        [*PROSE[:2], *told(DATES)],
        [*told(DATES), *TEXT],
        [*TEXT, *told(DATES)[:6]],
        [*TEXT, *told(["12.03.2019, 14:05", "12.03.2019, 17:20", "13.03.2019, 08:11"])],
        [*TEXT, *(part for d, s in zip(DATES, SENTENCES, strict=True) for part in ("Anna", d, s))],
        [*TEXT, *(part for d, s in zip(DATES, PROSE[:6:2], strict=True) for part in (d, s, s))],
    ],
    ids=["alone", "short text", "before the text", "two", "times", "names", "paragraphs"],
)
def test_other_lists_with_dates_stay(lines: list[str]) -> None:
    assert left("chrome.stamped", lines) == lines


def test_teasers_under_a_label_at_the_end_go() -> None:
    pairs = [part for pair in zip(TITLES, SENTENCES, strict=True) for part in pair]
    assert left("chrome.closing", [*TEXT, "Share", *pairs]) == TEXT


@pytest.mark.parametrize(
    "below",
    [
        ["What to bring", TITLES[0], SENTENCES[0], TITLES[1], SENTENCES[1]],
        ["Share", TITLES[0], SENTENCES[0]],
        ["Share", TITLES[0], *SENTENCES],
        ["Share", "Anna", SENTENCES[0], "Karim", SENTENCES[1]],
        ["Share", "Who pays for all of it?", SENTENCES[0], "Who will mend the beams?", SENTENCES[1]],
        ["Share", "Anna", "Share", "Karim", "Share", TITLES[0], SENTENCES[0], TITLES[1], SENTENCES[1]],
    ],
    ids=["unknown heading", "one", "text", "names", "questions", "repeated label"],
)
def test_what_a_text_ends_with_stays(below: list[str]) -> None:
    assert left("chrome.closing", [*TEXT, *below]) == [*TEXT, *below]


@pytest.mark.parametrize(
    "note",
    [
        ["Anna Kowalska", "Anna Kowalska is a reporter who covers the harbour and the roads that lead to it."],
        ["Karim Weber", "Redakteur im Ressort Hafen"],
        ["Karim Weber", "Karim works as a bridge engineer and writes on Sundays."],
        ["Anna Kowalska est journaliste et vit près du port depuis sa naissance."],
        ["Hi, I'm Anna and I have crossed every bridge of the county on foot, most of them twice."],
    ],
)
def test_notes_on_authors_below_the_text_go(note: list[str]) -> None:
    assert left("chrome.author-note", [*TEXT, *note]) == TEXT


PEOPLE = [part for name in ("Anna", "Karim", "Tom", "Mary") for part in (f"{name} Weber", "Editor of the harbour desk")]


@pytest.mark.parametrize(
    "lines",
    [
        ["Anna Kowalska", "Anna Kowalska is a writer who lives by the harbour and has nine books to her name.", *TEXT],
        [*PROSE[:1], "Anna Kowalska is a writer who lives by the harbour and has nine books to her name."],
        [*TEXT, *PEOPLE],
        [*TEXT, "Mill Lane", "Our experts look at the beams once a year."],
        [*TEXT, "Mill Lane is a road by the harbour that many walk, and few of them look up."],
    ],
    ids=["her page", "short text", "people", "experts", "no work"],
)
def test_pages_about_people_stay(lines: list[str]) -> None:
    assert left("chrome.author-note", lines) == lines


def test_a_blank_line_names_no_teasers() -> None:
    assert under(Document("\n\n".join(TEXT) + "\n"), 1) == []
