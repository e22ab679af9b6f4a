"""Bylines: dropped or normalised, near the top only."""

from __future__ import annotations

import pytest

from cleantext.cleaner import Cleaner

DROP = Cleaner(select=["news.byline"])
NORMAL = Cleaner(select=["news.byline"], options={"news.byline": {"normalise": True}})
PROSE = "The bridge on Mill Lane shuts on Monday for repairs that last three weeks.\n"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Miller", "By Ann Miller"),
        ("By Ann Miller and Paul Hill | May 19, 2025", "By Ann Miller and Paul Hill"),
        ("By AFP - May 19,2025 - Last updated at May 19,2025", "By AFP"),
        ("Par Anne Meunier - Le 19 mai 2025", "Par Anne Meunier"),
    ],
)
def test_bylines(line: str, names: str) -> None:
    text = f"Bridge to shut\n{line}\n{PROSE}"
    assert DROP.clean(text).text == f"Bridge to shut\n{PROSE}"
    assert NORMAL.clean(text).text == f"Bridge to shut\n{names}\n{PROSE}"


@pytest.mark.parametrize(
    "line", ["By Monday the bridge will be shut.", "By and by", "Di domenica si riposa", "By the river"]
)
def test_other_lines_stay(line: str) -> None:
    assert DROP.clean(f"{line}\n{PROSE}").text == f"{line}\n{PROSE}"


def test_only_near_the_top() -> None:
    text = PROSE * 2 + "By Ann Miller\n"
    assert DROP.clean(text).text == text


def test_not_in_the_default_profile() -> None:
    text = f"Bridge to shut\nBy Ann Miller\n{PROSE}"
    assert Cleaner().clean(text).text == text
