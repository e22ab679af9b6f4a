"""A run that is killed, anywhere, and started again makes the same bytes as one that was not."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from cleantext.cleaner import Cleaning
from cleantext.corpus import jsonl, shard
from cleantext.corpus.job import Change, Job
from cleantext.corpus.run import run
from cleantext.corpus.work import Worker
from cleantext.profiles import Settings
from tests.corpus.crash import crashes
from tests.corpus.shards import cleaned, texts, write_jsonl

SPACE = Job("text", settings=Settings(select=("space",)))


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

    def crash(at: int, folder: Path) -> bool:
        return crashes(
            lambda: cleaned(job, [(source, folder / target)]), at, ("fsync", "replace", "unlink"), monkeypatch
        )

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


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """Records for some seconds, and what a run that nobody disturbs makes of them."""
    folder = tmp_path_factory.mktemp("long")
    write_jsonl(folder / "in.jsonl", 30_000)
    cleaned(SPACE, [(folder / "in.jsonl", folder / "out.jsonl")])
    return folder / "in.jsonl", (folder / "out.jsonl").read_bytes()


def start(source: Path, target: Path, workers: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "cleantext", "corpus", source, target, "-q", "--isolated", "--select", "space"]
    return subprocess.Popen(
        [*map(str, command), "-w", str(workers)], start_new_session=True, stderr=subprocess.PIPE
    )  # fmt: skip


def wait_for_half(process: subprocess.Popen[bytes], source: Path, target: Path) -> None:
    """Until half of the records are in the part; fails if the run ends before."""
    part = target.with_name(f".{target.name}.part")
    while process.poll() is None:
        with contextlib.suppress(OSError):
            if part.stat().st_size > source.stat().st_size // 2:
                return
        time.sleep(0.02)
    pytest.fail("the run was over before it could be disturbed")


@pytest.mark.parametrize("workers", [1, 2])
def test_kill_9_and_go_on(workers: int, long: tuple[Path, bytes], tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    process = start(long[0], target, workers)
    wait_for_half(process, long[0], target)
    process.kill()
    process.communicate()
    _all_gone(process.pid)
    assert not target.exists()
    process = start(long[0], target, workers)
    assert process.communicate()[1] == b""
    assert target.read_bytes() == long[1]


def test_a_worker_that_dies_ends_the_run_in_one_line(long: tuple[Path, bytes], tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    process = start(long[0], target, 2)
    wait_for_half(process, long[0], target)
    os.kill(max(p for p in _members(process.pid) if "spawn_main" in _command(p)), signal.SIGKILL)
    said = process.communicate()[1]
    assert said == b"cleantext: a worker died, perhaps for want of memory; run again to go on\n"
    assert process.returncode == 2
    start(long[0], target, 2).communicate()
    assert target.read_bytes() == long[1]


def test_control_c_ends_the_run_in_one_line(long: tuple[Path, bytes], tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    process = start(long[0], target, 2)
    wait_for_half(process, long[0], target)
    os.killpg(process.pid, signal.SIGINT)
    said = process.communicate()[1]
    assert said == b"cleantext: interrupted; the same command goes on from here\n"
    assert process.returncode == 130
    _all_gone(process.pid)
    start(long[0], target, 2).communicate()
    assert target.read_bytes() == long[1]


def test_a_full_disk_is_one_line_and_the_run_goes_on_when_there_is_room(
    long: tuple[Path, bytes], tmp_path: Path
) -> None:
    target = tmp_path / "out.jsonl"
    command = [sys.executable, "-m", "cleantext", "corpus", long[0], target, "-q", "--isolated", "--select", "space"]
    limits = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))  # noqa: E731
    done = subprocess.run([*map(str, command), "-w", "1"], preexec_fn=limits, capture_output=True)
    assert done.stderr == f"cleantext: {long[0]}: cannot be written: File too large; run again to go on\n".encode()
    assert done.returncode == 2
    start(long[0], target, 1).communicate()
    assert target.read_bytes() == long[1]


def test_what_nobody_foresaw_is_one_line_and_the_other_shards_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "ab":
        write_jsonl(tmp_path / f"{name}.jsonl", 3)
    monkeypatch.setattr("cleantext.corpus.work.change", mortal_once(ZeroDivisionError("no\nthing")))
    pairs = [(tmp_path / f"{name}.jsonl", tmp_path / "out" / f"{name}.jsonl") for name in "ab"]
    assert cleaned(SPACE, pairs)[1] == ["a.jsonl: failed (in the batch at line 1): ZeroDivisionError: no"]
    assert [path.exists() for _, path in pairs] == [False, True]


def mortal_once(error: Exception) -> Callable[..., Change]:
    left = [error]

    def call(cleaning: Cleaning, job: Job) -> Change:
        if left:
            raise left.pop()
        return Change(cleaning.text)

    return call


def _all_gone(session: int) -> None:
    """Workers end when the run that started them is killed."""
    for _ in range(100):
        if not _members(session):
            return
        time.sleep(0.1)
    pytest.fail("workers outlive the run")


def _members(session: int) -> list[int]:
    return [int(p.name) for p in Path("/proc").iterdir() if p.name.isdigit() and _session_of(p) == session]


def _session_of(process: Path) -> int:
    try:
        fields = (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return -1
    return int(fields[3]) if fields[0] != "Z" else -1


def _command(process: int) -> str:
    return Path(f"/proc/{process}/cmdline").read_bytes().decode()


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


@pytest.mark.parametrize("suffix", ["", ".gz"])
@pytest.mark.parametrize("what", ["cut", "appended to", "without its side file", "with a cut side file"])
def test_a_finished_file_that_is_not_as_it_was_left_is_not_called_done(what: str, suffix: str, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "a.jsonl", 5)
    with open(tmp_path / "a.jsonl", "a") as file:
        file.write("torn")
    pair = (tmp_path / "a.jsonl", tmp_path / "out" / f"a.jsonl{suffix}")
    assert cleaned(SPACE, [pair])[1] == []
    aside = tmp_path / "out" / f"a.jsonl{suffix}.rejected.jsonl"
    changed = aside if "side file" in what else pair[1]
    if what == "without its side file":
        aside.unlink()
    else:
        os.truncate(changed, changed.stat().st_size + (3 if what == "appended to" else -3))
    before = files_of(tmp_path / "out")
    for _ in range(2):
        _, (said,) = cleaned(SPACE, [pair])
        assert said == f"a.jsonl: {changed.name} is not as it was left (its size differs); move away what was made"
        assert files_of(tmp_path / "out") == before
    for path in (pair[1], aside):
        path.unlink(missing_ok=True)
    assert cleaned(SPACE, [pair])[1] == []
    assert cleaned(SPACE, [pair])[1] == []


def test_a_file_that_was_cut_before_the_journal_called_it_done_is_not_called_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_jsonl(tmp_path / "a.jsonl", 5)
    pair = (tmp_path / "a.jsonl", tmp_path / "out" / "a.jsonl")
    monkeypatch.setattr("cleantext.corpus.run.Worker", cache(Worker))
    steps = 0
    while not pair[1].exists():
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        assert crashes(lambda: cleaned(SPACE, [pair]), steps, ("replace",), monkeypatch)
        steps += 1
    os.truncate(pair[1], 10)
    assert len(cleaned(SPACE, [pair])[1]) == 1
    assert pair[1].stat().st_size == 10


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
