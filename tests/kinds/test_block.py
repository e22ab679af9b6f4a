"""Blocks of labels: without ``then`` the labels themselves follow."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleantext.chain import Chain
from cleantext.cleaner import Cleaner
from cleantext.document import Document
from cleantext.edits import Edit
from cleantext.errors import ConfigError
from cleantext.keys import LABEL_MAX
from cleantext.kinds.block import Block
from cleantext.kinds.table import Table
from cleantext.rule import Risk, Rule, Stage

MENU = ["Town", "Ferries", "Tide tables"]


def block(**values: object) -> Block:
    return Block(Table(values, "pack, rule x.y", trusted=True))


def left(finder: Block, text: str) -> str:
    for start, end, _, _ in reversed(list(finder.find(Document(text)))):
        text = text[:start] + text[end:]
    return text


@pytest.mark.parametrize("order", [MENU, MENU[::-1], [*MENU, *MENU], ["» TOWN", "", "* Ferries", "tide  tables:"]])
def test_labels_in_any_order_and_number_are_a_run(order: list[str]) -> None:
    text = "".join(f"{line}\n" for line in order)
    assert left(block(labels=MENU, least=2), f"Bread.\n{text}Fish.\n").split() == ["Bread.", "Fish."]


@pytest.mark.parametrize("text", ["Town\nFerries\n", "Town\nFerries\nBread.\nTide tables\n", "Town Ferries\n" * 3])
def test_a_run_that_is_too_short_stays(text: str) -> None:
    assert left(block(labels=MENU, least=2), text) == text


def test_a_run_is_as_long_as_it_is() -> None:
    assert left(block(labels=MENU, least=2), "Town\n" * 22) == ""
    assert left(block(labels=MENU, least=2), "Town\n" * 1000) == ""


def test_a_label_may_be_longer_than_keys_are() -> None:
    notice = "Terms apply. " * (LABEL_MAX // 10)
    finder = block(labels=["Town", notice], least=1, limit=len(notice))
    assert left(finder, f"Town\n{notice}\nBread.\n") == "Bread.\n"
    assert left(finder, f"{notice}\nTown\nBread.\n") == "Bread.\n"
    assert left(block(labels=["Town", notice], least=1), f"Town\n{notice}\n") == f"Town\n{notice}\n"


def test_a_block_without_labels_needs_then() -> None:
    with pytest.raises(ConfigError, match="then is missing"):
        block(start="^town$")


def test_prose_that_a_rule_writes_out_is_outside_of_the_budget(tmp_path: Path) -> None:
    prose = [
        f"Notice number {word} is printed below each of the stories in this paper."
        for word in ("a", "b", "c", "d", "e")
    ]
    text = "".join(f"{line}\n" for line in prose)
    pack = tmp_path / "pack.toml"
    head = '[[rule]]\nid = "chrome.notice-x"\nwhy = "?"\n'
    pack.write_text(f'{head}kind = "block"\nlabels = {prose}\nleast = 2\n')
    cleaning = Cleaner(select=["chrome"], packs=[str(pack)]).clean(text)
    assert (cleaning.text, cleaning.warnings) == ("", [])
    pack.write_text(f'{head}kind = "line"\nmatch = "^notice number"\n')
    cleaning = Cleaner(select=["chrome"], packs=[str(pack)]).clean(text)
    assert cleaning.text == text
    assert cleaning.warnings


class Spy:
    """A finder that looks at the evidence and proposes nothing."""

    def __init__(self) -> None:
        self.seen: frozenset[int] = frozenset()

    def find(self, document: Document) -> list[Edit]:
        self.seen |= document.labelled
        return []


@pytest.mark.parametrize("shipped", [True, False])
def test_only_lines_of_shipped_rules_are_evidence_for_fitted_weights(shipped: bool) -> None:
    spy = Spy()
    finder = block(labels=MENU, least=2)
    rules = [
        Rule("chrome.menu-x", Stage.chrome, Risk.low, "?", finder, shipped=shipped),
        Rule("chrome.spy", Stage.chrome, Risk.low, "?", spy),
    ]
    Chain(rules).run(Document("Bread.\nTown\nFerries\nTide tables\n"))
    assert spy.seen == (frozenset({1, 2, 3}) if shipped else frozenset())


def test_a_rule_of_a_user_s_pack_is_not_shipped(tmp_path: Path) -> None:
    pack = tmp_path / "pack.toml"
    pack.write_text('[[rule]]\nid = "chrome.x"\nwhy = "?"\nkind = "line"\nlabels = ["Town"]\n')
    rules = {rule.id: rule.shipped for rule in Cleaner(packs=[str(pack)]).rules}
    assert [name for name, shipped in rules.items() if not shipped] == ["chrome.x"]
