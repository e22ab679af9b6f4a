"""Pairs of text before and after, one JSON object a line, and how those of a kind are run."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path

from cleantext import Cleaner

FIXTURES = Path(__file__).parent.parent / "fixtures"
Case = dict[str, str]


def read(path: Path) -> list[Case]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]


@cache
def cleaner(kind: str) -> Cleaner:
    how = tomllib.loads((FIXTURES / "kinds.toml").read_text("utf-8"))[kind]
    return Cleaner(how.get("profile"), select=how.get("select"), extend_select=how.get("extend-select", ()))
