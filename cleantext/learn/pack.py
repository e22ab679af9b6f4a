"""A learned pack as TOML: each rule carries the counts as its ``why``, and its evidence as example and keep."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cleantext.errors import CleantextError, MissingExtra
from cleantext.kinds.anchored import LIMIT
from cleantext.labels import label_key
from cleantext.learn.propose import Proposal, Site
from cleantext.packs import rules_in
from cleantext.trial import trial

Table = Mapping[str, Any]
NAME_MAX = 100
"""Letters of the name of a pack, so that a file can bear it."""
SEAL = b"# As learned: "
"""Begins the last line of a pack, the digest of what stands above it."""


def slug(name: str) -> str:
    """A name as rule ids have it: small letters, digits and hyphens, a letter first.

    >>> slug("News.Example.org"), slug("24 hours"), slug("新聞")
    ('news-example-org', 'site-24-hours', 'site')
    """
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return plain if plain[:1].isalpha() else f"site-{plain}".rstrip("-")


def names(sites: Iterable[Site]) -> Iterator[str]:
    """A name for the pack of each site; those whose names come out the same get a number.

    >>> list(names(Site(name, 3, ()) for name in ("a.b", "a-b", "a.c")))
    ['a-b', 'a-b-2', 'a-c']
    """
    taken: set[str] = set()
    for site in sites:
        name = plain = slug(site.name)[:NAME_MAX].rstrip("-")
        number = 1
        while name in taken:
            number += 1
            name = f"{plain}-{number}"
        taken.add(name)
        yield name


def tables(name: str, proposals: Iterable[Proposal]) -> list[Table]:
    """The rules of the pack ``name``, as they stand in TOML."""
    counts: Counter[str] = Counter()
    rules = []
    for proposal in proposals:
        counts[proposal.name] += 1
        rules.append(_table(f"chrome.{name}-{proposal.name}-{counts[proposal.name]}", proposal))
    return rules


def fault(rule: Table) -> str:
    """Why a rule does not hold; empty if it does."""
    try:
        (blueprint,) = rules_in({"rule": [rule]}, "the proposal")
        faults = [one.kind for one in trial(blueprint)]
    except CleantextError as error:
        return str(error)
    return f"its examples do not hold ({', '.join(faults)})" if faults else ""


def pack(rules: Iterable[Table], pages: int) -> bytes:
    """The file of a pack that was learned from so many pages; its last line tells whether somebody edited it since."""
    data = f"# Learned by `cleantext learn` from {pages} pages.\n\n{written(rules)}".encode()
    return data + _seal(data)


def is_as_learned(data: bytes) -> bool:
    """Whether this is a pack as :func:`pack` wrote it, so that learning it anew loses nobody's work."""
    body, _, _ = data.rpartition(SEAL)
    return bool(body) and data == body + _seal(body)


def _seal(data: bytes) -> bytes:
    return b"%s%s\n" % (SEAL, hashlib.sha256(data).hexdigest().encode())


def written(rules: Iterable[Table]) -> str:
    """The rules as TOML; tomli-w comes with the extra ``learn``."""
    try:
        import tomli_w
    except ImportError:
        raise MissingExtra("learn needs the extra: pip install 'cleantext-cli[learn]'") from None
    return tomli_w.dumps({"rule": list(rules)})


def _table(rule: str, proposal: Proposal) -> Table:
    longest = max(map(len, proposal.lines))
    table: dict[str, Any] = {"id": rule, "kind": "line" if proposal.least == 1 else "block", "why": why(proposal)}
    table["labels"] = list(proposal.lines)
    if proposal.least > 1:
        table["least"] = proposal.least - 1
    if longest > LIMIT:
        table["limit"] = longest
    table["examples"] = [{"before": "".join(f"{line}\n" for line in proposal.example), "after": ""}]
    table["keep"] = [_near_miss(proposal)]
    return table


def why(proposal: Proposal) -> str:
    """What was counted, in a sentence."""
    what = "A line" if proposal.least == 1 else f"{proposal.least} or more of {len(proposal.lines)} lines in a row"
    said = f"{what}, on {proposal.pages} of {proposal.of} pages ({', '.join(proposal.names)}), {proposal.place}"
    if count := len(proposal.prose):
        said += "; reads as prose" if proposal.least == 1 else f"; {count} read as prose"
    return f"{said}."


def _near_miss(proposal: Proposal) -> str:
    """A text that the rule leaves alone: a run that is a line too short, or the beginning of a line."""
    if proposal.least > 1:
        return "".join(f"{line}\n" for line in proposal.example[: proposal.least - 1])
    line = proposal.lines[0]
    parts = line.split() if " " in line else list(line)
    joint = " " if " " in line else ""
    shorter = (joint.join(parts[:count]) for count in range(len(parts) - 1, 0, -1))
    return next((cut for cut in shorter if label_key(cut) != label_key(line)), "-") + "\n"
