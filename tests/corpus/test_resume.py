"""A run that is killed, anywhere, and started again makes the same bytes as one that was not."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cleantext.corpus import jsonl, shard
from cleantext.corpus.job import Job
from cleantext.corpus.run import run
from cleantext.corpus.work import Worker
from cleantext.profiles import Settings
from tests.corpus.shards import cleaned, texts, write_jsonl

SPACE = Job("text", settings=Settings(select=("space",)))


class Crash(BaseException):
    """The machine going down."""


def as_csv(path: Path, count: int) -> None:
    path.write_text("text,n\n" + "".join(f'"{t}",{i}\n' for i, t in enumerate(texts(count))))


def as_parquet(path: Path, count: int) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    pq.write_table(pa.table({"text": texts(count), "n": range(count)}), path, row_group_size=7)


def files_of(folder: Path) -> dict[str, bytes]:
    """The finished files; totals of the journals without what is timed."""
    found = {p.name: p.read_bytes() for p in folder.iterdir() if not p.name.startswith(".")}
    for path in folder.glob(".*.journal"):
        entry = json.loads(path.read_bytes())
        entry["totals"].pop("slowest")
        found[path.name] = json.dumps(entry).encode()
    return found


@pytest.mark.parametrize(
    ("name", "make", "target"),
    [
        ("in.jsonl", write_jsonl, "out.jsonl"),
        ("in.jsonl", write_jsonl, "out.jsonl.gz"),
        ("in.csv", as_csv, "out.csv.zst"),
        ("in.parquet", as_parquet, "out.parquet"),
    ],
)
def test_a_crash_at_every_step(
    name: str, make: Callable[[Path, int], None], target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each write, flush to disk, renaming and deletion is once the last thing that happens; then the run goes on."""
    if target.endswith(".zst"):
        pytest.importorskip("zstandard")
    monkeypatch.setattr(jsonl, "BATCH", 400)
    monkeypatch.setattr("cleantext.corpus.delimited.BATCH", 400)
    monkeypatch.setattr("cleantext.corpus.parquet.BATCH", 400)
    monkeypatch.setattr(shard, "COMMIT", 0.0)
    monkeypatch.setattr("cleantext.corpus.run.Worker", cache(Worker))
    job = Job("text", stats_field="edits", settings=Settings(select=("space",)))
    source = tmp_path / name
    make(source, 12)
    if name == "in.jsonl":
        source.write_text(source.read_text().replace('"text"', '"txet"', 2))
    whole = tmp_path / "whole"
    assert cleaned(job, [(source, whole / target)])[1] == []
    wanted = files_of(whole)
    assert len(wanted) == (3 if name == "in.jsonl" else 2)

    left = 0

    def mortal(call: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any, **kwargs: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                raise Crash
            return call(*args, **kwargs)

        return step

    def crash(at: int, folder: Path) -> bool:
        nonlocal left
        left = at
        with monkeypatch.context() as patch:
            for call in ("fsync", "replace", "unlink", "ftruncate", "fchmod"):
                patch.setattr(os, call, mortal(getattr(os, call)))
            patch.setattr(shard.Shard, "append", mortal(shard.Shard.append))
            patch.setattr(shard.Shard, "close", shard.Shard._shut)
            try:
                cleaned(job, [(source, folder / target)])
            except Crash:
                return True
        return False

    at = 0
    while crash(at, folder := tmp_path / f"at-{at}"):
        if (folder / target).exists():
            assert (folder / target).read_bytes() == wanted[target]
        crash(1 + at % 3, folder)
        assert cleaned(job, [(source, folder / target)])[1] == []
        assert files_of(folder) == wanted
        assert {p.name for p in folder.iterdir()} == {p.name for p in whole.iterdir()}
        at += 1
    assert at > 15


@pytest.mark.parametrize("workers", [1, 2])
def test_kill_9_and_go_on(workers: int, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    write_jsonl(source, 60_000)
    lonely = tmp_path / "lonely" / "out.jsonl"
    cleaned(SPACE, [(source, lonely)])
    target = tmp_path / "killed" / "out.jsonl"
    journal = target.with_name(".out.jsonl.journal")
    command = [sys.executable, "-m", "cleantext", "corpus", str(source), str(target), "-q", "--isolated"]
    command += ["--select", "space", "-w", str(workers)]
    dice = random.Random(workers)
    reached = [0]
    while not target.exists():
        process = subprocess.Popen(command, start_new_session=True)
        while process.poll() is None and not target.exists():
            time.sleep(dice.uniform(0, 0.1))
            with contextlib.suppress(OSError):
                offset = json.loads(journal.read_bytes())["offset"]
                if offset > reached[-1] and len(reached) < 4:
                    reached.append(offset)
                    break
        else:
            process.wait()
            break
        process.send_signal(signal.SIGKILL)
        process.wait()
        _all_gone(process.pid)
    assert len(reached) > 1, "it was never killed"
    assert target.read_bytes() == lonely.read_bytes()


def _all_gone(session: int) -> None:
    """Workers end when the run that started them is killed."""
    for _ in range(100):
        if not any(_session_of(p) == session for p in Path("/proc").iterdir() if p.name.isdigit()):
            return
        time.sleep(0.1)
    pytest.fail("workers outlive the run")


def _session_of(process: Path) -> int:
    try:
        fields = (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return -1
    return int(fields[3]) if fields[0] != "Z" else -1


def test_a_finished_shard_is_not_made_again(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", 5)
    pair = (tmp_path / "a.jsonl", tmp_path / "out" / "a.jsonl")
    first, _ = cleaned(Job("text"), [pair])
    before = pair[1].stat().st_mtime_ns
    again, said = cleaned(Job("text"), [pair])
    assert (pair[1].stat().st_mtime_ns, said) == (before, [])
    assert again.as_json() == first.as_json()


@pytest.mark.parametrize("what", ["rules", "input", "no journal"])
def test_a_file_of_another_run_is_never_replaced(what: str, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", 5)
    pair = (tmp_path / "a.jsonl", tmp_path / "out" / "a.jsonl")
    cleaned(Job("text"), [pair])
    before = pair[1].read_bytes()
    job = Job("text", keep_original="o") if what == "rules" else Job("text")
    if what == "input":
        write_jsonl(tmp_path / "a.jsonl", 6)
    if what == "no journal":
        (tmp_path / "out" / ".a.jsonl.journal").unlink()
    _, (said,) = cleaned(job, [pair])
    assert "a.jsonl is there already and is not what this run would make" in said
    assert pair[1].read_bytes() == before


def test_two_runs_do_not_write_one_file(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", 5)
    first = shard.Shard(tmp_path / "a.jsonl", tmp_path / "out" / "a.jsonl", Job("text"))
    assert first.open()
    said = cleaned(Job("text"), [(first.source, first.target)])[1]
    first.close()
    assert said == ["a.jsonl: is being written by another run"]


def test_a_lost_part_is_begun_anew(tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", 5)
    first = shard.Shard(tmp_path / "a.jsonl", tmp_path / "out" / "a.jsonl", Job("text"))
    assert first.open()
    first._state.written = 7
    first._file.write(b"1234567")  # type: ignore[union-attr]
    first._commit()
    first._shut()
    (tmp_path / "out" / ".a.jsonl.part").unlink()
    assert cleaned(Job("text"), [(first.source, first.target)])[1] == []
    assert len(first.target.read_text().splitlines()) == 5


def test_workers_do_not_change_the_bytes(tmp_path: Path) -> None:
    for name in "ab":
        write_jsonl(tmp_path / f"{name}.jsonl", 3000, ord(name))
    outs = []
    for workers in (1, 2):
        folder = tmp_path / str(workers)
        run(SPACE, [(tmp_path / f"{n}.jsonl", folder / f"{n}.jsonl") for n in "ab"], workers, lambda *_: None)
        outs.append(files_of(folder))
    assert outs[0] == outs[1]
