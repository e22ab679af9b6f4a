"""C4's rules, one line or page each."""

from __future__ import annotations

import pytest

from cleantext.cleaner import Cleaner
from cleantext.fixers.c4 import count_sentences

C4 = Cleaner("c4")
BODY = "The mill burnt down in 1931. It was rebuilt. It still runs! Does it pay? Nobody knows."


@pytest.mark.parametrize(
    "line",
    [
        "No end mark stands here",
        "It goes on and on...",
        "Two words.",
        "You need JavaScript to read this.",
        "Read our Privacy Policy before you go.",
        f"One word is {'a' * 1001} here.",
        "",
    ],
)
def test_lines_that_go(line: str) -> None:
    cleaning = C4.clean(f"{line}\n{BODY}\n")
    assert (cleaning.text, cleaning.drop) == (BODY, None)


def test_lines_that_stay_lose_citations_and_outer_spaces() -> None:
    assert C4.clean(f'  {BODY}  \n\n He said "so it is"[3]\n').text == f'{BODY}\nHe said "so it is"'


def test_other_line_ends_count() -> None:
    assert C4.clean(f"Menu\u2028{BODY}\x85{BODY}").text == f"{BODY}\n{BODY}"


@pytest.mark.parametrize(
    ("line", "reason"),
    [("Here is Lorem Ipsum again.", "lorem ipsum"), ("Call f() { and wait.", "curly bracket")],
)
def test_pages_to_drop_keep_their_text(line: str, reason: str) -> None:
    text = f"Menu\n{BODY}\n{line}\n"
    cleaning = C4.clean(text)
    assert (cleaning.text, cleaning.drop) == (text, reason)


def test_few_sentences_drop_the_page() -> None:
    assert C4.clean("The mill burnt down in 1931.\n").drop == "too few sentences"
    assert C4.clean(BODY).drop is None


def test_protected_spans_do_not_bind_it() -> None:
    assert C4.clean(f"```\ncode\n```\n{BODY}\n").text == BODY


@pytest.mark.parametrize(
    ("line", "count"),
    [("Mr. Hill met Dr. Lane at 9 a.m. on Mill St. today.", 1), ("So? Yes! It is.", 3), ('He said "no." She left.', 2)],
)
def test_sentences(line: str, count: int) -> None:
    assert count_sentences(line) == count
