"""How soon a preview shows its first screen, against cleaning, and in how much memory.

    python benchmarks/preview.py [MEGABYTES EDITS]

Writes a text of that size, cleans it to a pipe, then draws its diff until the first 24 rows are there. Times are
seconds of the whole process, memory is the peak of it (Linux).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROWS = 24
SENTENCE = "The ferry left the quay at noon and came back before the rain. "
DIFF = ("--diff", "--diff-format", "rich", "--color", "always")


def main() -> None:
    megabytes, edits = (int(arg) for arg in sys.argv[1:3]) if len(sys.argv) > 2 else (50, 100_000)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "big.txt"
        path.write_text(text(megabytes * 1_000_000, edits), "utf-8")
        size = path.stat().st_size / 1e6
        runs = {
            "cleaned": measured([str(path)], None),
            "first screen of the diff": measured([*DIFF, str(path)], ROWS),
            "whole diff": measured([*DIFF, str(path)], None),
        }
    print(f"{size:.0f} MB, {edits:,} edits, Python {sys.version.split()[0]}")
    print(f"{'':28}{'seconds':>8}  {'peak MB':>8}")
    for name, (seconds, memory) in runs.items():
        print(f"{name:28}{seconds:8.1f}  {memory:8.0f}")
    print(f"first screen / cleaning: {runs['first screen of the diff'][0] / runs['cleaned'][0]:.2f} (asked: under 2)")


def text(size: int, edits: int) -> str:
    """Lines of prose, each with one no-break space where a plain one should stand."""
    length = size // edits
    body = (SENTENCE * (length // len(SENTENCE) + 1))[: length - 3]
    at = body.rindex(" ", 0, length // 2)
    return f"{body[:at]}\u00a0{body[at + 1 :]}\n" * edits


def measured(args: list[str], rows: int | None) -> tuple[float, float]:
    """Seconds and peak megabytes of a run; with ``rows``, until that many came out, then it is ended."""
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "cleantext", *args], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout is not None
    peak = Peak(process.pid)
    if rows is None:
        while process.stdout.read(1 << 20):
            pass
    else:
        for _ in range(rows):
            process.stdout.readline()
    seconds = time.monotonic() - began
    peak.stop()
    process.stdout.close()
    process.wait()
    return seconds, peak.megabytes


class Peak:
    """Watches the peak memory of a process."""

    def __init__(self, pid: int) -> None:
        self.megabytes = 0.0
        self._status = Path("/proc", str(pid), "status")
        self._going = True
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def stop(self) -> None:
        self._going = False
        self._thread.join()

    def _watch(self) -> None:
        while self._going and os.path.exists(self._status):
            for line in self._status.read_text().splitlines():
                if line.startswith("VmHWM"):
                    self.megabytes = max(self.megabytes, int(line.split()[1]) / 1e3)
            time.sleep(0.05)


if __name__ == "__main__":
    main()
