"""Cases, kind by kind: what one kind of rule makes of a text. fixtures/kinds.toml says how each kind is run."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cleantext import files
from cleantext.cleaner import Cleaner
from cleantext.files import FileError
from tests.conftest import PROJECT

KINDS: dict[str, dict[str, Any]] = tomllib.loads((PROJECT / "fixtures" / "kinds.toml").read_text("utf-8"))


def load(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]


CASES = [case for path in sorted((PROJECT / "fixtures" / "pairs").glob("*.jsonl")) for case in load(path)]


@cache
def cleaner(kind: str) -> Cleaner:
    how = {key.replace("-", "_"): value for key, value in KINDS[kind].items()}
    return Cleaner(**how)


def check(case: dict[str, Any]) -> None:
    """The expected text, and the same again on a second run; bytes that are no text are refused."""
    before = case["input"]
    if any("\udc80" <= c <= "\udcff" for c in before):
        with pytest.raises(FileError):
            files.decode(before.encode("utf-8", "surrogateescape"))
        return
    cleaning = cleaner(case["kind"]).clean(before)
    assert cleaning.text == case["expected"]
    assert cleaning.patch.apply(before) == cleaning.text
    assert cleaner(case["kind"]).clean(cleaning.text).text == cleaning.text


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_case(case: dict[str, Any]) -> None:
    check(case)


def test_ids_are_unique() -> None:
    ids = [case["id"] for case in CASES]
    assert len(ids) == len(set(ids))


def test_open_cases(data: Path) -> None:
    cases = load(data / "cases" / "open.jsonl")
    failed = []
    for case in cases:
        try:
            check(case)
        except AssertionError as error:
            failed.append(f"{case['id']}: {error}")
    assert cases
    assert not failed, "\n".join(failed)
