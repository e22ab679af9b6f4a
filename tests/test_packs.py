from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cleantext import shipped as module
from cleantext.cleaner import Cleaner
from cleantext.errors import ConfigError, MissingExtra, PatternTimeout
from cleantext.kinds.table import Table
from cleantext.labels import label_key
from cleantext.packs import Blueprint, read_pack
from cleantext.shipped import compile_shipped, shipped
from cleantext.trial import trial

GOOD = '[[rule]]\nid = "chrome.x"\nkind = "line"\nwhy = "x"\nmatch = "^x$"\n'


@pytest.mark.parametrize("blueprint", shipped(), ids=lambda b: b.id)
def test_examples_and_keeps(blueprint: Blueprint) -> None:
    try:
        assert list(trial(blueprint)) == []
    except MissingExtra as error:
        pytest.skip(str(error))


def test_the_compiled_packs_are_fresh() -> None:
    """`python -m cleantext.shipped` makes them anew."""
    for path, text in compile_shipped().items():
        assert path.read_text("utf-8") == text


def test_packs_that_are_newer_but_the_same_need_no_compiling(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a fresh clone, where all files were written at once; what was changed is read."""
    folder = tmp_path / "rules"
    shutil.copytree(module.rules_folder(), folder, copy_function=shutil.copyfile)
    monkeypatch.setattr(module, "_rules_folder", lambda: str(folder))
    assert module._data.__wrapped__() is not None
    with open(folder / module.PROFILES, "a", encoding="utf-8") as file:
        file.write("# one line more\n")
    assert module._data.__wrapped__() is None


def test_ids_are_unique() -> None:
    ids = [b.id for b in shipped()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = [", "bad TOML"),
        ("rule = 3", r"rules are written as \[\[rule\]\]"),
        ("[[rules]]", "unknown key 'rules'; did you mean 'rule'"),
        (GOOD.replace("chrome.x", "Chrome"), "id must be family.name"),
        (GOOD.replace('"line"', '"lin"'), "rule chrome.x: unknown kind 'lin'; did you mean 'line'"),
        (GOOD + 'mach = "x"\n', "rule chrome.x: unknown key 'mach'; did you mean 'match'"),
        (GOOD + 'where = "haed"\n', "where = 'haed'; did you mean 'head'"),
        (GOOD + 'risk = "huge"\n', "risk must be none, low or high"),
        (GOOD + 'stage = "crome"\n', "unknown stage 'crome'; did you mean 'chrome'"),
        (GOOD + "limit = -1\n", "limit must be a whole number"),
        (GOOD + 'examples = ["x"]\n', "an example is"),
        (GOOD + 'default = "no"\n', "default must be true or false"),
        (GOOD.replace('"^x$"', '"(x"'), r"bad pattern '\(x'"),
        (GOOD.replace('"^x$"', '"^You are"'), "'Y', but line keys are lower case"),
        (GOOD.replace('"^x$"', "3"), "match must be a string or a list of strings"),
        (GOOD.replace('match = "^x$"\n', ""), "has neither labels nor a pattern"),
        (GOOD + GOOD, "rule 'chrome.x' stands twice"),
        ('[[rule]]\nid = "space.x"\nkind = "fixer"\nwhy = "x"\nfixer = "../x"\n', "there is no fixer"),
        (
            '[[rule]]\nid = "space.x"\nkind = "fixer"\nwhy = "x"\nfixer = "quotes"\noptions = { carefl = true }\n',
            "unknown key 'carefl'",
        ),
        (
            '[[rule]]\nid = "space.x"\nkind = "fixer"\nwhy = "x"\nfixer = "quotes"\noptions = { careful = 1 }\n',
            "careful must be a bool",
        ),
        ('[[rule]]\nid = "space.x"\nkind = "replace"\nwhy = "x"\nmatch = "x"\nwith = "\\\\9"\n', "bad with"),
    ],
)
def test_a_bad_pack_is_one_line_that_names_it(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "pack.toml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=message) as caught:
        read_pack(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_and_a_latin_1_pack(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read: No such file"):
        read_pack(tmp_path / "none.toml")
    (tmp_path / "pack.toml").write_bytes(b"x = '\xe9'")
    with pytest.raises(ConfigError, match="is not UTF-8"):
        read_pack(tmp_path / "pack.toml")


def test_a_users_pack_runs_without_being_selected(tmp_path: Path) -> None:
    path = tmp_path / "pack.toml"
    path.write_text(GOOD)
    assert Cleaner(packs=[str(path)]).clean("x\ny\n").text == "y\n"
    assert Cleaner(packs=[str(path)], select=["space"]).clean("x\ny\n").text == "x\ny\n"


def test_a_users_rule_cannot_take_the_id_of_a_shipped_one(tmp_path: Path) -> None:
    path = tmp_path / "pack.toml"
    path.write_text(GOOD.replace("chrome.x", "space.run"))
    with pytest.raises(ConfigError, match="already in space.toml"):
        Cleaner(packs=[str(path)])


def test_a_pattern_that_runs_out_of_time_fails_the_document_and_names_the_rule(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cleantext.bounds.TIME_LIMIT", 0.05)
    path = tmp_path / "pack.toml"
    path.write_text('[[rule]]\nid = "space.slow"\nkind = "replace"\nwhy = "x"\nmatch = "(a|aa)+$(?<!a)"\n')
    with pytest.raises(PatternTimeout, match="space.slow"):
        Cleaner(packs=[str(path)]).clean("a" * 60 + "b")


def test_a_rule_that_breaks_its_promise_loses_its_edits_and_is_named(tmp_path: Path) -> None:
    path = tmp_path / "pack.toml"
    path.write_text('[[rule]]\nid = "space.greedy"\nkind = "replace"\nwhy = "x"\nmatch = "b"\n')
    cleaning = Cleaner(packs=[str(path)]).clean("a  b\n")
    assert cleaning.text == "a b\n"
    assert any("space.greedy" in warning for warning in cleaning.warnings)


def test_a_language_pack_repeats_no_english_label() -> None:
    """Loan words are English rules' business: one line, one signature. A rule's own examples may need theirs."""

    def held(blueprint: Blueprint) -> set[tuple[object, ...]]:
        values = blueprint.values
        written = Table(values, blueprint.id, trusted=True).strings("labels", ())
        conditions = tuple(values.get(key) for key in ("where", "beside", "near", "limit"))
        return {(label_key(label), *conditions) for label in written}

    lines = [b for b in shipped() if b.kind == "line"]
    english = {label for b in lines if b.pack == "chrome/en.toml" for label in held(b)}
    for blueprint in lines:
        if len(blueprint.pack) == len("chrome/xx.toml") and blueprint.pack != "chrome/en.toml":
            shown = {label_key(line) for e in blueprint.examples for line in e.before.split("\n")}
            assert {label for label in held(blueprint) & english if label[0] not in shown} == set(), blueprint.id
