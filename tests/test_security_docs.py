"""Every promise of docs/security.md names a test that is there."""

from __future__ import annotations

import re

from tests.conftest import PROJECT


def test_every_promise_has_its_test() -> None:
    written = (PROJECT / "docs" / "security.md").read_text("utf-8")
    named = set(re.findall(r"\btest_\w+(?=[`,)])", written))
    there = {
        name for path in (PROJECT / "tests").rglob("test_*.py") for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.M)
    }  # fmt: skip
    assert len(named) > 25
    assert named - there - {"test_faults"} == set()
    rows = [row for row in written.split("\n") if row.startswith("| ") and not row.startswith(("| promise", "| ---"))]
    assert [row for row in rows if "test_" not in row and "the same" not in row] == []
