from __future__ import annotations

from pathlib import Path

from cleantext.catalogue import markdown
from cleantext.shipped import shipped

PAGE = Path(__file__).parent.parent / "docs" / "rules.md"


def test_the_page_of_rules_is_fresh() -> None:
    assert PAGE.read_text("utf-8") == markdown(), "run: python -m cleantext.catalogue > docs/rules.md"


def test_every_rule_stands_on_it() -> None:
    text = markdown()
    assert all(f"### {rule.id}\n" in text for rule in shipped())
    assert "\u202e" not in text
