"""What is proposed, and what is not: counts, neighbours, prose, and a pack that does what its proposals say."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from cleantext.cleaner import Cleaner
from cleantext.learn import tally as tallying
from cleantext.learn.pack import slug, tables, written
from cleantext.learn.propose import Proposal, Site, propose
from cleantext.learn.tally import Tally
from cleantext.packs import read_pack
from cleantext.trial import trial
from tests.learn.pages import FOOT, HEADING, MENU, NOTICE, page, pages, story

pytest.importorskip("duckdb", reason="the extra learn is not installed")


def learned(texts: Iterable[str]) -> tuple[Proposal, ...]:
    with Tally() as tally:
        for number, text in enumerate(texts):
            tally.add("gazette", f"page{number}", text)
        (site,) = propose(tally)
    return site.proposals


def lines(proposals: Iterable[Proposal]) -> set[str]:
    return {line for proposal in proposals for line in proposal.lines}


def test_menu_and_foot_are_runs_and_the_notice_goes_alone() -> None:
    found = learned(pages(5))
    runs = [p for p in found if p.least > 1]
    assert [set(p.lines) for p in runs] == [set(MENU), {NOTICE, *FOOT}]
    assert [p.place for p in runs] == ["head", "tail"]
    assert [p.lines for p in found if p.least == 1] == [(NOTICE,)]
    assert {(p.pages, p.of) for p in found} == {(5, 5)}


def test_lines_of_a_run_are_in_the_order_of_the_page() -> None:
    assert learned(pages(3))[0].lines == tuple(MENU)


def test_a_heading_whose_neighbours_differ_is_content() -> None:
    assert HEADING not in lines(learned(pages(8)))


def test_prose_is_told_apart() -> None:
    assert {line for p in learned(pages(4)) for line in p.prose} == {NOTICE}


def test_a_line_on_too_few_pages_is_not_proposed() -> None:
    texts = [page(n, menu=MENU if n <= 2 else []) for n in range(1, 11)]
    assert not set(MENU) & lines(learned(texts))


def test_a_long_run_needs_fewer_pages_than_a_short_one() -> None:
    few = {n: page(n, menu=MENU if n <= 4 else [], foot=FOOT[:3] if n <= 4 else []) for n in range(1, 11)}
    found = learned(few.values())
    assert set(MENU) <= lines(found)
    assert not set(FOOT) & lines(found)
    assert [p.least for p in found if set(MENU) <= set(p.lines)] == [8]


def test_prose_on_some_pages_only_is_not_proposed() -> None:
    texts = [page(n).replace(f"{NOTICE}\n", "") if n > 6 else page(n) for n in range(1, 11)]
    assert NOTICE not in lines(learned(texts))


def test_short_lines_alone_are_not_proposed() -> None:
    texts = [page(n, menu=["Tide tables"], foot=[]) for n in range(1, 6)]
    assert "Tide tables" not in lines(learned(texts))


def test_lines_in_code_fences_and_endless_ones_are_no_labels() -> None:
    endless = "word " * (tallying.LONGEST // 4)
    fenced = "```\nmake all\nmake test\nmake clean\nmake docs\nmake wheel\n```\n"
    found = lines(learned(f"{text}{endless}\n\n{fenced}" for text in pages(4)))
    assert found
    assert not found & {endless.strip(), "make all"}


@pytest.mark.parametrize("other", ["Tide\u00ad tab\u200bles", "Tide&#32;tables", "TIDE  TABLES:", "» Tide tables"])
def test_what_rules_see_alike_is_one_line(other: str) -> None:
    texts = [page(n).replace("Tide tables", other) if n % 2 else page(n) for n in range(1, 5)]
    assert {len(p.lines) for p in learned(texts) if p.place == "head"} == {len(MENU)}
    assert {p.pages for p in learned(texts)} == {4}


def test_lines_that_are_neighbours_on_one_page_only_are_no_run() -> None:
    above, below = MENU[1:4], MENU[4:7]
    texts = [page(n, menu=above, foot=[]) + "\n".join([f"Part {n}", *below]) for n in range(1, 6)]
    texts.append(page(6, menu=[*above, *below], foot=[]))
    assert not {*above, *below} & lines(learned(texts))


def test_one_line_many_times_is_no_run() -> None:
    texts = [page(n, menu=["Town"] * 6, foot=[]) for n in range(1, 6)]
    assert "Town" not in lines(learned(texts))


@pytest.mark.parametrize("odd", ["\x00", "'); drop table line; --", "\ud800", "$1", "{memory}"])
def test_odd_text_is_counted_like_any_other(odd: str) -> None:
    assert set(MENU) <= lines(learned(f"{odd} page\n{text}" for text in pages(3)))


def test_sites_are_learned_apart() -> None:
    with Tally() as tally:
        for number in range(1, 5):
            tally.add("north", f"n{number}", page(number, foot=[]))
            tally.add("south", f"s{number}", page(number, menu=[]))
        for number in range(2):
            tally.add("west", "w", page(number))
        found = {site.name: site for site in propose(tally)}
    assert list(found) == ["north", "south", "west"]
    assert set(MENU) <= lines(found["north"].proposals)
    assert not set(MENU) & lines(found["south"].proposals)
    assert found["west"] == Site("west", 2, ())


def test_counting_does_not_need_the_pages_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallying, "_BATCH", 7)
    assert [set(p.lines) for p in learned(pages(4)) if p.least > 1] == [set(MENU), {NOTICE, *FOOT}]


def test_the_same_pages_give_the_same_pack() -> None:
    one, other = (written(tables("gazette", learned(pages(6)))) for _ in range(2))
    assert one == other


def test_the_pack_cleans_a_page_that_it_never_saw(tmp_path: Path) -> None:
    pack = tmp_path / "gazette.toml"
    pack.write_text(written(tables(slug("Gazette"), learned(pages(6)))), "utf-8")
    cleaning = Cleaner(select=["chrome"], packs=[str(pack)]).clean(page(77))
    assert cleaning.text == "".join(f"{line}\n" for line in story(77))
    assert not cleaning.warnings


@pytest.mark.parametrize(("count", "stays"), [(3, True), (4, False)])
def test_a_run_of_four_lines_goes_and_one_of_three_stays(count: int, stays: bool, tmp_path: Path) -> None:
    pack = tmp_path / "gazette.toml"
    pack.write_text(written(tables("gazette", learned(pages(6)))), "utf-8")
    menu = "".join(f"{line}\n" for line in MENU[2 : 2 + count])
    cleaning = Cleaner(select=["chrome.gazette-run-1"], packs=[str(pack)]).clean(f"{menu}Bread.\n")
    assert cleaning.text == f"{menu if stays else ''}Bread.\n"


def test_long_lines_go_too(tmp_path: Path) -> None:
    notice = "The notice is long, and says in as many words as it can that nothing is promised to anybody. " * 6
    pack = tmp_path / "gazette.toml"
    pack.write_text(written(tables("gazette", learned(f"{text}\n{notice}\n" for text in pages(4)))), "utf-8")
    cleaning = Cleaner(select=["chrome"], packs=[str(pack)]).clean(f"Bread.\n\n{notice}\n")
    assert cleaning.text == "Bread.\n"


def test_names_that_are_no_text_are_kept_apart() -> None:
    with Tally() as tally:
        for number in range(3):
            tally.add("caf\udce9", f"page\udce9{number}", page(number))
        (site,) = propose(tally)
    assert (site.name, site.pages) == ("caf?", 3)
    assert set(MENU) <= lines(site.proposals)


def test_examples_and_keeps_of_the_pack_hold(tmp_path: Path) -> None:
    pack = tmp_path / "gazette.toml"
    tricky = [f"{text}Terms apply to the offer: see the notice at the ticket office ***\n" for text in pages(6)]
    pack.write_text(written(tables("gazette", learned(tricky))), "utf-8")
    rules = read_pack(pack)
    assert len(rules) > 3
    assert [fault for rule in rules for fault in trial(rule)] == []
    assert all("6 of 6 pages (page0, page5)" in rule.why for rule in rules)
