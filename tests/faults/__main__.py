"""``python -m tests.faults``: every fault of every command that writes, or one in so many; exit 1 if one is not survived."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.faults import run
from tests.faults.commands import COMMANDS


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="take one fault in N")
    parser.add_argument("--command", action="append", default=[], help="only this command, by name")
    chosen = parser.parse_args()
    survived: Counter[tuple[str, str]] = Counter()
    injected: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as work:
        for verdict in run.campaign(chosen.command, run.KINDS, Path(work), every=chosen.every):
            key = (verdict.command, verdict.what)
            injected[key] += 1
            survived[key] += not verdict.wrong
            if verdict.wrong:
                step = verdict.step
                print(f"{verdict.command}, {verdict.what} at {step.name} {step.nth}: {verdict.wrong}", file=sys.stderr)
    table(injected, survived)
    sys.exit(injected != survived)


def table(injected: Counter[tuple[str, str]], survived: Counter[tuple[str, str]]) -> None:
    """Survived of injected, by command and fault."""
    kinds = list(dict.fromkeys(what for _, what in injected))
    print("| command | " + " | ".join(kinds) + " | all |")
    print("| --- |" + " --- |" * (len(kinds) + 1))
    for command in (c.name for c in COMMANDS):
        cells = [(survived[command, kind], injected[command, kind]) for kind in kinds]
        whole = (sum(a for a, _ in cells), sum(b for _, b in cells))
        if whole[1]:
            print(f"| {command} | " + " | ".join(f"{a} of {b}" for a, b in (*cells, whole)) + " |")
    print(f"| all | {' | ' * (len(kinds) - 1)} | {survived.total()} of {injected.total()} |")


if __name__ == "__main__":
    main()
