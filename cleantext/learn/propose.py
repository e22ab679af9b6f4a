"""Proposals: which lines of a site go, made of how often and beside what they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cleantext.learn.tally import Group, Repeat, Tally
from cleantext.learn.thresholds import THRESHOLDS, Thresholds
from cleantext.prose import is_prose


@dataclass(frozen=True)
class Proposal:
    """A rule to be: ``lines`` as they are written, and on how many of the site's ``of`` pages it acts.

    ``least`` is how many of them must stand in a row; 1 for a line that goes alone. ``names`` are two of the pages,
    ``example`` the lines of one place where it acts, ``place`` is head, body or tail, ``prose`` the lines that read as
    prose.
    """

    name: str
    least: int
    lines: tuple[str, ...]
    pages: int
    of: int
    names: tuple[str, ...]
    place: str
    example: tuple[str, ...]

    @property
    def prose(self) -> tuple[str, ...]:
        return tuple(line for line in self.lines if is_prose(line))


@dataclass(frozen=True)
class Site:
    """What was learned of a site of so many pages; the strongest proposals come first."""

    name: str
    pages: int
    proposals: tuple[Proposal, ...]


def propose(tally: Tally, thresholds: Thresholds = THRESHOLDS) -> Iterator[Site]:
    """The proposals for each site that was counted. ``tally`` is spent afterwards."""
    sites: list[tuple[str, int]] = []
    groups: list[Group] = []
    made: list[tuple[str, list[Repeat], int]] = []
    alone: dict[str, list[Proposal]] = {}
    lowest = min([thresholds.alone, *(run.percent for run in thresholds.runs)])
    for site, pages, repeats, pairs in tally.repeats(lowest):
        sites.append((site, pages))
        alone[site] = [_line(r, pages) for r in repeats if _goes_alone(r, pages, thresholds)]
        seen: set[frozenset[str]] = set()
        for run in thresholds.runs:
            by_key = {r.key: r for r in repeats if _share(r, pages) >= _asked(r, run.percent, thresholds)}
            for keys in _joined(pairs, by_key):
                if len(keys) >= run.lines and frozenset(keys) not in seen:
                    seen.add(frozenset(keys))
                    groups.append(Group(site, keys, run.lines))
                    made.append((run.name, [by_key[key] for key in keys], pages))
    runs: dict[str, list[Proposal]] = defaultdict(list)
    for number, found in tally.runs(groups).items():
        (name, repeats, pages), group = made[number], groups[number]
        lines = tuple(r.text for r in repeats)
        names = tuple(dict.fromkeys(found.names))
        runs[group.site].append(
            Proposal(name, group.least, lines, found.pages, pages, names, found.place, tuple(found.lines))
        )
    for site, pages in sites:
        order = sorted([*runs[site], *alone[site]], key=lambda p: (p.least == 1, -p.pages, -len(p.lines), p.lines))
        yield Site(site, pages, tuple(order))


def _line(repeat: Repeat, pages: int) -> Proposal:
    names = tuple(dict.fromkeys(repeat.names))
    return Proposal("line", 1, (repeat.text,), repeat.pages, pages, names, repeat.place, (repeat.text,))


def _share(repeat: Repeat, pages: int) -> float:
    return 100 * repeat.pages / pages


def _asked(repeat: Repeat, percent: int, thresholds: Thresholds) -> int:
    return thresholds.prose if is_prose(repeat.text) else percent


def _goes_alone(repeat: Repeat, pages: int, thresholds: Thresholds) -> bool:
    worded = is_prose(repeat.text) or len(repeat.text.split()) >= thresholds.words
    return worded and _share(repeat, pages) >= thresholds.alone


def _joined(pairs: Iterable[tuple[str, str]], keys: Iterable[str]) -> Iterator[Sequence[str]]:
    """The ``keys`` in groups, each connected by pairs; in the order of ``keys``."""
    parent = {key: key for key in keys}

    def root(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for one, other in pairs:
        if one in parent and other in parent:
            parent[root(one)] = root(other)
    groups: dict[str, list[str]] = defaultdict(list)
    for key in parent:
        groups[root(key)].append(key)
    yield from groups.values()
