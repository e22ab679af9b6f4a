"""Cleanings as SARIF 2.1.0, the format of code scanners: each edit a result with the fix that makes it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from urllib.parse import quote

from cleantext import __version__
from cleantext.cleaner import Cleaning
from cleantext.rule import Rule
from cleantext.show.marks import brief
from cleantext.show.places import Place, places

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"none": "note", "low": "warning", "high": "warning"}


def head() -> str:
    """What stands before the results."""
    return f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{"columnKind": "unicodeCodePoints", "results": ['


def results(name: str, cleaning: Cleaning, rules: Sequence[Rule]) -> Iterator[str]:
    """One result an edit, as JSON."""
    risks = {rule.id: rule.risk.name for rule in rules}
    for place in places(cleaning):
        yield _json(_result(_uri(name), cleaning.before, place, risks))


def tail(rules: Sequence[Rule]) -> str:
    """What stands behind the results: the program and its rules."""
    driver = {
        "name": "cleantext",
        "semanticVersion": __version__,
        "rules": [
            {
                "id": rule.id,
                "shortDescription": {"text": rule.why},
                "defaultConfiguration": {"level": LEVELS[rule.risk.name]},
            }
            for rule in rules
        ],
    }
    return f'], "tool": {{"driver": {_json(driver)}}}}}]}}\n'


def _result(uri: str, before: str, place: Place, risks: dict[str, str]) -> dict[str, object]:
    edit = place.edit
    old = before[edit.start : edit.end]
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "charOffset": edit.start,
        "charLength": edit.end - edit.start,
    }
    change = {"deletedRegion": region} | ({"insertedContent": {"text": edit.new}} if edit.new else {})
    others = edit.rules[1:]
    return {
        "ruleId": edit.rules[0],
        "level": LEVELS[risks.get(edit.rules[0], "low")],
        "message": {
            "text": f"“{brief(old)}” → “{brief(edit.new)}”" + (f" (with {', '.join(others)})" if others else "")
        },
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}],
        "fixes": [{"artifactChanges": [{"artifactLocation": {"uri": uri}, "replacements": [change]}]}],
    }


def _uri(name: str) -> str:
    path = PurePath(name)
    quoted = quote(path.as_posix().encode("utf-8", "surrogateescape"))
    return f"file://{quoted}" if path.is_absolute() else quoted


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=True)
