"""The step, and whole runs on datatrove's executors: the same bytes as the plain run, also after a kill."""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.test_clean import run
from tests.corpus.shards import texts, write_jsonl

pytestmark = [
    pytest.mark.skipif(find_spec("datatrove") is None, reason="datatrove is not installed: its steps are not checked"),
    pytest.mark.filterwarnings("ignore"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Shards of all formats, with records that are rejected."""
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    shards = tmp_path / "in"
    (shards / "deep").mkdir(parents=True)
    write_jsonl(shards / "a.jsonl", 40, 1)
    write_jsonl(shards / "deep" / "b.jsonl", 40, 2)
    with open(shards / "a.jsonl", "a") as file:
        file.write('{"id": 7}\n\n{"text": "torn')
    (shards / "c.jsonl.gz").write_bytes(gzip.compress((shards / "a.jsonl").read_bytes()))
    (shards / "d.csv").write_text("text,n\n" + "".join(f'"{t}",{i}\n' for i, t in enumerate(texts(20))) + "short\n")
    pq.write_table(pa.table({"n": range(21), "text": [*texts(20), None]}), shards / "e.parquet")
    (shards / "f.jsonl.gz").write_bytes((shards / "c.jsonl.gz").read_bytes()[:-9])
    return shards


def corpus(*args: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return run("corpus", "--isolated", "-q", *map(str, args), cwd=cwd)


def files_of(folder: Path) -> dict[str, bytes]:
    """Finished files; what gzip packed is unpacked, sources in side files are named alike."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file() and not path.name.startswith("."):
            data = path.read_bytes()
            found[str(path.relative_to(folder))] = data.replace(b'"source": "in/', b'"source": "')
    return found


def test_the_local_executor_with_two_workers_makes_the_bytes_of_the_plain_run(folder: Path, tmp_path: Path) -> None:
    plain = corpus("in", "plain", "-w", "1", "--stats-field", "edits", "--report", "plain.json", cwd=tmp_path)
    other = corpus(
        "in",
        "other",
        "-w",
        "2",
        "--stats-field",
        "edits",
        "--report",
        "other.json",
        "--executor",
        "local",
        cwd=tmp_path,
    )
    assert plain.returncode == other.returncode == 2
    assert files_of(tmp_path / "other") == files_of(tmp_path / "plain")
    assert len(files_of(tmp_path / "plain")) == 9
    for done in (plain, other):
        assert "f.jsonl.gz: is broken or cut: " in done.stderr
    reports = [json.loads((tmp_path / f"{name}.json").read_text()) for name in ("plain", "other")]
    for report in reports:
        report.pop("slowest")
    assert reports[0] == reports[1]
    assert reports[0]["records"] == 42 + 40 + 42 + 21 + 21


@pytest.mark.parametrize("executor", ["local", "ray"])
def test_a_killed_run_on_the_executor_goes_on(executor: str, tmp_path: Path) -> None:
    if find_spec(executor) is None and executor == "ray":
        pytest.skip("ray is not installed: its executor is not checked")
    for i in range(4):
        (tmp_path / "in").mkdir(exist_ok=True)
        write_jsonl(tmp_path / "in" / f"{i}.jsonl", 4000, i)
    assert corpus("in", "plain", "--select", "space", "-w", "1", cwd=tmp_path).returncode == 0
    command = [sys.executable, "-m", "cleantext", "corpus", "in", "other", "--executor", executor, "-w", "2", "-q"]
    command += ["--isolated", "--select", "space"]
    process = subprocess.Popen(command, cwd=tmp_path, start_new_session=True, stderr=subprocess.DEVNULL)
    while process.poll() is None and not list((tmp_path / "other").glob("*.jsonl")):
        time.sleep(0.01)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    marks = len(list(tmp_path.glob("other.logs/*/completions/*")))
    assert marks < 4, "it was not killed half-way"
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    assert files_of(tmp_path / "other") == files_of(tmp_path / "plain")


def test_ray_makes_the_bytes_of_the_plain_run(folder: Path, tmp_path: Path) -> None:
    if find_spec("ray") is None:
        pytest.skip("ray is not installed: its executor is not checked")
    plain = corpus("in", "plain", "-w", "1", cwd=tmp_path)
    other = corpus("in", "other", "-w", "2", "--executor", "ray", cwd=tmp_path)
    assert other.returncode == plain.returncode == 2, other.stderr[-3000:]
    assert files_of(tmp_path / "other") == files_of(tmp_path / "plain")


def test_urls(folder: Path, tmp_path: Path) -> None:
    assert "URLs need --executor" in corpus("s3://a/b.jsonl", "out", cwd=tmp_path).stderr
    done = corpus(f"file://{folder}/a.jsonl", f"file://{tmp_path}/out/a.jsonl", "--executor", "local", cwd=tmp_path)
    assert done.returncode == 2, done.stderr[-3000:]
    assert len((tmp_path / "out" / "a.jsonl").read_text().splitlines()) == 40
    assert (tmp_path / "out" / "a.jsonl.rejected.jsonl").exists()


def test_the_step_with_datatroves_own_documents() -> None:
    from datatrove.data import Document

    from cleantext.corpus.datatrove import CleanText

    step = CleanText(keep_original="raw", stats_field="edits")
    (document,) = step([Document("It  rains.", "1", metadata={"n": 1})])
    assert (document.text, document.metadata) == (
        "It rains.", {"n": 1, "raw": "It  rains.", "edits": {"space.run": 1}},
    )  # fmt: skip
    assert step.stats["space.run"].total == 1
    assert list(CleanText("c4")([Document("lorem ipsum", "1")])) == []


def test_the_step_between_datatroves_own_reader_and_writer(tmp_path: Path) -> None:
    from datatrove.executor.local import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    from cleantext.corpus.datatrove import CleanText

    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text('{"text": "It  rains.", "id": "x"}\n{"text": "lorem ipsum", "id": "y"}\n')
    aside = JsonlWriter(str(tmp_path / "aside"), compression=None)
    writer = JsonlWriter(str(tmp_path / "out"), compression=None)
    step = CleanText("c4", exclusion_writer=aside)
    pipeline = [JsonlReader(str(tmp_path / "in")), step, writer]
    LocalPipelineExecutor(pipeline, logging_dir=str(tmp_path / "logs")).run()
    left = [json.loads(line) for line in (tmp_path / "aside" / "00000.jsonl").read_text().splitlines()]
    assert [one["id"] for one in left] == ["x", "y"]
    assert all("cleantext_reason" in one["metadata"] for one in left)
