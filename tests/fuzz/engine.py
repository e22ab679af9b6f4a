"""Runs targets: random inputs in rounds, or inputs that coverage leads to; counts, and keeps what fails."""

from __future__ import annotations

import hashlib
import json
import sys
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from tests.fuzz.targets import TARGETS, Target

KEPT = 20
"""Failures of a target that are kept."""


@dataclass
class Tally:
    """What was tried of one target. ``seen`` holds a hash of every input, so that none counts twice."""

    tried: int = 0
    distinct: int = 0
    edited: int = 0
    promises: int = 0
    failed: int = 0
    seconds: float = 0.0
    seen: set[int] = field(default_factory=set, repr=False)
    failures: list[tuple[str, str]] = field(default_factory=list, repr=False)

    def counts(self) -> dict[str, float]:
        return {key: getattr(self, key) for key in ("tried", "distinct", "edited", "promises", "failed", "seconds")}


def attempt(target: Target, made: Any, tally: Tally) -> None:
    """Try one input, unless it was tried before."""
    tally.tried += 1
    key = hash(made)
    if key in tally.seen:
        return
    tally.seen.add(key)
    tally.distinct += 1
    try:
        checked = target.check(made)
    except Exception:
        tally.failed += 1
        if len(tally.failures) < KEPT:
            tally.failures.append((written(made), traceback.format_exc()))
        return
    tally.edited += checked.edited
    tally.promises += checked.promises


def run(target: Target, seconds: float, random: Random, tally: Tally) -> None:
    """Random inputs for so many seconds of the clock."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        for _ in range(20):
            attempt(target, target.make(random), tally)
    tally.seconds += time.monotonic() - began


def written(made: Any) -> str:
    """An input as JSON, to be kept in a file."""
    return json.dumps({"bytes": made.decode("latin-1")} if isinstance(made, bytes) else {"text": made})


def read_back(line: str) -> Any:
    row = json.loads(line)
    return row["bytes"].encode("latin-1") if "bytes" in row else row["text"]


def keep(folder: Path, name: str, failures: list[tuple[str, str]]) -> None:
    """Failing inputs in ``folder``, one a file, with what was wrong beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    for made, why in failures:
        digest = hashlib.sha256(made.encode()).hexdigest()[:12]
        (folder / f"{digest}.json").write_text(json.dumps({"target": name, **json.loads(made)}) + "\n")
        (folder / f"{digest}.txt").write_text(why)


def coverage(name: str, seconds: int, report: Path) -> None:
    """The target under atheris, which looks for inputs that reach new lines; the tally is written to ``report``."""
    import atheris

    with atheris.instrument_imports(include=["cleantext"]):
        from tests.fuzz import targets
    target = next(t for t in targets.TARGETS if t.name == name)
    tally = Tally()
    began = last = time.monotonic()

    def one(data: bytes) -> None:
        nonlocal last
        attempt(target, target.parse(data), tally)
        now = time.monotonic()
        if now - last > 1:
            last = now
            tally.seconds = now - began
            report.write_text(json.dumps({**tally.counts(), "failures": tally.failures}))

    seeds = report.with_suffix(".seeds")
    seeds.mkdir()
    random = Random(1)
    for i in range(200):
        made = target.make(random)
        (seeds / str(i)).write_bytes(made if isinstance(made, bytes) else made.encode("utf-8", "surrogatepass"))
    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", "-max_len=400", "-verbosity=0", str(seeds)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    coverage(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))

__all__ = ["TARGETS", "Tally", "attempt", "keep", "read_back", "run", "written"]
