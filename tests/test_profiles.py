from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from cleantext.cleaner import Cleaner
from cleantext.config import find_config, read_config
from cleantext.errors import ConfigError
from cleantext.profiles import Settings, rules_of
from cleantext.rule import Risk


def write(folder: Path, text: str, name: str = "cleantext.toml") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def ids(**values: object) -> list[str]:
    return [rule.id for rule in rules_of(Settings(**values))]  # type: ignore[arg-type]


def test_order_is_that_of_the_stages() -> None:
    chosen = rules_of(Settings(select=("space", "chrome", "encoding")))
    assert [r.stage for r in chosen] == sorted(r.stage for r in chosen)


def test_a_family_obeys_risk_and_a_full_id_does_not() -> None:
    assert all(r.risk == Risk.none for r in rules_of(Settings(risk="none")))
    assert "quotes.straight-all" not in ids(select=("quotes",), risk="high")
    assert ids(select=("quotes.straight-all",), risk="none") == ["quotes.straight-all"]


def test_ignore_wins() -> None:
    assert "space.run" not in ids(ignore=("space.run",))
    assert not any(i.startswith("chrome.") for i in ids(ignore=("chrome",)))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"profile": "wed"}, "unknown profile 'wed'; did you mean 'web'"),
        ({"select": ("crome",)}, "no rule or family 'crome'; did you mean 'chrome'"),
        ({"ignore": ("glue.nam",)}, "no rule or family 'glue.nam'; did you mean 'glue.name'"),
        ({"risk": "lo"}, "risk must be none, low or high"),
        ({"options": {"glu": {}}}, r"\[glu\] is unknown; did you mean 'glue'"),
        ({"options": {"glue": {"keeps": []}}}, r"\[glue\]: unknown key 'keeps'; did you mean 'keep'"),
        ({"options": {"glue": {"keep": "x"}}}, "keep must be a list"),
    ],
)
def test_a_choice_that_makes_no_sense(values: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        ids(**values)


def test_the_nearest_config_going_up(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    write(tmp_path, 'profile = "minimal"')
    assert find_config(inner) == tmp_path / "cleantext.toml"
    write(tmp_path / "a", "[tool.other]\n", "pyproject.toml")
    assert find_config(inner) == tmp_path / "cleantext.toml"
    write(tmp_path / "a", '[tool.cleantext]\nprofile = "web"\n', "pyproject.toml")
    assert find_config(inner) == tmp_path / "a" / "pyproject.toml"


def test_a_config_is_read_whole(tmp_path: Path) -> None:
    write(tmp_path, 'risk = "none"\nignore = ["quotes"]\n', "base.toml")
    path = write(
        tmp_path,
        'extend = "base.toml"\nprofile = "minimal"\nignore = ["space.run"]\nexclude = ["x/"]\n[glue]\nkeep = ["AnnaKowalska"]\n'
        '[[per-file]]\nglob = "*.md"\nignore = ["space.trailing"]\n',
    )
    settings = read_config(path)
    assert (settings.profile, settings.risk, settings.ignore) == ("minimal", "none", ("quotes", "space.run"))
    assert settings.options == {"glue": {"keep": ["AnnaKowalska"]}}
    assert settings.for_file("docs/a.md").ignore == ("quotes", "space.run", "space.trailing")
    assert settings.for_file("a.txt") == settings


def test_options_reach_the_rules() -> None:
    text = "So said AnnaKowalska.\n"
    assert Cleaner().clean(text).text == "So said Anna Kowalska.\n"
    assert Cleaner(options={"glue": {"keep": ["AnnaKowalska"]}}).clean(text).text == text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('profle = "web"', "unknown key 'profle'; did you mean 'profile'"),
        ("profile = 3", "profile must be a string"),
        ('select = "chrome"', "select must be a list of strings"),
        ("[chrom]\nx = 1", "unknown key or family 'chrom'; did you mean 'chrome'"),
        ("[per-files]\nx = 1", "unknown key or family 'per-files'; did you mean 'per-file'"),
        ("[zzz]\nx = 1", "unknown key or family 'zzz'; known: [a-z0-9, -]{,400}$"),
        ('[[per-file]]\nprofile = "web"', "glob is missing"),
        ('[[per-file]]\nglob = "*"\nrisk = "low"', "unknown key 'risk'"),
        ("per-file = 3", r"written as \[\[per-file\]\]"),
        ('extend = "cleantext.toml"', "goes round in a circle"),
        ('extend = "none.toml"', "cannot be read"),
        ('packs = ["none.toml"]', "cannot be read"),
    ],
)
def test_a_bad_config_is_one_line_that_names_it(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        read_config(write(tmp_path, text))
    assert str(tmp_path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_settings_and_cleaners_can_be_pickled() -> None:
    for settings in (Settings(), Settings(options={"space.trailing": {"hard_breaks": True}})):
        assert pickle.loads(pickle.dumps(settings)) == settings
        assert pickle.loads(pickle.dumps(Cleaner(settings=settings))).clean("a  b").text == "a b"


def test_shipped_rules_are_built_once_and_options_stay_apart() -> None:
    plain = {rule.id: rule.finder for rule in Cleaner().rules}
    other = {rule.id: rule.finder for rule in Cleaner(ignore=["chrome.share"]).rules}
    assert all(plain[name] is finder for name, finder in other.items() if name != "space.blank-lines")
    changed = {rule.id: rule.finder for rule in Cleaner(options={"space.blank-lines": {"most": 0}}).rules}
    assert [name for name, finder in changed.items() if finder is not plain[name]] == ["space.blank-lines"]
    assert Cleaner(options={"space.blank-lines": {"most": 0}}).clean("a\n\n\nb\n").text == "a\nb\n"
    assert Cleaner().clean("a\n\n\n\nb\n").text == "a\n\nb\n"
