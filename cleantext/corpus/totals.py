"""What a run did, counted: sums that add up over batches, shards and resumed runs."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cleantext.cleaner import Cleaning

EDGES = (0.0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Where the classes of the share removed begin; before the first are records that lost nothing."""
LINES = 1000
"""Removed lines that are counted at once; see :class:`Frequent`."""
LINE_MAX = 200
"""Code points of a removed line that are kept."""
SLOWEST = 10


@dataclass
class Frequent:
    """The most frequent of any number of lines, in bounded memory.

    A mergeable summary (Agarwal et al., Mergeable Summaries, 2012): a count is at most ``missing`` too low, and a line
    that was counted more often than that is there. Exact up to LINES different lines.
    """

    counts: Counter[str] = field(default_factory=Counter)
    missing: int = 0

    def add(self, counts: Mapping[str, int], missing: int = 0) -> None:
        self.counts.update(counts)
        self.missing += missing
        if len(self.counts) > 2 * LINES:
            cut = sorted(self.counts.values(), reverse=True)[LINES]
            self.counts = Counter({line: count - cut for line, count in self.counts.items() if count > cut})
            self.missing += cut

    def most(self, number: int | None = None) -> list[tuple[str, int]]:
        return sorted(self.counts.items(), key=lambda item: (-item[1], item[0]))[:number]

    def as_json(self) -> dict[str, Any]:
        return {"counts": dict(self.most()), "missing": self.missing}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Frequent:
        return cls(Counter(data["counts"]), data["missing"])


@dataclass
class Totals:
    """Sums over records.

    ``characters`` and ``removed`` count code points of the cleaned field; ``edits`` and ``touched`` count by rule id
    what it signed and the records it changed; ``reasons`` counts rejected and dropped records; ``shares`` counts the
    records that lost nothing and those in each class of EDGES; ``slowest`` holds CPU seconds, file, line and code
    points.
    """

    records: int = 0
    changed: int = 0
    rejected: int = 0
    dropped: int = 0
    characters: int = 0
    removed: int = 0
    edits: Counter[str] = field(default_factory=Counter)
    touched: Counter[str] = field(default_factory=Counter)
    reasons: Frequent = field(default_factory=Frequent)
    shares: list[int] = field(default_factory=lambda: [0] * (len(EDGES) + 1))
    lines: Frequent = field(default_factory=Frequent)
    slowest: list[tuple[float, str, int, int]] = field(default_factory=list)

    def count(self, cleaning: Cleaning, seconds: float, source: str, line: int) -> None:
        """Add one cleaned record."""
        before = len(cleaning.before)
        removed = before - len(cleaning.text)
        self.records += 1
        self.characters += before
        self.removed += removed
        self.shares[bisect_right(EDGES, removed / before) if removed > 0 else 0] += 1
        if cleaning.changed:
            self.changed += 1
            self.edits.update(cleaning.stats)
            self.touched.update(cleaning.stats.keys())
            self.lines.add(_removed_lines(cleaning))
        if len(self.slowest) < SLOWEST or seconds > self.slowest[-1][0]:
            self._slow([(seconds, source, line, before)])

    def leave_out(self, reason: str, dropped: bool) -> None:
        """Add one record that went to the side file."""
        self.records += 1
        self.dropped += dropped
        self.rejected += not dropped
        self.reasons.add({reason: 1})

    def merge(self, other: Totals) -> None:
        for name in ("records", "changed", "rejected", "dropped", "characters", "removed"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.edits.update(other.edits)
        self.touched.update(other.touched)
        self.reasons.add(other.reasons.counts, other.reasons.missing)
        self.shares = [a + b for a, b in zip(self.shares, other.shares, strict=True)]
        self.lines.add(other.lines.counts, other.lines.missing)
        self._slow(other.slowest)

    def _slow(self, more: list[tuple[float, str, int, int]]) -> None:
        self.slowest = sorted([*self.slowest, *more], key=lambda one: -one[0])[:SLOWEST]

    def as_json(self) -> dict[str, Any]:
        """Plain values, from which ``from_json`` makes the same totals."""
        return {
            **{
                name: getattr(self, name)
                for name in ("records", "changed", "rejected", "dropped", "characters", "removed")
            },
            "edits": _sorted(self.edits),
            "touched": _sorted(self.touched),
            "reasons": self.reasons.as_json(),
            "shares": self.shares,
            "lines": self.lines.as_json(),
            "slowest": self.slowest,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Totals:
        return cls(
            **{
                **data,
                "edits": Counter(data["edits"]),
                "touched": Counter(data["touched"]),
                "reasons": Frequent.from_json(data["reasons"]),
                "lines": Frequent.from_json(data["lines"]),
                "slowest": [tuple(one) for one in data["slowest"]],
            }
        )


def _removed_lines(cleaning: Cleaning) -> Counter[str]:
    """The lines that went as a whole, blank ones left out."""
    before, size = cleaning.before, len(cleaning.before)
    found: Counter[str] = Counter()
    for start, end, new, _ in cleaning.patch:
        if new or (start and before[start - 1] != "\n") or (end < size and before[end - 1] != "\n"):
            continue
        found.update(line.strip()[:LINE_MAX] for line in before[start:end].split("\n") if line.strip())
    return found


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
