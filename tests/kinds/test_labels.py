"""Labels of line and block rules: whole lines, whatever ornaments and case they have."""

from __future__ import annotations

import re

import pytest

from cleantext.clues import clues
from cleantext.document import Document
from cleantext.errors import ConfigError
from cleantext.kinds.anchored import Anchors
from cleantext.kinds.block import Block
from cleantext.kinds.line import Line
from cleantext.kinds.table import Table
from cleantext.labels import label_pattern


def line(**values: object) -> Line:
    return Line(Table(values, "pack, rule x.y", trusted=True))


def dropped(finder: Line | Block, text: str) -> list[str]:
    return [text[start:end].rstrip("\n") for start, end, _, _ in finder.find(Document(text))]


@pytest.mark.parametrize("text", ["Share This", "» share this »", "* SHARE THIS:", "• Share\u00a0this", "o Share this"])
def test_a_label_is_known_with_its_ornaments(text: str) -> None:
    assert dropped(line(labels=["Share this"]), f"{text}\n") == [text]


@pytest.mark.parametrize("text", ["Share this bread", "Share", "To share this", "Sharethis"])
def test_a_label_is_the_whole_line(text: str) -> None:
    assert dropped(line(labels=["Share this"]), f"{text}\n") == []


def test_a_pattern_does_not_see_the_bullet() -> None:
    assert dropped(line(match="^[0-9]+ likes$"), "- 14 likes\n- 5\n") == ["- 14 likes"]


def test_beside_needs_a_neighbour_with_an_anchor_of_any_rule() -> None:
    button, count = line(labels=["share"], beside=True), line(match="^[0-9]+ likes$")
    alone, together = Document("Share\n\nBread.\n"), Document("14 likes\n\nShare\n")
    assert Anchors([button, count]).find(alone) == {}
    assert Anchors([button, count]).find(together) == {0: {2}, 1: {0}}


def test_a_block_may_start_with_a_label() -> None:
    block = Block(Table({"labels": ["up"], "then": "^[0-9]+ votes$"}, "pack, rule x.y", trusted=True))
    assert dropped(block, "Up\n9 votes\nText.\n") == ["Up", "9 votes"]
    assert dropped(block, "Up\nText.\n") == []


def test_a_rule_needs_labels_or_a_pattern() -> None:
    with pytest.raises(ConfigError, match="neither labels nor a pattern"):
        line(where="head")
    with pytest.raises(ConfigError, match="beside must be true or false"):
        line(labels=["a"], beside="yes")


@pytest.mark.parametrize("source", ["^[[:alpha:]]+$", "^(?:subscribe to our paper){e<=1}$", "(?V1)^[a-z--[xyz]]+$"])
def test_what_only_regex_understands_is_tried_on_every_line(source: str) -> None:
    assert clues(source) is None


def test_a_class_by_name_fires() -> None:
    posix = Line(Table({"match": "^[[:alpha:]]+$"}, "mine.toml, rule chrome.x", trusted=False))
    assert Anchors([posix]).find(Document("Share\n12\n")) == {0: {0}}


@pytest.mark.parametrize(("source", "message"), [("^mehr…$", "'…'"), ("^½ off$", "'½'"), ("^Home$", "'H'")])
def test_a_users_pattern_holds_no_character_that_no_key_holds(source: str, message: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(message)):
        label_pattern(source, "mine", trusted=False)


@pytest.mark.parametrize("source", [r"^\p{L}+ news$", r"^\P{Lu}{3}$", r"^\N{DIGIT ONE} vote$", r"^\W\w$"])
def test_capitals_of_escapes_are_no_letters_of_keys(source: str) -> None:
    assert label_pattern(source, "mine", trusted=False).source == source
