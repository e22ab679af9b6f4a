"""Commands that write, the files they meet, and what may be on disk after a fault."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PROSE = "The bridge\u00a0on Mill Lane shuts on Monday for repairs, the council said.\n"
OLD = {
    "a.txt": ("You are here\n\n" + PROSE * 3).encode(),
    "d/b.txt": ("\ufeff" + PROSE.replace("\n", "\r\n") * 20).encode("utf-16-le"),
    "d/c.md": (PROSE * 3).encode(),
    "d/same.txt": b"Nothing is wrong with this one.\n",
}
ATTRIBUTE = ("user.note", b"kept")


@dataclass(frozen=True)
class Command:
    """``arguments`` as typed in the folder of the files; ``answers`` are its stdin.

    ``prepare`` makes what has to be there before; ``again`` are the arguments of the run after the fault, where they are
    others; ``writes`` are the files that the run makes or changes.
    """

    name: str
    arguments: tuple[str, ...]
    writes: tuple[str, ...]
    answers: bytes = b""
    prepare: Callable[[Path], None] | None = None
    again: tuple[str, ...] = ()
    logs: tuple[str, ...] = ()
    """Files that grow while the command runs."""
    tells: tuple[str, ...] = ()
    """Files that are about the others, and may say something else where one of those failed."""
    works: tuple[str, ...] = ()
    """Files that say how far the run is, for the next one; they may be there or not after a fault."""
    needs: tuple[str, ...] = ()
    """Packages that it needs."""


def make(folder: Path) -> None:
    """The files, with modes, an attribute and a symbolic link."""
    for name, data in OLD.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        path.chmod(0o640)
    if hasattr(os, "setxattr"):
        with contextlib.suppress(OSError):
            os.setxattr(folder / "a.txt", *ATTRIBUTE)
    (folder / "link.txt").symlink_to("a.txt")


def snapshot(folder: Path) -> dict[str, tuple[bytes, int, int, dict[str, bytes]]]:
    """Bytes, mode, owner and attributes of all files."""
    found = {}
    for path in sorted(folder.rglob("*")):
        state = path.lstat()
        if stat.S_ISREG(state.st_mode):
            names = os.listxattr(path) if hasattr(os, "listxattr") else []
            attributes = {name: os.getxattr(path, name) for name in names}
            name = path.relative_to(folder).as_posix()
            found[name] = (_timeless(name, path.read_bytes()), state.st_mode, state.st_uid, attributes)
        elif path.is_symlink():
            found[path.relative_to(folder).as_posix()] = (os.readlink(path).encode(), 0, 0, {})
    return found


def _timeless(name: str, data: bytes) -> bytes:
    """A journal or a report of a run over records without its times."""
    if name.endswith((".journal", "r.json")):
        with contextlib.suppress(ValueError):
            values = json.loads(data)
            values.get("totals", values).pop("slowest", None)
            return json.dumps(values).encode()
    return data


def _saved(folder: Path) -> None:
    """The cleaned files and the patch that takes them back."""
    from tests.faults.run import run

    run(("-i", "--save-patch", "all.diff", "a.txt", "d"), folder)


def _there(folder: Path) -> None:
    (folder / "out.txt").write_bytes(b"an old result\n" * 50)


TEXTS = [*(f"Mill Lane Gazette\n\n{PROSE * (i + 5)}\nPrinted in Mill Lane\n" for i in range(5)), "lorem ipsum dolor"]
"""Pages of a site, and one that a profile drops."""


def _jsonl(folder: Path) -> None:
    rows = ({"text": text, "site": "a.example" if i < len(TEXTS) else "b.example"} for i, text in enumerate(TEXTS * 2))
    (folder / "in.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))


def _csv(folder: Path) -> None:
    (folder / "in.csv").write_text("text,n\n" + "".join(f'"{text}",1\n' for text in TEXTS))


def _parquet(folder: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"text": TEXTS}), folder / "in.parquet", row_group_size=3)


def _pages(folder: Path) -> None:
    (folder / "pages").mkdir()
    for i, text in enumerate(TEXTS[:5]):
        (folder / "pages" / f"{i}.txt").write_text(text)


def copy(template: Path, folder: Path) -> None:
    shutil.copytree(template, folder, symlinks=True)


def _corpus(
    name: str,
    source: str,
    target: str,
    prepare: Callable[[Path], None],
    *arguments: str,
    needs: tuple[str, ...] = (),
    more: tuple[str, ...] = (),
) -> Command:
    """A run over records, of which the profile drops one; ``more`` it writes beside shard, side file and journal."""
    hidden = tuple(f".{target}{end}" for end in (".part", ".rejected.part", ".packed", ".journal", ".journal.new"))
    return Command(
        name,
        ("corpus", "-q", "-w", "1", "--profile", "c4", *arguments, source, target),
        (target, f"{target}.rejected.jsonl", f".{target}.journal", *more),
        prepare=prepare,
        works=(*hidden, f".{target}.packs.part/*"),
        needs=needs,
        tells=tuple(name for name in more if name == "r.json"),
    )


ALL = ("a.txt", "d/b.txt", "d/c.md")
COMMANDS = (
    Command("-i", ("-i", "a.txt", "d"), ALL),
    Command("-i through a link", ("-i", "link.txt"), ("a.txt",)),
    Command("-i --backup", ("-i", "--backup", ".orig", "a.txt", "d"), (*ALL, *(f"{n}.orig" for n in ALL))),
    Command(
        "-i --save-patch",
        ("-i", "--save-patch", "all.diff", "a.txt", "d"),
        (*ALL, "all.diff"),
        again=("-i", "a.txt", "d"),
        logs=("all.diff",),
    ),
    Command("-p", ("-p", "a.txt", "d"), ALL, answers=b"a\n" * 5),
    Command(
        "-p --backup --save-patch",
        ("-p", "--backup", ".orig", "--save-patch", "all.diff", "a.txt", "d"),
        (*ALL, *(f"{n}.orig" for n in ALL), "all.diff"),
        answers=b"a\n" * 5,
        again=("-i", "--backup", ".orig", "a.txt", "d"),
        logs=("all.diff",),
    ),
    Command("undo", ("undo", "all.diff"), ALL, prepare=_saved),
    Command("-o, new", ("-o", "out.txt", "a.txt", "d/c.md"), ("out.txt",)),
    Command("-o, over another", ("-o", "out.txt", "a.txt", "d/c.md"), ("out.txt",), prepare=_there),
    Command("--output-dir", ("--output-dir", "clean", "a.txt", "d"), tuple(f"clean/{n}" for n in (*ALL, "d/same.txt"))),
    Command("--report", ("--report", "out.html", "a.txt", "d"), ("out.html",), tells=("out.html",)),
    Command("init", ("init",), ("cleantext.toml",)),
    _corpus("corpus", "in.jsonl", "out.jsonl", _jsonl, "--stats-field", "n", "--report", "r.json", more=("r.json",)),
    _corpus("corpus, gzip", "in.jsonl", "out.jsonl.gz", _jsonl),
    _corpus("corpus, zstd", "in.csv", "out.csv.zst", _csv, needs=("zstandard",)),
    _corpus("corpus, Parquet", "in.parquet", "out.parquet", _parquet, needs=("pyarrow",)),
    _corpus(
        "corpus --learn", "in.jsonl", "out.jsonl", _jsonl, "--learn", "--by", "site", "--yes", needs=("duckdb", "tomli_w"),
        more=tuple(f"out.jsonl.packs/{name}" for name in ("a-example.toml", "b-example.toml", "sites.json")),
    ),
    Command(
        "learn", ("learn", "--yes", "-o", "mine.toml", "pages"), ("mine.toml",), prepare=_pages, tells=("mine.toml",),
        needs=("duckdb", "tomli_w"),
    ),
    Command(
        "learn --by", ("learn", "--yes", "--by", "site", "-o", "packs", "in.jsonl"), ("packs/a-example.toml", "packs/b-example.toml"),
        prepare=_jsonl, needs=("duckdb", "tomli_w"),
    ),
)  # fmt: skip
