"""How the work grows with the text: slopes of counted instructions over doublings, for every adversarial text.

    python benchmarks/growth.py [--kb 200] [--profile web] [--only NAME ...]

The texts are those of tests/test_linear.py, at KB, twice and four times that. Instructions are counted by valgrind
(Debian's package), so neither other processes nor the collector of cycles of a busy machine show: each figure is the
whole process less one that cleans two words. A slope of 1 is linear. Exits with 1 if one is over 1.05.
"""

from __future__ import annotations

import argparse
import math
import os
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.test_linear import GENERATORS

ROOT = Path(__file__).parent.parent
MOST = 1.05
DOUBLINGS = 2
WORK = """
import sys
from cleantext import Cleaner
piece, size, profile = sys.argv[1].encode("ascii").decode("unicode_escape"), int(sys.argv[2]), sys.argv[3]
cleaner = Cleaner(profile)
cleaner.clean("Warm up.").patch
cleaner.clean(piece * (size // len(piece.encode()) + 1)).patch if size else None
"""
REFERENCES = re.compile(r"I\s+refs:\s+([\d,]+)")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kb", type=int, default=200)
    parser.add_argument("--profile", default="web")
    parser.add_argument("--only", nargs="*", default=list(GENERATORS))
    wanted = parser.parse_args()
    if not shutil.which("valgrind"):
        print("growth: valgrind is not installed (Debian: apt install valgrind)", file=sys.stderr)
        return 2
    sizes = [wanted.kb * 1000 << doubling for doubling in range(DOUBLINGS + 1)]
    start = instructions("-", 0, wanted.profile)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = [(GENERATORS[name], size, wanted.profile) for name in wanted.only for size in sizes]
        counted = pool.map(lambda job: instructions(*job), jobs)
        print(f"| instructions, millions | {' | '.join(f'{size // 1000} KB' for size in sizes)} | slope |")
        print("| --- |" + " --- |" * (len(sizes) + 1))
        steepest = 0.0
        for name in wanted.only:
            counts = [next(counted) - start for _ in sizes]
            found = slope([(math.log(size), math.log(count)) for size, count in zip(sizes, counts, strict=True)])
            print(f"| {name} | {' | '.join(f'{count / 1e6:,.0f}' for count in counts)} | {found:.3f} |", flush=True)
            steepest = max(steepest, found)
    return int(steepest > MOST)


def instructions(piece: str, size: int, profile: str) -> int:
    """Of a process that cleans so many bytes of the piece again and again."""
    escaped = piece.encode("unicode_escape").decode("ascii")
    command = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    done = subprocess.run(
        [*command, sys.executable, "-c", WORK, escaped, str(size), profile],
        cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "0"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = REFERENCES.search(done.stderr)
    assert found, done.stderr
    return int(found[1].replace(",", ""))


def slope(points: Sequence[tuple[float, float]]) -> float:
    """By least squares."""
    middle = statistics.mean(x for x, _ in points), statistics.mean(y for _, y in points)
    run = sum((x - middle[0]) ** 2 for x, _ in points)
    return sum((x - middle[0]) * (y - middle[1]) for x, y in points) / run


if __name__ == "__main__":
    raise SystemExit(main())
