"""What a failing disk and kill -9 leave behind, here and in other programs that write text files back.

    python benchmarks/faults.py                       every fault of every command, 500 random kills
    python benchmarks/faults.py --peers FOLDER        the same kills for the programs in FOLDER/bin and for sed

``--peers`` needs strace: each program is killed as it enters each of its calls that write, rename or remove files,
and at random instants. FOLDER is a virtual environment: python -m venv FOLDER && FOLDER/bin/pip install black codespell
ftfy
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.faults import run
from tests.faults.__main__ import table

CALLS = (
    *("write", "pwrite64", "rename", "renameat", "renameat2", "unlink", "unlinkat", "link", "linkat", "fsync"),
    *("fchmod", "chmod", "fchmodat", "fchown", "chown", "ftruncate", "utimensat", "fsetxattr"),
)
"""Calls at whose entry a program is killed."""
ATTEMPTS = 5
"""Runs for each random kill that is wanted: many a run is over before it is killed."""
TEXT = "teh  town of Anna\u00a0said that it\u2019s late \n" * 600
CODE = "x = {  'a':1, 'b' :  2 }\n" * 200


@dataclass(frozen=True)
class Program:
    """``arguments`` run in a folder with ``files``; ``also`` is there before, as the result of an older run."""

    name: str
    arguments: tuple[str, ...]
    files: tuple[str, ...]
    text: str = TEXT
    also: str = ""


def programs(peers: Path) -> Iterator[Program]:
    three = ("a.txt", "b.txt", "c.txt")
    here = (sys.executable, "-m", "cleantext", "--isolated", "-q")
    yield Program("cleantext -i", (*here, "-i", *three), three)
    yield Program("cleantext -o, over an old result", (*here, "-o", "out.txt", "a.txt"), ("a.txt",), also="out.txt")
    yield Program("sed -i", ("sed", "-i", "s/teh/the/", *three), three)
    code = ("a.py", "b.py", "c.py")
    yield Program("black", (str(peers / "bin/black"), "-q", "--workers", "1", *code), code, CODE)
    yield Program("codespell -w", (str(peers / "bin/codespell"), "-q", "3", "-w", *three), three)
    yield Program(
        "ftfy -o, over an old result", (str(peers / "bin/ftfy"), "-o", "out.txt", "a.txt"), ("a.txt",), also="out.txt"
    )


class Kills:
    """Kills of one program, and what its files were afterwards."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.before = self._in_folder(lambda folder: None)
        self.after = self._in_folder(lambda folder: self._run((), folder))
        assert self.before != self.after, program
        self.counts: Counter[str] = Counter()

    def at_calls(self) -> None:
        for call, nth in sorted(self._calls()):
            trace = ("-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={nth}")
            strace = ("strace", "-f", "-qq", "-o", os.devnull, *trace)
            self._judge(lambda folder, strace=strace: self._run(strace, folder), "call")

    def at_random(self, count: int, dice: random.Random) -> None:
        began = time.monotonic()
        self._in_folder(lambda folder: self._run((), folder))
        seconds = time.monotonic() - began

        def kill(folder: Path) -> int:
            process = subprocess.Popen(
                self.program.arguments, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            time.sleep(dice.uniform(0.1, 1) * seconds)
            process.kill()
            return process.wait()

        for _ in range(count * ATTEMPTS):
            if self.counts["random kills"] < count:
                self._judge(kill, "random")

    def _calls(self) -> set[tuple[str, int]]:
        """The calls that are about files of the folder, each by its name and its number in its process."""
        traced: set[tuple[str, int]] = set()
        with tempfile.NamedTemporaryFile("r") as log:
            trace = ("strace", "-f", "-qq", "-y", "-o", log.name, "-e", "trace=" + ",".join(CALLS))

            def read(folder: Path) -> None:
                self._run(trace, folder)
                counts: Counter[tuple[str, str]] = Counter()
                for process, call, first in re.findall(r"^(\d+) +(\w+)\(([^,)]*)", log.read(), re.M):
                    counts[process, call] += 1
                    place = first.partition("<")[2] or first.strip('"')
                    if place.startswith(str(folder)) or not place.startswith(("/", "pipe:", "socket:")):
                        traced.add((call, counts[process, call]))

            self._in_folder(read)
        return traced

    def _run(self, before: tuple[str, ...], folder: Path) -> int:
        return subprocess.run((*before, *self.program.arguments), cwd=folder, capture_output=True).returncode

    def _in_folder(self, act: Callable[[Path], object], then: Callable[[Path], None] | None = None) -> dict[str, str]:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for file in self.program.files:
                (folder / file).write_text(self.program.text)
            if self.program.also:
                (folder / self.program.also).write_text("an old result\n" * 900)
            act(folder)
            state = contents(folder)
            if then:
                then(folder)
            return state

    def _judge(self, act: Callable[[Path], int], kind: str) -> None:
        """Count what a run that ``act`` killed left behind; one that was over before counts for nothing."""
        left: dict[str, str] = {}
        codes = []

        def again(folder: Path) -> None:
            self._run((), folder)
            left.update(contents(folder))

        state = self._in_folder(lambda folder: codes.append(act(folder)), again)
        if codes != [-signal.SIGKILL]:
            return
        known = self.before.keys() | self.after.keys()
        torn = [n for n in known if state.get(n) not in (self.before.get(n), self.after.get(n))]
        self.counts[f"{kind} kills"] += 1
        self.counts[f"{kind} torn"] += bool(torn)
        self.counts["files left"] += bool(state.keys() - known)
        self.counts["files left after the next run"] += bool(left.keys() - known)
        self.counts["not put right by the next run"] += any(left.get(n) != self.after.get(n) for n in known)


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8", "replace") for path in folder.iterdir() if path.is_file()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="one fault in N")
    parser.add_argument("--kills", type=int, default=500, help="random kills")
    parser.add_argument("--peers", type=Path, help="virtual environment of black, codespell and ftfy")
    chosen = parser.parse_args()
    if chosen.peers:
        compare(chosen.peers, chosen.kills)
    else:
        ours(chosen.kills, chosen.every)


def ours(kills: int, every: int) -> None:
    began = time.monotonic()
    injected: Counter[tuple[str, str]] = Counter()
    survived: Counter[tuple[str, str]] = Counter()
    operations = set()
    with tempfile.TemporaryDirectory() as work:
        for verdict in run.campaign((), run.KINDS, Path(work), every=every):
            injected[verdict.command, verdict.what] += 1
            survived[verdict.command, verdict.what] += not verdict.wrong
            if injected.total() % 500 == 0:
                print(f"{injected.total():,} faults, {survived.total():,} survived", file=sys.stderr)
            operations.add((verdict.command, verdict.step.name, verdict.what))
            if verdict.wrong:
                print(f"NOT SURVIVED: {verdict}", file=sys.stderr)
    table(injected, survived)
    print(f"\n{len(operations)} faults differ in (operation by name, fault, command)")
    random_kills(kills)
    print(f"{time.monotonic() - began:,.0f} s")


def random_kills(kills: int) -> None:
    with tempfile.TemporaryDirectory() as work:
        found = list(run.random_kills(kills, Path(work)))
    bad = [row for row in found if row[1]]
    print(f"random kills: {len(found) - len(bad)} of {len(found)} survived, {found[-1][2]} between two files")
    for row in bad:
        print(f"NOT SURVIVED: {row}", file=sys.stderr)


def compare(peers: Path, kills: int) -> None:
    if not shutil.which("strace"):
        sys.exit("strace is needed")
    print("| program | kills at calls | torn | random kills | torn | left | left after a run | not put right |")
    print("| --- |" + " ---: |" * 7)
    for program in programs(peers):
        of = Kills(program)
        of.at_calls()
        of.at_random(kills, random.Random(7))
        keys = ("call kills", "call torn", "random kills", "random torn", "files left", "files left after the next run")
        cells = [of.counts[key] for key in (*keys, "not put right by the next run")]
        print(f"| {program.name} | " + " | ".join(map(str, cells)) + " |", flush=True)


if __name__ == "__main__":
    main()
