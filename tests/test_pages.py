"""Whole pages: NAME.txt becomes NAME.expected.txt, and stays it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleantext.cleaner import Cleaner
from tests.conftest import PROJECT

PAGES = sorted(p for p in (PROJECT / "fixtures" / "pages").glob("*.txt") if not p.name.endswith(".expected.txt"))


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_page(path: Path) -> None:
    text = path.read_bytes().decode()
    expected = path.with_suffix(".expected.txt").read_bytes().decode()
    cleaning = Cleaner().clean(text)
    assert cleaning.text == expected
    assert cleaning.warnings == []
    assert not Cleaner().clean(expected).changed


def test_a_scraped_news_page_gives_the_article_and_nothing_else(data: Path) -> None:
    before = (data / "seed" / "article.txt").read_bytes().decode()
    after = Cleaner().clean(before).text
    lines = after.split("\n")
    assert lines[0] == before.split("\n")[2]
    assert after.endswith("the Kremlin's spokesperson said.\n")
    for gone in (
        "You are here",
        "9 users have voted.",
        "Newsletter",
        "Get top stories",
        "\nPDF",
        "\nup\n",
        "\u00a0",
        "\n\n\n",
    ):
        assert gone not in after
    assert lines[2].count("May 19, 2025") == 2
    assert "Volodymyr Zelensky" in after
    assert "Rustem Umerov" in after

    def solid(text: str) -> str:
        return "".join(text.split())

    kept = before[before.index(lines[0]) : before.index("spokesperson said.") + len("spokesperson said.")]
    assert solid(after) == solid(kept)
    assert not Cleaner().clean(after).changed
