"""A corpus of generated records: memory, one worker beside two, and kill -9 with resumption.

    python benchmarks/records.py [--records 1000000] [--pace 100000] [--rounds 3]

``--records`` are cleaned by one worker, and again by two that are killed three times on the way; both outputs must be
the same. ``--pace`` records are cleaned by one and by two workers in turn, ``--rounds`` times; the best of each counts.
On a machine with other work on it the CPU times say more: two free cores need half of what two workers take. Memory is
the largest sum of the resident sizes of all processes of a run, seen ten times a second.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LANGUAGE = """
ferry island council harbour engine Monday Tuesday boat mail cars captain winter storm village bridge road school
teacher market price baker flour river mayor budget vote museum painting garden tomatoes winner match goal team train
station delay ticket hospital doctor nurse library book reader concert piano festival rain wind snow sun the the the the
of of of and and a a to to in in is was for on with that said as at by from it its had has were
"""
WORDS = LANGUAGE.split()
LABELS = ("You are here", "Advertisement", "Share this article", "Sign up for our newsletter", "Read more", "Print")
NAMES = ("AnnaBerg", "OslerMiller", "GreenHarbour")


def text(dice: random.Random) -> str:
    """A page of a few hundred bytes, most with something to clean."""
    sentences = [
        " ".join(dice.choices(WORDS, k=dice.randint(8, 16))).capitalize() + "." for _ in range(dice.randint(2, 5))
    ]
    page = " ".join(sentences)
    if dice.random() < 0.4:
        page = f"{dice.choice(LABELS)}\n\n{page}\n"
    if dice.random() < 0.3:
        page = page.replace(" the ", " the\u00a0", 1)
    if dice.random() < 0.2:
        page = page.replace(". ", ".  \u201c", 1).replace(". ", ".\u201d ", 1)
    if dice.random() < 0.05:
        page = page.replace(" and ", f" {dice.choice(NAMES)} and ", 1)
    if dice.random() < 0.05:
        page = page.replace(" a ", " caf\u00c3\u00a9 ", 1)
    return page


def generate(path: Path, count: int) -> None:
    dice = random.Random(20_000)
    with open(path, "w", encoding="utf-8") as file:
        for i in range(count):
            record = {"id": i, "url": f"https://example.org/{i}", "text": text(dice), "score": dice.random()}
            file.write(json.dumps(record, ensure_ascii=i % 2 == 0) + "\n")


def command(source: Path, target: Path, workers: int) -> list[str]:
    return [
        sys.executable, "-m", "cleantext", "corpus", str(source), str(target), "-w", str(workers), "-q", "--isolated",
    ]  # fmt: skip


def resident(session: int) -> int:
    """Bytes of all processes of a session."""
    total = 0
    for process in Path("/proc").iterdir():
        if not process.name.isdigit():
            continue
        try:
            fields = (process / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session:
            total += int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
    return total


def run(source: Path, target: Path, workers: int, kill_at: int = 0) -> tuple[float, float, int, bool]:
    """Seconds, CPU seconds, peak memory, and whether it was killed: when the journal is past ``kill_at`` bytes."""
    journal = target.with_name(f".{target.name}.journal")
    began, spent = time.monotonic(), os.times()
    process = subprocess.Popen(command(source, target, workers), start_new_session=True, stderr=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        peak = max(peak, resident(process.pid))
        if kill_at and journal.exists() and json.loads(journal.read_bytes())["offset"] > kill_at:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            while resident(process.pid):
                time.sleep(0.05)
            return time.monotonic() - began, 0.0, peak, True
        time.sleep(0.1)
    now = os.times()
    assert process.returncode == 0, process.returncode
    cpu = now.children_user + now.children_system - spent.children_user - spent.children_system
    return time.monotonic() - began, cpu, peak, False


def digest(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--pace", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cleantext-bench-") as name:
        folder = Path(name)
        if wanted.pace:
            pace(folder, wanted.pace, wanted.rounds)
        if wanted.records:
            resume(folder, wanted.records)


def say(what: str, seconds: float, peak: int) -> None:
    print(f"{what}: {seconds:.1f} s, peak {peak / 1e6:.0f} MB", flush=True)


def pace(folder: Path, count: int, rounds: int) -> None:
    source = folder / "pace.jsonl"
    generate(source, count)
    size = source.stat().st_size / 1e6
    best: dict[int, tuple[float, float]] = {}
    for turn in range(rounds):
        for workers in (1, 2):
            seconds, cpu, peak, _ = run(source, folder / f"pace-{turn}-{workers}.jsonl", workers)
            say(f"{count:,} records, {size:.0f} MB, workers: {workers}", seconds, peak)
            print(f"    {cpu:.1f} s CPU, {size / seconds:.2f} MB/s, load {os.getloadavg()[0]:.1f}", flush=True)
            known = best.get(workers, (seconds, cpu))
            best[workers] = (min(known[0], seconds), min(known[1], cpu))
    wall, cpu = (best[1][i] / best[2][i] for i in (0, 1))
    print(f"two workers are {wall:.2f} times as fast as one; by CPU time two free cores would allow {2 * cpu:.2f}")


def resume(folder: Path, count: int) -> None:
    source = folder / "all.jsonl"
    generate(source, count)
    size = source.stat().st_size
    seconds, cpu, peak, _ = run(source, folder / "one.jsonl", 1)
    say(f"{count:,} records, {size / 1e6:.0f} MB, workers: 1", seconds, peak)
    print(f"    {cpu:.1f} s CPU, load {os.getloadavg()[0]:.1f}", flush=True)
    total, most, kills = 0.0, 0, 0
    for kill_at in (size // 5, size // 2, size * 4 // 5, 0):
        seconds, _, peak, killed = run(source, folder / "two.jsonl", 2, kill_at)
        total, most, kills = total + seconds, max(most, peak), kills + killed
    same = digest(folder / "one.jsonl") == digest(folder / "two.jsonl")
    say(f"{count:,} records, workers: 2, killed {kills} times", total, most)
    print(f"    sha256 {'the same' if same else 'DIFFERS'}", flush=True)
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
