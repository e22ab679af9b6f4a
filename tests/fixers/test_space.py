from __future__ import annotations

import pytest

from cleantext import Cleaner


def test_between_number_and_unit_by_locale() -> None:
    text = "10\u00a0km, 5\u00a0%, 20\u202f°C, the\u00a010"
    plain, german = (
        Cleaner(select=["space.no-break"], options={"space.no-break": {"locale": name}}) for name in ("en", "de-AT")
    )
    assert plain.clean(text).text == "10 km, 5 %, 20 °C, the 10"
    assert german.clean(text).text == "10\u00a0km, 5\u00a0%, 20\u202f°C, the 10"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("One.  \nTwo.   \nThree. \n", "One.  \nTwo.  \nThree.\n"),
        ("One.  \n\nTwo.  \n", "One.\n\nTwo.\n"),
        ("  \nOne.\n", "\nOne.\n"),
    ],
)
def test_hard_breaks_of_markdown(text: str, wanted: str) -> None:
    cleaner = Cleaner(select=["space.trailing"], options={"space.trailing": {"hard_breaks": True}})
    assert cleaner.clean(text).text == wanted
    assert cleaner.clean(wanted).text == wanted


@pytest.mark.parametrize(("most", "wanted"), [(0, "a\nb"), (1, "a\n\nb"), (3, "a\n\n\n\nb")])
def test_how_many_blank_lines_stay(most: int, wanted: str) -> None:
    cleaner = Cleaner(select=["space.blank-lines"], options={"space.blank-lines": {"most": most}})
    assert cleaner.clean("a\n\n\n\n\n\nb").text == wanted


TABLES = [
    "Name        Born\nAnna        1912\nPietro      1931\n",
    "     Anna     12\n   Pietro      9\n",
    "Name        Born\n\nAnna        1912\n\nPietro      1931\n",
    "| a   | b |\n| 1   | 2 |\n",
    "\tx  =  1\n",
]


@pytest.mark.parametrize("text", TABLES)
def test_aligned_columns_and_code_stay(text: str) -> None:
    assert Cleaner(select=["space.run"]).clean(text).text == text


def test_gaps_that_align_nothing_go() -> None:
    assert Cleaner(select=["space.run"]).clean("Run  this   now.\nThen   stop.\n").text == "Run this now.\nThen stop.\n"
