"""How fast, how large, how soon: the whole chain with every shipped rule against ftfy, clean-text, sed and others.

    python benchmarks/speed.py [--mb 4] [--rounds 5] [--only PART ...] [--stream-mb 2000] [--peers FOLDER]

Parts: text, dumps, process, files, start, jobs, stream. Peers are installed from PyPI into a venv of their own
(PyPI's clean-text has an import package of our name), kept in --peers. All figures are processor time, medians over the
rounds, in which the systems take turns; seconds of the wall only for several processes. Nothing here is a test. How the
work grows with the text is counted by growth.py.
"""

from __future__ import annotations

import argparse
import functools
import gc
import json
import math
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from corpora import KINDS, Maker, dumps

PEERS = ("ftfy==6.3.1", "clean-text==0.7.1", "unidecode", "codespell", "typos", "typer>=0.26,<0.29")
SED = [
    "s/\u2018|\u2019/'/g", 's/\u201c|\u201d/"/g', "s/\u00a0/ /g", "s/[ \t]+$//", "s/  +/ /g", "s/\u200b|\u00ad//g",
    "s/&amp;/\\&/g", "s/\u2026/.../g", "/^(Share|Advertisement|Read more|Comments)$/d", "/^(Print|Email|Subscribe)$/d",
]  # fmt: skip
PARTS = ("text", "dumps", "process", "files", "start", "jobs", "stream")
HERE = [sys.executable, "-c", "import cleantext_cli; cleantext_cli.main()"]


