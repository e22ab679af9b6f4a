"""Chrome in many languages: fixtures/pairs/chrome.jsonl, with the chrome rules alone and in the default profile."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cleantext.cleaner import Cleaner

PAIRS = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "fixtures/pairs/chrome.jsonl").read_text("utf-8").splitlines()
]
CHROME, WEB = Cleaner(select=["chrome"]), Cleaner()


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["id"])
@pytest.mark.parametrize("cleaner", [CHROME, WEB], ids=["chrome", "web"])
def test_pair(pair: dict[str, str], cleaner: Cleaner) -> None:
    cleaned = cleaner.clean(pair["input"]).text
    assert cleaned == pair["expected"], pair["note"]
    assert cleaner.clean(cleaned).text == cleaned
