"""A cleaning as JSON: one object an edit.

Keys: ``file``; ``line`` and ``column`` (from 1, in code points; lines end at LF); ``start`` and ``end`` (code points
from 0 in the file as decoded, byte order mark included); ``before`` and ``after``; ``rules``; ``risk`` (the
highest of the rules).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from cleantext.cleaner import Cleaning
from cleantext.show.marks import OBEYED
from cleantext.show.places import highest, places


def records(name: str, cleaning: Cleaning, risks: Mapping[str, str]) -> Iterator[bytes]:
    """The edits of a cleaning as JSON objects, in UTF-8; ``risks`` is the risk of each rule id."""
    for (start, end, new, rules), line, column, _, _ in places(cleaning):
        record = {
            "file": name,
            "line": line,
            "column": column,
            "start": start,
            "end": end,
            "before": cleaning.before[start:end],
            "after": new,
            "rules": list(rules),
            "risk": highest(rules, risks),
        }
        written = json.dumps(record, ensure_ascii=False)
        yield OBEYED.sub(lambda found: json.dumps(found.group())[1:-1], written).encode()
