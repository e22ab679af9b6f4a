"""Fuzzing: how many inputs were tried, how many of them were edited, how many promises checked, and what failed.

    python benchmarks/fuzz.py --minutes 30                   all targets, by their shares of the time
    python benchmarks/fuzz.py --minutes 5 --target "pack loader"
    python benchmarks/fuzz.py --minutes 10 --coverage 0.5    half of the time under atheris, where it is installed

Inputs count once. The table is printed every few minutes, so that a long run can be watched; the exit code is 1 if
something failed, and the failing inputs lie in --findings.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.fuzz.engine import Tally, keep, run
from tests.fuzz.targets import TARGETS, Target

ROUND = 60.0
"""Seconds in which all targets have their turn."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, required=True)
    parser.add_argument("--target", action="append", default=[], help="only this target, by name")
    parser.add_argument("--seed", type=int, default=None, help="for a run that can be repeated")
    parser.add_argument("--coverage", type=float, default=0.0, help="share of the time that atheris has")
    parser.add_argument("--findings", type=Path, default=Path("findings"), help="folder for inputs that fail")
    chosen = parser.parse_args()
    targets = [t for t in TARGETS if not chosen.target or t.name in chosen.target]
    seed = time.time_ns() if chosen.seed is None else chosen.seed
    print(f"seed {seed}", flush=True)
    tallies = {target.name: Tally() for target in targets}
    seconds = chosen.minutes * 60 * (1 - chosen.coverage)
    began, rounds = time.monotonic(), 0
    whole = sum(target.share for target in targets)
    while (left := seconds - (time.monotonic() - began)) > 0.5:
        for target in targets:
            random = Random(f"{seed} {rounds} {target.name}")
            run(target, min(ROUND, left) * target.share / whole, random, tallies[target.name])
        rounds += 1
        if rounds % 5 == 0:
            table(targets, tallies)
    if chosen.coverage and find_spec("atheris"):
        for target in targets:
            with_coverage(target, int(chosen.minutes * 60 * chosen.coverage / len(targets)), tallies)
    elif chosen.coverage:
        print("atheris is not installed: nothing was led by coverage")
    table(targets, tallies)
    for target in targets:
        keep(chosen.findings / target.name.replace(" ", "-"), target.name, tallies[target.name].failures)
    sys.exit(any(tally.failed for tally in tallies.values()))


def with_coverage(target: Target, seconds: int, tallies: dict[str, Tally]) -> None:
    """Add what a process of its own finds under atheris. Inputs of both engines are taken for distinct."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "tests.fuzz.engine", target.name, str(max(3, seconds)), str(report)]
        done = subprocess.run(command, cwd=Path(__file__).parent.parent, capture_output=True, text=True)
        if not report.exists():
            print(f"{target.name}: atheris ended with {done.returncode}: {done.stderr[-500:]}")
            return
        found = json.loads(report.read_text())
        tally = tallies[f"{target.name}"]
        for key in ("tried", "distinct", "edited", "promises", "failed", "seconds"):
            setattr(tally, key, getattr(tally, key) + found[key])
        tally.failures += [(made, why) for made, why in found["failures"]]


def table(targets: list[Target], tallies: dict[str, Tally]) -> None:
    rows = [(target.name, tallies[target.name].counts()) for target in targets]
    keys = ("tried", "distinct", "edited", "promises", "failed", "seconds")
    rows.append(("all", {key: sum(counts[key] for _, counts in rows) for key in keys}))
    print("| target | tried | distinct | edited | promises checked | failures | seconds |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, counts in rows:
        print(f"| {name} | " + " | ".join(f"{counts[key]:,.0f}" for key in keys) + " |")
    print(flush=True)


if __name__ == "__main__":
    main()
