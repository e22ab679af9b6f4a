"""Which files a run reads."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from cleantext.corpus.shards import pairs
from cleantext.errors import CleantextError
from tests.corpus.shards import write_jsonl


def test_a_folder_that_cannot_be_listed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "in"
    for name in ("open", "shut", ".hidden"):
        (folder / name).mkdir(parents=True)
        write_jsonl(folder / name / "a.jsonl", 1)
    listed = os.scandir

    def scandir(path: Any) -> Any:
        if Path(path).name in ("shut", ".hidden"):
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    failed: list[tuple[Path, str]] = []

    def fail(path: Path, error: CleantextError) -> None:
        failed.append((path, str(error)))

    found = pairs(folder, tmp_path / "out", fail)
    assert found == [(folder / "open" / "a.jsonl", tmp_path / "out" / "open" / "a.jsonl")]
    assert failed == [(folder / "shut", "cannot be read: Permission denied")]
