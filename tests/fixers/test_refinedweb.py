"""RefinedWeb's line rules."""

from __future__ import annotations

import pytest

from cleantext.cleaner import Cleaner

REFINEDWEB = Cleaner("refinedweb")


@pytest.mark.parametrize(
    "line",
    [
        "BUY NOW AND SAVE",
        "12 40",
        "3 likes",
        "Home",
        "Sign-in or register",
        "More here. Read more...",
        "2 items in cart",
    ],
)
def test_lines_that_go(line: str) -> None:
    assert REFINEDWEB.clean(f"{line}\nThe mill burnt down.\n").text == "The mill burnt down.\n"


@pytest.mark.parametrize(
    "line",
    [
        "The BBC and ITV came.",
        "12 mills",
        "She had 3 likes and many dislikes",
        "They read more books than they sold.",
        "水車通りの橋は月曜日から三週間、修理のため通行止めになります。",
    ],
)
def test_lines_that_stay(line: str) -> None:
    assert REFINEDWEB.clean(f"{line}\n").text == f"{line}\n"


def test_a_page_of_such_lines_is_to_be_dropped() -> None:
    assert REFINEDWEB.clean("Home\nNews\nThe mill burnt down.\n").drop == "too many undesirable lines"
    assert REFINEDWEB.clean("The mill burnt down.\n").drop is None