class Table:
    """Prints rows of question, figure reached, must and aim."""

    def __init__(self) -> None:
        print("| question | reached | must | aim |\n| --- | --- | --- | --- |")

    def row(self, question: str, reached: str, must: str = "", aim: str = "") -> None:
        print(f"| {question} | {reached} | {must} | {aim} |", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mb", type=float, default=4)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="*", choices=PARTS, default=PARTS)
    parser.add_argument("--stream-mb", type=int, default=2000)
    parser.add_argument("--peers", type=Path, default=Path(tempfile.gettempdir()) / "cleantext-peers")
    wanted = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    child(HERE)  # writes the byte code of what was edited
    load = os.getloadavg()[0]
    print(f"{time.strftime('%Y-%m-%d')}, {platform.platform()}, {os.cpu_count()} cores, load {load:.1f}, ", end="")
    print(f"Python {platform.python_version()}, {wanted.mb:g} MB of each kind, {wanted.rounds} rounds\n")
    peers = installed(wanted.peers) if {"process", "text", "files", "start"} & set(wanted.only) else wanted.peers
    table = Table()
    for part in wanted.only:
        globals()[f"measure_{part}"](table, wanted, peers)
    return 0


def installed(folder: Path) -> Path:
    """The folder of the programs of the peers' venv."""
    programs = folder / "bin"
    if not (programs / "codespell").exists():
        venv.create(folder, with_pip=True)
        subprocess.run([programs / "pip", "install", "-q", *PEERS], check=True)
    return programs


def corpus(kind: str, megabytes: float) -> list[str]:
    return list(Maker().documents(kind, megabytes))


def cost(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def turns(rounds: int, works: dict[str, Callable[[], float]]) -> dict[str, float]:
    """The median of what each work says it cost, all taking turns."""
    found: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            found[name].append(work())
    return {name: statistics.median(values) for name, values in found.items()}


def megabytes(texts: Sequence[str]) -> float:
    return sum(len(text.encode("utf-8", "surrogatepass")) for text in texts) / 1e6


def measure_text(table: Table, wanted: argparse.Namespace, peers: Path) -> None:
    """In one process, a new cleaner each round: nothing is known of a line at the start."""
    import ftfy

    from cleantext import Cleaner

    for kind in KINDS:
        texts = corpus(kind, wanted.mb)
        size = megabytes(texts)
        found = turns(
            wanted.rounds,
            {
                "text": lambda texts=texts: ours(texts, patch=False),
                "patch": lambda texts=texts: ours(texts, patch=True),
                "ftfy": lambda texts=texts: cost(lambda: [ftfy.fix_text(text) for text in texts]),
                **({"clean": lambda texts=texts: clean_text(texts, peers)} if kind == "mix" else {}),
            },
        )
        must, aim = ("10 x", "15 x") if kind == "mix" else ("7 x", "12 x")
        reached = told(found["ftfy"], found["text"], size)
        table.row(f"`web` against ftfy.fix_text, {kind}", reached, must, aim)
        if kind == "mix":
            reached = f"{found['clean'] / found['text']:.1f} x"
            table.row("`web` against clean-text's clean(), mix", reached, "20 x", "40 x")
            table.row("composing: .patch / .text, mix", f"{found['patch'] / found['text']:.3f}", "1.35", "1.15")
            table.row("signing: with / without, mix", f"{signing(Cleaner(), texts, wanted.rounds):.3f}", "1.10", "1.05")


def ours(texts: Sequence[str], *, patch: bool, profile: str = "web") -> float:
    from cleantext import Cleaner

    forget()
    cleaner = Cleaner(profile)
    return cost(lambda: [cleaner.clean(text).patch if patch else cleaner.clean(text).text for text in texts])


def forget() -> None:
    """Empty what modules of ours remember of lines."""
    from cleantext.memory import remembered

    for known in gc.get_objects():
        if isinstance(known, remembered):
            known.forget()
        elif isinstance(known, functools._lru_cache_wrapper) and str(known.__module__).startswith("cleantext"):
            known.cache_clear()


def signing(cleaner: object, texts: Sequence[str], rounds: int) -> float:
    """The cost of the chain over its cost less that of making and checking the signed edits of each step again."""
    from cleantext.edits import Edit, Patch

    cleaned = [cleaner.clean(text) for text in texts]  # type: ignore[attr-defined]
    steps = [[tuple(edit) for edit in step] for cleaning in cleaned for step in cleaning.steps]
    whole = statistics.median(cost(lambda: [cleaner.clean(text) for text in texts]) for _ in range(rounds))  # type: ignore[attr-defined]
    signed = statistics.median(
        cost(lambda: [Patch([Edit(*edit) for edit in step]) for step in steps]) for _ in range(rounds)
    )
    return whole / (whole - signed)


def clean_text(texts: Sequence[str], peers: Path) -> float:
    code = (
        "import json, sys, time; from cleantext import clean; texts = json.load(sys.stdin); clean('warm up')\n"
        "began = time.process_time(); [clean(text) for text in texts]; print(time.process_time() - began)"
    )
    done = subprocess.run(
        [peers / "python", "-c", code], input=json.dumps(texts), capture_output=True, text=True, check=True, cwd="/"
    )
    return float(done.stdout)


def measure_dumps(table: Table, wanted: argparse.Namespace, peers: Path) -> None:
    import ftfy

    texts = list(dumps())
    if not texts:
        print("skipped: CLEANTEXT_DATA is not set", file=sys.stderr)
        return
    size = megabytes(texts)
    ftfy_cost = cost(lambda: [ftfy.fix_text(text) for text in texts])
    for patch in (False, True):
        spent = ours(texts, patch=patch)
        name = ".patch" if patch else ".text"
        table.row(f"`web`, {name}, every dump once ({size:.0f} MB), against ftfy", told(ftfy_cost, spent, size))
    table.row("`article`, the same", told(ftfy_cost, ours(texts, patch=False, profile="article"), size), "0.4 x", "1 x")


def told(other: float, own: float, size: float) -> str:
    return f"{other / own:.2f} x ({size / own:.2f} against {size / other:.2f} MB/s)"


def child(command: Sequence[object], source: Path | None = None) -> float:
    """Processor seconds of a whole process, and of those that it started."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(source or os.devnull, "rb") as stdin:
        subprocess.run([str(part) for part in command], stdin=stdin, capture_output=True, check=False, cwd="/")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure_process(table: Table, wanted: argparse.Namespace, peers: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mix.txt"
        path.write_text("".join(corpus("mix", 6)), "utf-8")
        sed = ["sed", "-E", *(part for expression in SED for part in ("-e", expression))]
        found = turns(
            wanted.rounds,
            {
                "ours": lambda: child(HERE, path),
                "ftfy": lambda: child([peers / "ftfy", path]),
                "sed": lambda: child(["env", "LC_ALL=C.UTF-8", *sed], path),
            },
        )
    table.row("whole process, 6 MB, against the ftfy command", f"{found['ftfy'] / found['ours']:.2f} x", "7 x", "12 x")
    table.row("time ours / time of sed -E with ten expressions", f"{found['ours'] / found['sed']:.1f}", "5", "3")


def written(folder: Path, count: int) -> list[Path]:
    maker = Maker().documents("mix", math.inf)
    paths = [folder / f"{number:05}.txt" for number in range(count)]
    for path in paths:
        path.write_bytes(next(maker).encode("utf-8", "replace"))
    return paths


def measure_files(table: Table, wanted: argparse.Namespace, peers: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        written(Path(folder), 2000)
        found = turns(
            min(wanted.rounds, 3),
            {
                "ours": lambda: child([*HERE, "--check", "--jobs", "1", folder]),
                "codespell": lambda: child([peers / "codespell", folder]),
                "typos": lambda: child([peers / "typos", "-j1", folder]),
            },
        )
    for name, aim in (("codespell", ""), ("typos", "2 x")):
        table.row(f"2,000 small files, against {name}", f"{found[name] / found['ours']:.2f} x", "1 x", aim)


def measure_start(table: Table, wanted: argparse.Namespace, peers: Path) -> None:
    empty = "import typer; app = typer.Typer(rich_markup_mode=None); app.command()(lambda: None); app()"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.txt"
        path.write_text(corpus("news", 0.01)[0][:3000], "utf-8")
        found = turns(
            4 * wanted.rounds,
            {
                "pass": lambda: child([sys.executable, "-c", "pass"]),
                "ours": lambda: child(HERE, path),
                "diff": lambda: child([*HERE, "--isolated", path]),
                "typer": lambda: child([peers / "python", "-c", empty]),
            },
        )
    base = found["pass"]
    table.row("start-up to clean 3 KB, against `python -c pass`", f"{found['ours'] / base:.1f} x", "9 x", "7 x")
    table.row("... with an option, so through typer", f"{found['diff'] / base:.1f} x")
    table.row("... an empty typer program", f"{found['typer'] / base:.1f} x")


def measure_jobs(table: Table, wanted: argparse.Namespace, peers: Path) -> None:
    """Seconds of the wall."""
    with tempfile.TemporaryDirectory() as folder:
        written(Path(folder), 2000)

        def wall(jobs: int) -> float:
            began = time.perf_counter()
            child([*HERE, "--check", "--jobs", jobs, folder])
            return time.perf_counter() - began

        found = turns(min(wanted.rounds, 3), {"one": lambda: wall(1), "two": lambda: wall(2)})
    table.row("two processes against one, 2,000 files", f"{found['one'] / found['two']:.2f} x", "1.7 x", "1.85 x")


def measure_stream(table: Table, wanted: argparse.Namespace, peers: Path) -> None:
    block = "".join(corpus("mix", 16)).encode("utf-8", "surrogatepass")
    with subprocess.Popen(HERE, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
        assert process.stdin is not None
        for _ in range(max(1, wanted.stream_mb * 1_000_000 // len(block))):
            process.stdin.write(block)
        process.stdin.close()
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    size = max(1, wanted.stream_mb * 1_000_000 // len(block)) * len(block) / 1e6
    spent = usage.ru_utime + usage.ru_stime
    reached = f"{usage.ru_maxrss / 1024:.0f} MB ({size / spent:.2f} MB/s)"
    table.row(f"peak memory on a stream of {size:,.0f} MB", reached, "192 MB", "128 MB")


if __name__ == "__main__":
    raise SystemExit(main())
