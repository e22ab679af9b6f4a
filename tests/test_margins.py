"""The main text of a page, and its margins."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleantext import line_marks
from cleantext.cleaner import Cleaner
from cleantext.document import Document
from cleantext.fixers import menus
from cleantext.main_text import KNOWN_COST, LEAST, main_text, shape, share
from cleantext.margins import Scale, marks

PROSE = [
    "The bridge on Mill Lane shuts on Monday for repairs that last three weeks, the council said.",
    "Workers will take up the old planks first, and then look at the beams under the road.",
    "Buses take the long way round by the harbour until the work is done, they said.",
    "The last repair was made in 1931, when the miller paid for the stone and the parish lent men.",
    "Shops on the lane stay open, and a footway of boards leads past the works to the square.",
]
MENU = [f"* {a} {b}" for a in ("Tide", "Ferry", "Market", "Garden") for b in ("Tables", "Days", "Notes", "Desk")]
PAGE = "\n".join([*MENU, "", "Bridge shuts for three weeks", "", *PROSE, ""])
MENUS = Cleaner(select=["chrome.menus"])


def test_main_text_is_the_stretch_of_prose() -> None:
    shapes = [shape(text) for text in [*MENU, *PROSE, *MENU]]
    first, last, score = main_text(shapes)
    assert (first, last) == (len(MENU), len(MENU) + len(PROSE) - 1)
    assert score >= LEAST
    assert 0 < share(shapes, first, last) < 1


def test_labels_alone_have_no_main_text() -> None:
    assert main_text([shape(text) for text in MENU]) == (0, -1, 0.0)


@given(st.lists(st.sampled_from([*PROSE[:2], "Tide Days", "It was so.", "Boats come and go."]), max_size=12), st.data())
def test_main_text_is_the_best_of_all_stretches(texts: list[str], data: st.DataObject) -> None:
    shapes = [shape(text) for text in texts]
    known = data.draw(st.sets(st.integers(0, 12)))
    scores = [line.score - KNOWN_COST * (i in known) for i, line in enumerate(shapes)]
    stretches = [(a, b, sum(scores[a : b + 1])) for b in range(len(texts)) for a in range(b, -1, -1)]
    found = max(stretches, key=itemgetter(2), default=(0, -1, 0.0))
    assert main_text(shapes, known) == (found if found[2] > 0 else (0, -1, 0.0))


def test_the_menu_goes_and_the_article_stays() -> None:
    cleaned = MENUS.clean(PAGE).text
    assert cleaned == PAGE[PAGE.index("Bridge") :]
    assert MENUS.clean(cleaned).text == cleaned


def test_the_main_text_ends_at_a_known_label_unless_much_follows() -> None:
    shapes = [shape(text) for text in [*PROSE, "More stories", PROSE[0]]]
    assert main_text(shapes)[:2] == (0, 6)
    assert main_text(shapes, {5})[:2] == (0, 4)
    longer = [shape(text) for text in [*PROSE, "More stories", *PROSE]]
    assert main_text(longer, {5})[:2] == (0, 10)


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Everything that a small harbour needs to keep its boats afloat", True),
        ("Tide Tables Ferry Times Market Days Garden Notes Chess Column", False),
        ("Bridge. It was built in 1931. The miller paid for the stone", True),
        ("Town. Ferries and tides", False),
        ("short of a claim", False),
        ("Picked by hand, washed, dried in the sun", True),
        ("Boats, Nets", False),
    ],
)
def test_a_line_that_says_something_is_no_entry_of_a_menu(text: str, claims: bool) -> None:
    assert menus._claims(shape(text)) is claims


@pytest.mark.parametrize(
    ("lines", "heads"),
    [
        (["What to know", PROSE[0]], True),
        (["Visit our", "shops by the harbour"], True),
        (["Town", "Ferries"], False),
        (["Town", "ferries"], False),
        (["Town"], False),
    ],
)
def test_a_line_right_above_what_goes_on_may_be_its_heading(lines: list[str], heads: bool) -> None:
    assert menus._heads([shape(text) for text in lines], 0) is heads


def test_a_list_goes_as_a_whole() -> None:
    shapes = [shape(text) for text in ["* Town", "* Ferries", "* Tides", "* Bread", "- Salt"]]
    scores = {0: 3.0, 1: 0.5, 2: 0.1, 3: -0.2, 4: 1.0}
    assert menus._whole_lists([0], shapes, scores) == [0, 1, 2]


@given(
    st.lists(st.tuples(st.sampled_from(["* Town", "- Salt", "Bread"]), st.integers(-1, 1), st.booleans()), max_size=9)
)
def test_a_list_goes_on_from_each_of_its_lines(lines: list[tuple[str, int, bool]]) -> None:
    shapes, scores = [shape(text) for text, *_ in lines], {row: score for row, (_, score, _) in enumerate(lines)}
    chosen = [row for row, (*_, taken) in enumerate(lines) if taken]
    found = set(chosen)
    for start in chosen:
        for row in range(start + 1, len(lines)):
            if lines[start][0] == "Bread" or lines[row][0] != lines[start][0] or scores[row] <= 0:
                break
            found.add(row)
    assert menus._whole_lists(chosen, shapes, scores) == sorted(found)


def test_pages_without_prose_stay() -> None:
    text = "\n".join(MENU * 20)
    assert MENUS.clean(text).text == text


def test_windows_from_the_middle_have_no_margins() -> None:
    finder = next(rule.finder for rule in MENUS.rules)
    assert finder.find(Document(PAGE))
    assert not finder.find(Document(PAGE, first=False, last=False))


def test_lines_that_packs_know_are_evidence() -> None:
    finder = next(rule.finder for rule in MENUS.rules)
    plain, known = Document(PAGE), Document(PAGE)
    known.labelled = frozenset(range(len(MENU)))
    assert len(list(finder.find(known))) >= len(list(finder.find(plain)))


def test_scores_are_the_sums_of_the_weights_of_the_marks() -> None:
    shapes = [shape(text) for text in [*MENU, "© 2024", PROSE[0], "12:30", *PROSE, *MENU[:3], MENU[0], "Contact us."]]
    first, last, _ = main_text(shapes)
    found = marks(shapes, {0, 2, 18}, first, last)
    names = sorted({mark for line in found.values() for mark in line})
    weights = {name: 1.0 + number for number, name in enumerate(names)} | {"": 0.5}
    scores = Scale(weights).scores(shapes, {0, 2, 18}, first, last)
    assert scores == {i: 500 + sum(1000 * weights[mark] for mark in line) for i, line in found.items()}
    assert len(scores) > 15
    assert {"known", "Hagain", "Tagain"} <= set(names)


def signs(text: str, side: str) -> Iterator[str]:
    """The marks of a line, sign by sign."""
    line, parts = shape(text), text.split()
    size = sum(line.words >= least for least in (2, 3, 4, 6, 9, 13))
    digits, capitals = sum(map(str.isdigit, text)), sum(part[0].isupper() for part in parts)
    yield f"{side}words={size}"
    yield "lower" if text[0].islower() else "upper" if text[0].isupper() else "other"
    if line.ended:
        yield from (f"{side}end", f"end={size}")
    if digits:
        yield from ("digits", f"digits={sum(100 * digits >= least * len(text) for least in (15, 35, 60))}")
    if len(parts) > 1:
        yield f"capitals={sum(capitals / len(parts) >= least for least in (0.3, 0.6, 0.99))}"
    tests = {
        "colon": text[-1] in ":：,;،",
        f"{side}bullet": line_marks._BULLET.match(text),
        "separator": set(text) & set("|»›"),
        "address": "@" in text or "http" in text or "www." in text,
        "quote": set(text) & set('="“”«»„'),
        "capitals": text.isupper(),
        **{sign: sign in text for sign in "©(,"},
    }
    yield from (mark for mark, shown in tests.items() if shown)


_PARTS = [
    "tide",
    "Ferry",
    "FERRY",
    "12",
    "3.",
    "١٢.",
    "²x",
    "été",
    "ÉTÉ",
    "ǅ",
    "*",
    "o",
    "•",
    "|",
    "»",
    "›",
    "(",
    ",",
    ";",
    ":",
    ":",
    "=",
    '"',
    "„",
    "©",
    "@",
    "http",
    "www.x",
    "?",
    "...",
    "桥将于",
    "𐐀",
    "ﬁ",
]


@given(st.lists(st.lists(st.sampled_from(_PARTS), min_size=1, max_size=9).map(" ".join), min_size=1, max_size=5))
@example(["12. Ferry"])
@example(["١. Ferry", "»"])
@example(["9 tide 12", "o Tide", "on Tide"])
def test_marks_of_many_lines_are_those_sign_by_sign(texts: list[str]) -> None:
    for side in "HT":
        for text, found in zip(texts, line_marks.marks(texts, side), strict=True):
            assert sorted(found) == sorted(signs(text, side))


@given(st.dictionaries(st.integers(0, 40), st.integers(-5000, 5000)))
def test_what_is_chrome_is_so_by_itself_and_by_its_neighbours(scores: dict[int, int]) -> None:
    found = menus.chrome(scores)
    assert found.keys() == scores.keys()
    for row, sure in found.items():
        near = [scores[k] for k in range(row - menus.REACH, row + menus.REACH + 1) if k in scores]
        assert sure == min(scores[row] + menus.SLACK, sum(near) / len(near))


def test_bad_input_in_linear_time() -> None:
    for text in ("", "\n" * 1000, "word\n" * 100_000, "x" * 2_000_000, "مرحبا\n" * 2000 + "한국어 문서\n" * 2000):
        assert isinstance(MENUS.clean(text).text, str)
