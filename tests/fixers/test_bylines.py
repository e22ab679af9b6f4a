"""Bylines: dropped or normalised, near the top only."""

from __future__ import annotations

import pytest

from cleantext.cleaner import Cleaner
from tests.article.pages import PAGES

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


WIRE = """\
Bridge to shut

By Ann Miller - May 19, 2025

Last updated at May 20, 2025

Photo: Ann Miller / Mill Post

PORTSMITH (AP) — The bridge on Mill Lane shuts on Monday for repairs that last three weeks.

Story continues below

The ferry takes over, and the fare stays the same until the bridge is open once more.

(AP)
"""


@pytest.mark.parametrize("profile", ["web", "article", "pdf"])
def test_the_news_pack_runs_where_it_is_asked_for(profile: str) -> None:
    cleaner = Cleaner(profile)
    assert not [rule for rule in cleaner.rules if rule.family == "news"]
    assert Cleaner(profile, extend_select=["news"]).clean(WIRE).text == (
        "Bridge to shut\n\nThe bridge on Mill Lane shuts on Monday for repairs that last three weeks.\n\n"
        "The ferry takes over, and the fare stays the same until the bridge is open once more.\n"
    )


def test_bylines_of_an_article_are_kept_and_cut_down() -> None:
    page = PAGES["en"]._replace(text=["By Ann Miller - May 19, 2025", *PAGES["en"].text])
    options = {"article.body": {"keep_title": True, "keep_bylines": True}, "news.byline": {"normalise": True}}
    text = Cleaner("article", extend_select=["news.byline"], options=options).clean(page.dump).text
    assert text.split("\n\n")[:2] == [page.title, "By Ann Miller"]
