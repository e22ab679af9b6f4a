"""Input that is too much: time, peak memory, exit code and message of each case, one process each.

python benchmarks/limits.py                 all cases
python benchmarks/limits.py --case "a line of 1 GB"
"""

from __future__ import annotations

import argparse
import gzip
import os
import socket
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

PROJECT = Path(__file__).parent.parent
RULE = '[[rule]]\nid = "space.r{}"\nkind = "replace"\nwhy = "x"\nrisk = "none"\nmatch = "{}"\nwith = "{}"\n'


class Case(NamedTuple):
    """``make`` lays what is needed into a folder; ``arguments`` are typed there."""

    name: str
    make: Callable[[Path], None]
    arguments: tuple[str, ...]


def text(size: int, piece: str = "a") -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        with open(folder / "a.txt", "w") as file:
            for _ in range(size // (1 << 20)):
                file.write(piece * ((1 << 20) // len(piece)))

    return make


def pack(*rules: tuple[str, str], count: int = 1) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        (folder / "a.txt").write_text("a  b " * 20_000 + "\n" + "a" * 60 + "b\n")
        (folder / "cleantext.toml").write_text('profile = "minimal"\npacks = ["p.toml"]\n')
        with open(folder / "p.toml", "w") as file:
            for i in range(count):
                for match, new in rules:
                    file.write(RULE.format(i, match, new))

    return make


def extends(count: int, last: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        (folder / "a.txt").write_text("a  b\n")
        (folder / "cleantext.toml").write_text('extend = "0.toml"\n')
        for i in range(count):
            following = f'extend = "{i + 1}.toml"\n' if i + 1 < count else last
            (folder / f"{i}.toml").write_text(following)

    return make


def deep(folder: Path) -> None:
    here = os.getcwd()
    os.chdir(folder)
    for _ in range(3000):
        os.mkdir("d")
        os.chdir("d")
        Path("a.txt").write_text("a  b\n")
    os.chdir(here)


def loops(folder: Path) -> None:
    (folder / "d").mkdir()
    (folder / "d" / "a.txt").write_text("a  b\n")
    (folder / "d" / "up").symlink_to("..")
    (folder / "d" / "b.txt").symlink_to("b.txt")


def special(folder: Path) -> None:
    (folder / "a.txt").write_text("a  b\n")
    os.mkfifo(folder / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(str(folder / "socket.txt"))


def nested_html(folder: Path) -> None:
    (folder / "a.html").write_text("<div>" * 1_000_000 + "a  b")


def compressed(name: str, head: str, times: int, suffix: str) -> Callable[[Path], None]:
    """``times`` GiB of the letter a after ``head``, as members or frames of 64 MiB."""

    def make(folder: Path) -> None:
        import zstandard

        pack = gzip.compress if suffix == ".gz" else zstandard.compress
        with open(folder / (name + suffix), "wb") as file:
            file.write(pack(head.encode()))
            file.write(pack(b"a" * (1 << 26)) * (16 * times))

    return make


def wide_window(folder: Path) -> None:
    import zstandard

    parameters = zstandard.ZstdCompressionParameters.from_level(1, window_log=31)
    writer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    (folder / "a.jsonl.zst").write_bytes(writer.compress(b'{"text": "a  b"}\n' * 9) + writer.flush())


def parquet(texts: Callable[[], Any], **options: Any) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        pq.write_table(pa.table({"text": texts()}), folder / "a.parquet", **options)

    return make


def same(count: int, size: int) -> Callable[[], Any]:
    """A column of ``count`` times the same text, without writing it out."""

    def column() -> Any:
        import pyarrow as pa

        return pa.DictionaryArray.from_arrays(pa.array([0] * count, pa.int32()), pa.array(["a" * size]))

    return column


def prefixes(folder: Path) -> None:
    """Rows of 16 MiB, each written as the prefix that it shares with the one before."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([("text", pa.large_string())])
    options: dict[str, Any] = {"use_dictionary": False, "column_encoding": {"text": "DELTA_BYTE_ARRAY"}}
    with pq.ParquetWriter(folder / "a.parquet", schema, compression="zstd", data_page_size=1 << 40, **options) as file:
        for _ in range(10):
            file.write_table(pa.table({"text": pa.array(["a" * (1 << 24)] * 100, pa.large_string())}, schema))


def records(folder: Path) -> None:
    """A JSON line of 1 GiB between two short ones."""
    short = b'{"text": "a  b", "site": "a"}\n'
    with open(folder / "a.jsonl", "wb") as file:
        file.write(short + b'{"text": "')
        for _ in range(1 << 10):
            file.write(b"abcde  fghi " * 87381 + b"    ")
        file.write(b'"}\n' + short)


def open_quote(folder: Path) -> None:
    with open(folder / "a.csv", "wb") as file:
        file.write(b'n,text\n1,"open\n')
        for _ in range(1 << 10):
            file.write(b"a" * (1 << 20) + b"\n")


def written(name: str, content: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        (folder / "a.txt").write_text("a  b\n")
        (folder / name).write_text(content)

    return make


CORPUS = ("corpus", "-q", "--isolated", "-w", "1")
CASES = (
    Case("a million rules", pack(("x", " "), count=1_000_000), ("-i", "a.txt")),
    Case("10,000 rules", pack(("  +", " "), count=10_000), ("-i", "a.txt")),
    Case("a pattern that backtracks without end", pack(("(a|aa)+$(?<!a)", " ")), ("-i", "a.txt")),
    Case("a pattern of 27,000,000 signs", pack(("(?:(?:a{300}){300}){300}", " ")), ("-i", "a.txt")),
    Case("a pattern that calls itself", pack(("(?R)", " ")), ("-i", "a.txt")),
    Case("a rule that doubles the text in every round", pack((" ", "  ")), ("-i", "--select", "space.r0", "a.txt")),
    Case("a rule that writes 1,000 spaces for each", pack((" ", " " * 1000)), ("-i", "--select", "space.r0", "a.txt")),
    Case("extend in a circle", extends(2, 'extend = "0.toml"\n'), ("-i", "a.txt")),
    Case("extend through 2,000 files", extends(2000, ""), ("-i", "a.txt")),
    Case("extend = /dev/zero", written("cleantext.toml", 'extend = "/dev/zero"\n'), ("-i", "a.txt")),
    Case("--config /dev/zero", special, ("-i", "--config", "/dev/zero", "a.txt")),
    Case(
        "brackets nested 100,000 deep in a config", written("cleantext.toml", "a = " + "[" * 100_000), ("-i", "a.txt")
    ),
    Case("a .gitignore of 40 MB", written(".gitignore", "a*b\n" * 10_000_000), ("-i", ".")),
    Case("a .gitignore with 12 stars in a glob", written(".gitignore", "a*" * 12 + "b\n"), ("-i", ".")),
    Case("folders 3,000 deep", deep, ("-q", "-i", ".")),
    Case("links that go round", loops, ("-i", ".")),
    Case("a named link to itself", loops, ("-i", "d/b.txt")),
    Case("a pipe and a socket in a folder", special, ("-i", ".")),
    Case("a named pipe without a writer, in place", special, ("-i", "pipe.txt")),
    Case("a named socket", special, ("socket.txt",)),
    Case("/dev/zero", special, ("/dev/zero",)),
    Case("/dev/urandom", special, ("/dev/urandom",)),
    Case("HTML nested 1,000,000 deep", nested_html, ("--html", "a.html")),
    Case("16 GB in a .gz", compressed("a.jsonl", '{"text": "', 16, ".gz"), (*CORPUS, "a.jsonl.gz", "out.jsonl")),
    Case("64 GB in a .zst", compressed("a.jsonl", '{"text": "', 64, ".zst"), (*CORPUS, "a.jsonl.zst", "out.jsonl")),
    Case("64 GB in a .csv.zst", compressed("a.csv", "text\n", 64, ".zst"), (*CORPUS, "a.csv.zst", "out.csv")),
    Case(
        "16 GB in a .gz, to learn from",
        compressed("a.jsonl", '{"text": "', 16, ".gz"),
        ("learn", "--by", "site", "-o", "out", "a.jsonl.gz"),
    ),
    Case("a .zst with a window of 2 GB", wide_window, (*CORPUS, "a.jsonl.zst", "out.jsonl")),
    Case("a .gz in a .gz", compressed("a.jsonl.gz", "", 1, ".gz"), (*CORPUS, "a.jsonl.gz.gz", "out.jsonl")),
    Case(
        "a Parquet cell of 1 GB",
        parquet(lambda: ["a" * 10**9], compression="zstd"),
        (*CORPUS, "a.parquet", "out.parquet"),
    ),
    Case(
        "a Parquet cell of 1 GB, not compressed",
        parquet(lambda: ["It  rains."] * 99 + ["a" * 10**9], compression="none"),
        (*CORPUS, "a.parquet", "out.parquet"),
    ),
    Case(
        "a Parquet dictionary of 100 MB and 1,000,000 rows",
        parquet(same(1_000_000, 10**8), dictionary_pagesize_limit=1 << 30, compression="zstd", store_schema=False),
        (*CORPUS, "a.parquet", "out.parquet"),
    ),
    Case("1,000 Parquet rows of 16 MB with one prefix", prefixes, (*CORPUS, "a.parquet", "out.parquet")),
    Case("a JSON line of 1 GB", records, (*CORPUS, "a.jsonl", "out.jsonl")),
    Case("a JSON line of 1 GB, to learn from", records, ("learn", "--by", "site", "-o", "out", "a.jsonl")),
    Case("a JSON line of 1 GB, --jsonl", records, ("--jsonl", "text", "a.jsonl")),
    Case("1 GB of CSV after a quote that is never closed", open_quote, (*CORPUS, "a.csv", "out.csv")),
    Case("a line of 1 GB, web", text(1 << 30), ("a.txt",)),
    Case("a line of 256 MB of words without an end, web", text(1 << 28, "abcde  fghi "), ("a.txt",)),
    Case("64 MB of nested references, web", text(1 << 26, "&amp;" * 3 + "amp;" * 8), ("a.txt",)),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--case", action="append", default=[], help="only this case, by the beginning of its name")
    chosen = parser.parse_args()
    print("| case | seconds | peak MB | exit code | said |\n| --- | ---: | ---: | ---: | --- |")
    for case in CASES:
        if not chosen.case or case.name.startswith(tuple(chosen.case)):
            print(f"| {case.name} | " + " | ".join(measured(case)) + " |", flush=True)


def measured(case: Case) -> tuple[str, str, str, str]:
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryFile() as said, open(os.devnull, "wb") as nowhere:
        folder = Path(name)
        in_a_process_of_its_own(case.make, folder)
        began = time.monotonic()
        child = os.posix_spawn(
            sys.executable,
            [sys.executable, "-c", START, str(folder), *case.arguments],
            {**os.environ, "PYTHONPATH": str(PROJECT)},
            file_actions=[
                (os.POSIX_SPAWN_DUP2, nowhere.fileno(), 1),
                (os.POSIX_SPAWN_DUP2, said.fileno(), 2),
            ],
        )
        _, status, usage = os.wait4(child, 0)
        seconds = time.monotonic() - began
        said.seek(0)
        lines = said.read().decode("utf-8", "replace").splitlines()
        line = (lines[-1] if lines else "").replace(name, "").replace("|", "\\|")
        if len(line) > 130:
            line = f"{line[:64]} … {line[-64:]}"
        code = os.waitstatus_to_exitcode(status)
        remove(folder)
        return f"{seconds:,.1f}", f"{usage.ru_maxrss / 1024:,.0f}", str(code), line


def in_a_process_of_its_own(make: Callable[[Path], None], folder: Path) -> None:
    """So that what it takes does not count as taken by the case: a child's peak begins with that of its parent."""
    child = os.fork()
    if not child:
        try:
            make(folder)
            os._exit(0)
        finally:
            os._exit(1)
    if os.waitpid(child, 0)[1]:
        sys.exit("the case could not be made")


START = "import os, sys; os.chdir(sys.argv[1]); sys.argv[1:] = sys.argv[2:]; from cleantext.cli.app import main; main()"


def remove(folder: Path) -> None:
    """Folders too deep for Python's own way."""
    os.system(f"rm -rf '{folder}'/d")


if __name__ == "__main__":
    main()
