"""Every pair of fixtures/pairs and, where there are any, of the cases that lie outside the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cases import FIXTURES, Case, cleaner, read

OWN = [case for path in sorted((FIXTURES / "pairs").glob("*.jsonl")) for case in read(path)]
DATA = os.environ.get("CLEANTEXT_DATA")
OUTSIDE = [case for path in sorted(Path(DATA, "cases").glob("*.jsonl")) for case in read(path)] if DATA else []
OTHERS = {"chrome", "glue", "file-io", "render"}


@pytest.mark.parametrize("case", OWN, ids=lambda case: case["id"])
def test_pair(case: Case) -> None:
    check(case)


@pytest.mark.skipif(not OUTSIDE, reason="CLEANTEXT_DATA holds no cases")
@pytest.mark.parametrize("case", [c for c in OUTSIDE if c["kind"] not in OTHERS], ids=lambda case: case["id"])
def test_outside_case(case: Case) -> None:
    check(case)


def check(case: Case) -> None:
    cleaning = cleaner(case["kind"]).clean(case["input"])
    assert cleaning.text == case["expected"]
    assert not cleaning.warnings
    assert cleaner(case["kind"]).clean(cleaning.text).text == cleaning.text
