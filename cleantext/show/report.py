"""A cleaning as JSON: one object an edit.

Keys: ``file``; ``line`` and ``column`` (from 1, in code points; lines end at LF); ``start`` and ``end`` (code points
from 0 in the file as decoded, byte order mark included); ``before`` and ``after``; ``rules``; ``risk`` (the
highest of the rules).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from cleantext.cleaner import Cleaning

_RISKS = ("none", "low", "high")


def records(name: str, cleaning: Cleaning, risks: Mapping[str, str]) -> Iterator[bytes]:
    """The edits of a cleaning as JSON objects, in UTF-8; ``risks`` is the risk of each rule id."""
    before = cleaning.before
    line, begin, at = 1, 0, 0
    for start, end, new, rules in cleaning.patch:
        newlines = before.count("\n", at, start)
        if newlines:
            line += newlines
            begin = before.rfind("\n", at, start) + 1
        at = start
        record = {
            "file": name,
            "line": line,
            "column": start - begin + 1,
            "start": start,
            "end": end,
            "before": before[start:end],
            "after": new,
            "rules": list(rules),
            "risk": max((risks.get(rule, "low") for rule in rules), key=_RISKS.index, default="low"),
        }
        yield json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace")
