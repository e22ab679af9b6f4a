"""What is read off a pattern hides no line that it matches."""

from __future__ import annotations

import contextlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleantext.clues import alternatives, clues
from cleantext.errors import ConfigError
from cleantext.kinds.anchored import Anchored
from cleantext.labels import LabelIndex, Pattern
from cleantext.packs import read_pack
from cleantext.shipped import rules_folder, shipped

ATOMS = st.sampled_from(
    [
        "a",
        "b",
        "c",
        "ab",
        "ca",
        " ",
        "-",
        "é",
        "中",
        r"\d",
        "[0-9]",
        "[12]",
        "[ab]",
        "[^a]",
        "[a|(]",
        r"\|",
        r"\(",
        ".",
        r"\w",
    ]
)
AMOUNTS = st.sampled_from(["", "", "", "?", "*", "+", "{2}", "{0,2}", "{1,3}", "+?"])
SIDES = st.sampled_from(["", "", "", "^", "$", r"\b", "(?=a)", "(?!b)", "(?=.{0,2}b)", "(?<=a)", "(?<!a)"])


def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    group = st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})")
    piece = st.tuples(SIDES, st.one_of(ATOMS, group), AMOUNTS).map("".join)
    return st.lists(piece, min_size=1, max_size=4).map("".join)


SEQUENCES = st.recursive(st.tuples(ATOMS, AMOUNTS).map("".join), grown, max_leaves=8)
SOURCES = st.one_of(
    SEQUENCES,
    SEQUENCES.map(lambda source: f"^{source}"),
    SEQUENCES.map(lambda source: f"^{source}$"),
    st.lists(SEQUENCES, min_size=1, max_size=3).map(lambda parts: "|".join(f"^{part}$" for part in parts)),
    st.lists(SEQUENCES, min_size=1, max_size=3).map(lambda parts: f"^(?:{'|'.join(parts)})$"),
)
KEYS = st.lists(
    st.lists(
        st.sampled_from(["a", "b", "c", "ab", "ca", " ", "-", "é", "中", "1", "2", "7", "٣", "|", "("]), max_size=8
    ).map("".join),
    min_size=1,
    max_size=12,
)


@settings(max_examples=600)
@given(st.lists(SOURCES, min_size=1, max_size=4), KEYS)
def test_an_index_finds_what_trying_every_pattern_finds(sources: list[str], keys: list[str]) -> None:
    holds_what_all_patterns_find(sources, keys, trusted=True)


def holds_what_all_patterns_find(sources: list[str], keys: list[str], *, trusted: bool) -> None:
    patterns = [Pattern(source, "test", trusted=trusted) for source in sources]
    index = LabelIndex(patterns, [clues(source) for source in sources])
    found = index.matches(keys)
    for row, key in enumerate(keys):
        assert found.get(row, []) == [i for i, pattern in enumerate(patterns) if key and pattern.search(key)], key


USERS = st.tuples(
    st.sampled_from(["", "", "(?i)", "(?V1)"]),
    st.one_of(
        SOURCES,
        st.tuples(SOURCES, st.sampled_from(["(a)", r"(b)?\1", "[[:alpha:]]", r"\p{L}", "(?>ab?)", "a++"])).map("".join),
    ),
).map("".join)


@settings(max_examples=300, deadline=None)
@given(st.lists(USERS, min_size=1, max_size=3), KEYS)
def test_an_index_finds_what_trying_a_users_patterns_finds(sources: list[str], keys: list[str]) -> None:
    usable = []
    for source in sources:
        with contextlib.suppress(ConfigError):
            Pattern(source, "test", trusted=False)
            usable.append(source)
    holds_what_all_patterns_find(usable, keys, trusted=False)


@settings(max_examples=600)
@given(SOURCES, KEYS)
def test_the_parts_of_a_pattern_match_what_it_matches(source: str, keys: list[str]) -> None:
    parts = [re.compile(part) for part in alternatives(source)]
    for key in keys:
        assert any(part.search(key) for part in parts) == bool(re.search(source, key)), (source, key)


@pytest.mark.parametrize(
    "source", [r"(a)|b\1", r"^(?P<x>a)|(?P=x)b$", "(?i:a)|b", "(?i)a|b", "(a|b)|c", "[a|b]", r"a\|b"]
)
def test_a_pattern_whose_parts_count_on_each_other_stays_whole(source: str) -> None:
    assert alternatives(source) == [source]


def test_a_line_that_is_too_long_or_too_short_is_not_tried() -> None:
    tried: list[str] = []

    class Told(Pattern):
        def search(self, text: str) -> object:
            tried.append(text)
            return super().search(text)

    source = r"^\w{3,5} \d$"
    index = LabelIndex([Told(source, "test", trusted=True)], [clues(source)], [9])
    assert index.matches(["may 1", "a 1", "august 12", "may 1", "may a"], [5, 3, 9, 10, 5]) == {0: [0]}
    assert tried == ["may 1"]


def test_no_shipped_pattern_is_tried_on_every_line() -> None:
    finders = [rule.build().finder for rule in shipped()]
    known = [found for finder in finders if isinstance(finder, Anchored) for found in finder.clues]
    assert len(known) > 300
    assert [found for found in known if not found or not (found.begins or found.sets)] == []
    assert [
        found
        for found in known
        if found and not found.begins and r"\d" in found.sets[0].split("\x7f") and found.most > 40
    ] == []


def test_shipped_patterns_match_what_they_match_as_written() -> None:
    folder = rules_folder()
    lines = {line for rule in shipped() for example in rule.examples for line in example.before.lower().split("\n")}
    some = sorted(lines)[::9]
    parted = 0
    for path in sorted(folder.rglob("chrome/*.toml")):
        for rule in read_pack(path, name=path.relative_to(folder).as_posix(), trusted=True):
            for key in ("match", "start"):
                written = rule.values.get(key, [])
                for source in [written] if isinstance(written, str) else written:  # type: ignore[attr-defined]
                    parts = alternatives(source)
                    if len(parts) > 1 and "\\p{" not in source:
                        parted += 1
                        whole, pieces = re.compile(source), list(map(re.compile, parts))
                        for line in some:
                            assert bool(whole.search(line)) == any(piece.search(line) for piece in pieces), (
                                source,
                                line,
                            )
    assert parted > 50
