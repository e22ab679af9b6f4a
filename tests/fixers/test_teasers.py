"""What stands below a text and reads as prose: dated teasers, teasers at the end of a page, notes on authors."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleantext import Cleaner
from cleantext.document import Document, drop_lines
from cleantext.fixers import authors, stamped
from cleantext.main_text import Shape
from cleantext.teasers import LEAST_ABOVE, Page, is_told, run_end, under
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


_DATES = [
    "12",
    "03",
    "2019",
    "1999",
    ".",
    "/",
    "- ",
    " ",
    "March",
    "de ",
    "年",
    "月",
    "日",
    "vor ",
    "há ",
    "ago",
    "days ",
]


@given(st.lists(st.sampled_from(_DATES), max_size=9).map("".join))
@example("12.03.2019")
@example("2019-03-12")
@example("9 March 2019")
@example("March 9, 1999")
@example("2019年12月12日")
@example("vor 12 days ")
@example("12 days ago")
def test_a_date_holds_what_dates_have(text: str) -> None:
    if stamped._DATE.search(text):
        assert stamped._DIGIT.search(text)
        assert stamped._may_be_dated(text)


def every_note(shapes: list[Shape], running: list[int]) -> list[list[int]]:
    """The notes of a page, each row looked at."""
    notes = []
    for row in range(len(shapes)):
        line = shapes[row]
        if not 3 <= line.words <= authors.NOTE_WORDS:
            continue
        named = authors._NAMED.match(shapes[row - 1].text) if row and shapes[row - 1].words <= 6 else None
        rows = [row]
        if found := authors._SENTENCE.match(line.text):
            rows = [row - 1, row] if named and found["name"].split()[-1] in named["name"] else [row]
        elif named and authors._tells(line.text, named["name"]):
            rows = [row - 1, row]
        elif not (line.prose and authors._OWN.match(line.text)):
            continue
        above, below = running[rows[0]], running[-1] - running[row + 1]
        if above >= LEAST_ABOVE and below < (above if len(rows) > 1 else LEAST_ABOVE):
            notes.append(rows)
    return notes


_LINES = [
    *PROSE, *PROSE, *TITLES, "Anna Weber", "Anna Weber is a writer.", "Anna writes on Sundays.", "Redakteur im Ressort",
    "Anna Weber writes about the harbour, the roads that lead to it and the bridges, most of them old.",
    "I'm Anna and I have crossed every bridge of the county on foot, most of them twice.",
]  # fmt: skip


@given(st.lists(st.sampled_from(_LINES), max_size=40))
def test_notes_low_on_the_page_are_those_of_all_rows(lines: list[str]) -> None:
    page = Page.read(Document("\n".join(lines)))
    assert page.row(len(lines)) is None
    assert [page.row(index) for index in page.indices] == list(range(len(lines)))
    assert list(authors._notes(page.shapes, page.running)) == every_note(page.shapes, page.running)


def every_heading(document: Document, labels: set[str]) -> list[int]:
    """The lines of teasers at the end of a page, each heading of it looked at."""
    page = Page.read(document)
    shapes, whole = page.shapes, page.running[-1]
    own = {row for row, line in enumerate(shapes) if line.text.lower() in labels}
    headings = sorted(own | {row for row, index in enumerate(page.indices) if index in document.labelled})
    times = Counter(shapes[row].text for row in headings)
    gone: set[int] = set()
    for row in headings:
        if whole < LEAST_ABOVE or row in gone or times[shapes[row].text] > 2 or page.running[row] < whole:
            continue
        end = run_end(shapes, row + 1, True)
        told = [r for r in range(row + 2, end) if is_told(shapes[r]) and shapes[r - 1].words >= 4]
        asked = [r for r in range(row + 1, end) if shapes[r].text.endswith("?")]
        if len(told) >= 2 and len(asked) < 2:
            gone.update(range(row + (row not in own), end))
    return [page.indices[row] for row in sorted(gone)] if 2 * sum(shapes[row].words for row in gone) < whole else []


@given(
    st.lists(st.sampled_from(["Share", "More of it", "", *TITLES, *SENTENCES]), max_size=14),
    st.sets(st.integers(0, 40)),
)
@example(["Share", TITLES[0], SENTENCES[0], TITLES[1], SENTENCES[1]], set())
@example(["More of it", TITLES[0], SENTENCES[0], TITLES[1], SENTENCES[1]], {len(TEXT)})
def test_teasers_at_the_end_are_those_of_all_headings(below: list[str], labelled: set[int]) -> None:
    document = Document("\n".join(["Share", *TEXT, *below]))
    document.labelled = frozenset(index for index in labelled if document.texts[index : index + 1] not in ([], [""]))
    finder = next(rule.finder for rule in Cleaner(select=["chrome.closing"]).rules)
    assert finder.find(document) == drop_lines(document, every_heading(document, {"share"}))
