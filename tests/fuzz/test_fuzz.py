"""A short run of every target, a bug planted for each, and what was found before."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from cleantext import chain, config, files, invariants, patchfile
from cleantext.edits import Patch
from cleantext.ends import Ends
from cleantext.kinds.table import Table
from cleantext.rule import Stage
from cleantext.show import unified
from tests.conftest import PROJECT
from tests.fuzz import targets
from tests.fuzz.engine import Tally, attempt, read_back
from tests.fuzz.targets import TARGETS, Target

FOUND = sorted((PROJECT / "fixtures" / "fuzz").glob("*.json"))
BY_NAME = {target.name: target for target in TARGETS}
SLOW = {"promises 1-5, web": 60, "promises 1-5, article": 60, "diff: patch, patch -R": 20}


def tries(target: Target, count: int, seed: str) -> Tally:
    random, tally = Random(f"{seed} {target.name}"), Tally()
    for _ in range(count):
        attempt(target, target.make(random), tally)
    return tally


@pytest.mark.parametrize("target", TARGETS, ids=BY_NAME)
def test_a_short_run_finds_nothing(target: Target) -> None:
    tally = tries(target, SLOW.get(target.name, 400), "test")
    assert not tally.failures, tally.failures[0]
    assert tally.distinct > 10
    assert tally.edited > 0 or "loader" in target.name or "undo" in target.name or "c4" in target.name


@pytest.mark.parametrize("path", FOUND, ids=[path.stem for path in FOUND])
def test_what_was_found_before(path: Path) -> None:
    row = json.loads(path.read_text())
    BY_NAME[row.pop("target")].check(read_back(json.dumps(row)))


def _edit_without_last(monkeypatch: pytest.MonkeyPatch) -> None:
    genuine = Patch.invert
    monkeypatch.setattr(Patch, "invert", lambda self, text: Patch(genuine(self, text).edits[:-1]))


def _unsettled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "ROUNDS", 1)


def _ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Ends, "restore", lambda self, patch: Patch(patch.edits[1:]))


def _lossy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "encode", lambda text, encoding: text.encode(encoding).replace(b"\r\n", b"\n"))


def _compose(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Patch, "compose", lambda self, later: Patch(sorted({*self.edits, *later.edits})[:1]))


def _ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unified, "_ended", lambda line: line if line.endswith("\n") else line + "\n")


def _range(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unified, "_range", lambda top, size: f"{top + 2},{size}")


def _body(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patchfile, "_body", lambda lines, at, old, new: (at + 1, lines[at][1:], lines[at + 1][1:]))


def _untyped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Table, "strings", lambda self, key, default=None: list(self.values.get(key, default)))


def _unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(config, "_list", lambda data, key, place: data.get(key, []))


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """A cleaner that a planted bug went into is not kept for the tests behind it."""
    targets.cleaner.cache_clear()
    yield
    targets.cleaner.cache_clear()


PLANTED: dict[str, tuple[Callable[[pytest.MonkeyPatch], None], int]] = {
    **{name: (_edit_without_last, 400) for name in BY_NAME if name.startswith("promises")},
    "bytes: decode, clean, encode": (_lossy, 3000),
    "patches: compose, invert, select": (_compose, 200),
    "diff: print, take back": (_ended, 300),
    "diff: patch, patch -R": (_range, 20),
    "undo of hostile patches": (_body, 3000),
    "pack loader": (_untyped, 1000),
    "config loader": (_unchecked, 1500),
}


@pytest.mark.parametrize("target", TARGETS, ids=BY_NAME)
def test_a_planted_bug_is_found(target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    plant, count = PLANTED[target.name]
    plant(monkeypatch)
    assert tries(target, count, "planted").failed


@pytest.mark.parametrize(
    ("promise", "plant"),
    [
        ("1", lambda m: m.setattr(Patch, "without_noops", lambda self, text: Patch(self.edits[1:]))),
        ("2", lambda m: m.setattr(Patch, "select", lambda self, hunks: self)),
        ("3", _edit_without_last),
        ("4", _unsettled),
        ("5", lambda m: m.setitem(invariants.INVARIANTS, Stage.typography, lambda removed, new: False)),
    ],
)
def test_a_bug_planted_against_each_promise_is_found(
    promise: str, plant: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch)
    tally = tries(BY_NAME["promises 1-5, minimal" if promise != "5" else "promises 1-5, typography"], 3000, "planted")
    assert any(f"{promise}: " in why for _, why in tally.failures), tally.failures[:1]
