"""Each rule of the text families does what its examples say, leaves alone what it keeps, and twice is once."""

from __future__ import annotations

import pytest

from cleantext import Cleaner
from cleantext.errors import ConfigError
from cleantext.packs import Blueprint
from cleantext.shipped import shipped

FAMILIES = {"encoding", "invisible", "quotes", "typography", "space", "layout", "mask"}
RULES = [rule for rule in shipped() if rule.family in FAMILIES]


def alone(rule: Blueprint) -> Cleaner:
    if rule.id == "mask.ascii":
        pytest.importorskip("anyascii")
    return Cleaner(select=[rule.id])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_examples(rule: Blueprint) -> None:
    cleaner = alone(rule)
    assert rule.examples
    for before, after in rule.examples:
        cleaning = cleaner.clean(before)
        assert cleaning.text == after
        assert not cleaning.warnings
        assert cleaner.clean(after).text == after


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_keeps(rule: Blueprint) -> None:
    cleaner = alone(rule)
    assert rule.keep
    for text in rule.keep:
        assert cleaner.clean(text).text == text


@pytest.mark.parametrize(
    ("rule", "options", "named"),
    [
        ("quotes.curly", {"locale": "xx"}, "locale"),
        ("quotes.curly", {"locale": 3}, "locale"),
        ("space.no-break", {"locale": "klingon"}, "locale"),
        ("quotes.straight", {"signs": "ab"}, "signs"),
        ("mask.url", {"placeholder": "a\nb"}, "placeholder"),
        ("mask.number", {"placeholder": "N 1 2"}, "placeholder"),
        ("mask.url", {"match": "("}, "match"),
        ("mask.url", {"plaecholder": "x"}, "placeholder"),
        ("space.blank-lines", {"most": -1}, "most"),
        ("layout.page-number", {"part": "feet"}, "part"),
    ],
)
def test_a_bad_option_is_a_config_error_that_names_rule_and_key(
    rule: str, options: dict[str, object], named: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        Cleaner(select=[rule], options={rule: options})
    assert rule in str(caught.value)
    assert named in str(caught.value)
    assert "\n" not in str(caught.value)


def test_ascii_without_its_extra_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "anyascii", None)
    with pytest.raises(ConfigError, match=r"cleantext-cli\[ascii\]"):
        Cleaner(select=["mask.ascii"]).clean("é")
