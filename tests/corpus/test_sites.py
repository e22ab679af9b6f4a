"""``--learn``: what the sites repeat is learned from the records first, and then each is cleaned with its site's pack."""

from __future__ import annotations

import fcntl
import gzip
import importlib
import json
import os
import shutil
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cleantext.corpus import compressed, shard, work
from cleantext.corpus.job import CorpusError, Job, Unreadable
from cleantext.corpus.run import run as run_pairs
from cleantext.corpus.sites import learned
from cleantext.corpus.work import Worker
from cleantext.profiles import Settings
from tests.cli.test_clean import run
from tests.corpus.crash import crashes
from tests.learn.pages import MENU, NOTICE, page, story

pytest.importorskip("duckdb", reason="the extra learn is not installed")
Rows = list[dict[str, Any]]
OTHER = [f"{line} today" for line in MENU]


def rows(count: int = 5) -> Rows:
    """Pages of three sites by turns, one of which is too small, and a page that names no site."""
    made: Rows = []
    for n in range(1, count + 1):
        made.append({"id": 2 * n, "host": "north.example", "text": page(n)})
        made.append({"id": 2 * n + 1, "host": "South Example", "text": page(n, menu=OTHER)})
    made += [{"id": 100 + n, "host": "tiny", "text": page(n)} for n in (1, 2)]
    return [*made, {"id": 200, "text": page(9)}, {"id": 201, "host": 7, "text": page(8)}, {"id": 202, "text": None}]


def write(path: Path, records: Rows) -> Path:
    data = "".join(json.dumps(record) + "\n" for record in records).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def read(path: Path) -> Rows:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in data.decode().split("\n") if line]


def corpus(folder: Path, *args: str, **env: str) -> subprocess.CompletedProcess[str]:
    return run("corpus", "-w", "1", *args, cwd=folder, **env)


def with_pack(folder: Path, pack: str, records: Rows) -> list[str]:
    """The texts as ``cleantext corpus`` leaves them with one pack in its config, or none."""
    packs = (str(folder / pack),) if pack else ()
    source = write(folder / "one.jsonl", [record for record in records if record["text"]])
    target = folder / f"with-{pack.replace('/', '-')}.jsonl"
    run_pairs(Job("text", settings=Settings(packs=packs)), [(source, target)], 1, lambda *_: None)
    return [record["text"] for record in read(target)]


@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_it_is_learn_and_then_corpus_with_that_pack(suffix: str, tmp_path: Path) -> None:
    records = rows()
    name = write(tmp_path / f"in.jsonl{suffix}", records).name
    done = corpus(tmp_path, name, f"out.jsonl{suffix}", "--learn", "--by", "host", "--yes", "-q")
    assert done.returncode == 2, done.stderr
    assert done.stderr == f"cleantext: rejected records and why: out.jsonl{suffix}.rejected.jsonl\n"
    assert run("learn", name, "--by", "host", "-o", "packs", "--yes", cwd=tmp_path).returncode == 2
    packs = tmp_path / f"out.jsonl{suffix}.packs"
    assert {path.name: path.read_bytes() for path in packs.glob("*.toml")} == {
        path.name: path.read_bytes() for path in (tmp_path / "packs").iterdir()
    }
    made = read(tmp_path / f"out.jsonl{suffix}")
    assert [record["id"] for record in made] == [record["id"] for record in records if record["id"] != 202]
    for host, pack in (("north.example", "packs/north-example.toml"), ("South Example", "packs/south-example.toml")):
        texts = [record["text"] for record in made if record.get("host") == host]
        assert texts == with_pack(tmp_path, pack, [record for record in records if record.get("host") == host])
        assert texts == ["".join(f"{line}\n" for line in story(n)) for n in range(1, 6)]
    others = [record for record in records if record.get("host") not in ("north.example", "South Example")]
    assert [r["text"] for r in made if r["id"] >= 100] == with_pack(tmp_path, "", others)
    assert MENU[0] in made[-1]["text"]


def test_without_by_all_records_are_one_site(tmp_path: Path) -> None:
    records: Rows = [{"text": page(n)} for n in range(1, 5)]
    write(tmp_path / "in.jsonl", records)
    assert corpus(tmp_path, "in.jsonl", "out.jsonl", "--learn", "--yes", "-q").returncode == 0
    assert [r["text"] for r in read(tmp_path / "out.jsonl")] == with_pack(
        tmp_path, "out.jsonl.packs/site.toml", records
    )
    assert MENU[0] not in read(tmp_path / "out.jsonl")[0]["text"]


def test_what_reads_as_prose_is_left_out_unless_it_is_asked_for(tmp_path: Path) -> None:
    write(tmp_path / "in.jsonl", rows())
    done = corpus(tmp_path, "in.jsonl", "out.jsonl", "--learn", "--by", "host")
    said = [line for line in done.stderr.split("\n") if "learned" in line or "prose" in line]
    assert said == [
        "cleantext: learned 2 packs, 2 rules, kept in out.jsonl.packs; "
        "without a pack: 1 site of fewer than 3 pages, 2 records without 'host'",
        "cleantext: proposals left out because they read as prose: 4; --yes takes them",
    ]
    text = read(tmp_path / "out.jsonl")[0]["text"]
    assert NOTICE in text
    assert MENU[0] not in text
    assert corpus(tmp_path, "in.jsonl", "yes.jsonl", "--learn", "--by", "host", "--yes", "-q").returncode == 2
    assert NOTICE not in read(tmp_path / "yes.jsonl")[0]["text"]


def test_nothing_to_learn_is_no_fault(tmp_path: Path) -> None:
    write(tmp_path / "in.jsonl", [{"text": page(n)} for n in (1, 2)])
    done = corpus(tmp_path, "in.jsonl", "out.jsonl", "--learn")
    assert done.returncode == 0
    assert "learned 0 packs, 0 rules, kept in out.jsonl.packs; without a pack: 1 site of fewer than 3" in done.stderr
    write(tmp_path / "in.jsonl", [{"text": "".join(f"{line}\n" for line in story(n))} for n in range(5)])
    done = corpus(tmp_path, "in.jsonl", "other.jsonl", "--learn")
    assert "learned 0 packs, 0 rules, kept in other.jsonl.packs\n" in done.stderr


def test_a_folder_and_two_workers(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for at, name in enumerate(("a", "b.c")):
        write(tmp_path / "in" / f"{name}.jsonl", rows(6)[at::2])
    for workers in ("1", "2"):
        done = run("corpus", "in", f"out-{workers}/", "-q", "-w", workers, "--learn", "--by", "host", cwd=tmp_path)
        assert done.returncode == 2, done.stderr
    for name in ("a.jsonl", "b.c.jsonl"):
        assert (tmp_path / "out-1" / name).read_bytes() == (tmp_path / "out-2" / name).read_bytes()
        assert MENU[0] not in read(tmp_path / "out-1" / name)[0]["text"]
    assert {p.name for p in tmp_path.iterdir()} == {"in", *(f"out-{n}{end}" for n in "12" for end in ("", ".packs"))}
    assert run("corpus", "../in", ".", "-q", "--learn", cwd=tmp_path / "out-1").returncode == 2
    assert not (tmp_path / "out-1" / ".packs").exists()


@pytest.mark.parametrize("name", ["csv", "parquet"])
def test_tables(name: str, tmp_path: Path) -> None:
    records = [{"host": r["host"], "text": r["text"]} for r in rows() if isinstance(r.get("host"), str)]
    records.append({"host": "", "text": page(9)})
    write(tmp_path / "in.jsonl", records)
    assert corpus(tmp_path, "in.jsonl", "out.jsonl", "-q", "--learn", "--by", "host").returncode == 0
    wanted = read(tmp_path / "out.jsonl")
    if name == "csv":
        csv = importlib.import_module("csv")
        with open(tmp_path / "in.csv", "w", newline="") as file:
            writer = csv.DictWriter(file, ["host", "text"])
            writer.writeheader()
            writer.writerows(records)
    else:
        pa = pytest.importorskip("pyarrow")
        pq = importlib.import_module("pyarrow.parquet")
        hosts = pa.array([r["host"] or None for r in records]).dictionary_encode()
        pq.write_table(pa.table({"host": hosts, "text": [r["text"] for r in records]}), tmp_path / "in.parquet")
    done = corpus(tmp_path, f"in.{name}", f"out.{name}", "-q", "--learn", "--by", "host")
    assert done.returncode == 0, done.stderr
    if name == "csv":
        with open(tmp_path / "out.csv", newline="") as file:
            made = list(csv.DictReader(file))
    else:
        made = [{**r, "host": r["host"] or ""} for r in pq.read_table(tmp_path / "out.parquet").to_pylist()]
    assert made == wanted


@pytest.mark.parametrize("name", ["in.jsonl", "in.csv", "in"])
def test_a_field_that_no_record_has_is_named_and_nothing_is_done(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder / "a.jsonl", rows())
    write(tmp_path / "in.jsonl", rows())
    (tmp_path / "in.csv").write_text("text,site\na  b,x\n")
    before = sorted(tmp_path.rglob("*"))
    done = corpus(tmp_path, name, name.replace("in", "out"), "--learn", "--by", "stie", "-q")
    assert done.stderr == "cleantext: --by stie: no record has a string in this field; nothing was done\n"
    assert done.returncode == 2
    assert sorted(tmp_path.rglob("*")) == before


def test_no_records_and_fields_of_some_are_no_typing_error(tmp_path: Path) -> None:
    write(tmp_path / "none.jsonl", [])
    write(tmp_path / "one.jsonl", [{"text": "a  b"}, {"text": "", "site": "x"}])
    for name in ("none", "one"):
        done = corpus(tmp_path, f"{name}.jsonl", f"out-{name}.jsonl", "--learn", "--by", "site", "-q")
        assert (done.returncode, done.stderr) == (0, "")


def test_more_sites_than_cleaners_are_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "CLEANERS", 1)
    source = write(tmp_path / "in.jsonl", rows())
    pair = (source, tmp_path / "few.jsonl")
    job, _ = learned(Job("text", by="host"), [pair], tmp_path / "p", prose=False)
    run_pairs(job, [pair], 1, lambda *_: None)
    assert corpus(tmp_path, "in.jsonl", "out.jsonl", "-q", "--learn", "--by", "host").returncode == 2
    assert pair[1].read_bytes() == (tmp_path / "out.jsonl").read_bytes()


def test_a_crash_at_every_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each flush to disk, renaming and step of a shard is once the last thing that happens; then the run goes on."""
    monkeypatch.setattr(shard, "COMMIT", 0.0)
    monkeypatch.setattr("cleantext.corpus.jsonl.BATCH", 3000)
    monkeypatch.setattr("cleantext.corpus.run.Worker", cache(Worker))
    source = write(tmp_path / "in.jsonl", rows(4)[:-7:2])

    def both(folder: Path) -> None:
        pairs = [(source, folder / "out.jsonl")]
        wishes = Job("text", by="host", settings=Settings(select=("chrome",)))
        job, _ = learned(wishes, pairs, folder / "out.jsonl.packs", prose=False)
        run_pairs(job, pairs, 1, lambda *_: None)

    def files(folder: Path) -> dict[str, bytes]:
        return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("[!.]*")) if p.is_file()}

    both(whole := tmp_path / "whole")
    wanted = files(whole)
    assert sorted(wanted) == ["out.jsonl", "out.jsonl.packs/north-example.toml", "out.jsonl.packs/sites.json"]

    def crash(at: int, folder: Path) -> bool:
        return crashes(lambda: both(folder), at, ("fsync", "replace", "rename"), monkeypatch)

    at, folder = 0, tmp_path / "again"
    while crash(at, folder):
        packs = folder / "out.jsonl.packs"
        before = packs.stat().st_ino if packs.exists() else None
        both(folder)
        assert files(folder) == wanted
        assert before in (None, packs.stat().st_ino)
        shutil.rmtree(folder)
        at += 1
    assert at > 15


def test_kill_9_in_the_second_pass_and_go_on_without_the_extra(tmp_path: Path) -> None:
    source = write(tmp_path / "in.jsonl", rows(1000))
    assert corpus(tmp_path, "in.jsonl", "whole.jsonl", "-q", "--learn", "--by", "host").returncode == 2
    (tmp_path / "killed").mkdir()
    command = [sys.executable, "-m", "cleantext", "corpus", "in.jsonl", "killed/out.jsonl", "-q", "-w", "1"]
    with subprocess.Popen([*command, "--learn", "--by", "host"], cwd=tmp_path, stderr=subprocess.PIPE) as process:
        part = tmp_path / "killed" / ".out.jsonl.part"
        while not part.exists() or part.stat().st_size < source.stat().st_size // 10:
            assert process.poll() is None, "the run was over before it could be disturbed"
            time.sleep(0.01)
        process.kill()
    assert not (tmp_path / "killed" / "out.jsonl").exists()
    (tmp_path / "without").mkdir()
    (tmp_path / "without" / "duckdb.py").write_text("raise ImportError('no duckdb')\n")
    args = ("in.jsonl", "killed/out.jsonl", "--learn", "--by", "host")
    done = corpus(tmp_path, *args, PYTHONPATH=str(tmp_path / "without"))
    assert "cleantext: with the packs in killed/out.jsonl.packs that were learned before\n" in done.stderr
    assert (tmp_path / "killed" / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


def test_packs_of_other_records_or_of_a_person_are_not_replaced(tmp_path: Path) -> None:
    write(tmp_path / "in.jsonl", rows())
    assert corpus(tmp_path, "in.jsonl", "out.jsonl", "-q", "--learn").returncode == 2
    for args in (("--yes",), ("--by", "host")):
        done = corpus(tmp_path, "in.jsonl", "out.jsonl", "--learn", *args)
        assert (done.returncode, done.stderr) == (
            2,
            "cleantext: out.jsonl.packs is there already and was learned from other records or with other options; "
            "move it away\n",
        )
    (tmp_path / "mine.jsonl.packs").mkdir()
    (tmp_path / "mine.jsonl.packs" / "site.toml").write_text("mine")
    done = corpus(tmp_path, "in.jsonl", "mine.jsonl", "--learn")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "mine.jsonl.packs is there already" in done.stderr
    assert (tmp_path / "mine.jsonl.packs" / "site.toml").read_text() == "mine"


def test_packs_that_were_edited_make_another_run(tmp_path: Path) -> None:
    write(tmp_path / "in.jsonl", [{"text": page(n)} for n in range(1, 5)])
    assert corpus(tmp_path, "in.jsonl", "out.jsonl", "-q", "--learn").returncode == 0
    pack = tmp_path / "out.jsonl.packs" / "site.toml"
    pack.write_text(pack.read_text() + "# looked at\n")
    done = corpus(tmp_path, "in.jsonl", "out.jsonl", "-q", "--learn")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "out.jsonl is there already and is not what this run would make" in done.stderr
    pack.write_text("[[rule]]\nid = 3\n")
    (tmp_path / "out.jsonl").unlink()
    done = corpus(tmp_path, "in.jsonl", "out.jsonl", "-q", "--learn")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "site.toml" in done.stderr
    pack.unlink()
    done = corpus(tmp_path, "in.jsonl", "out.jsonl", "-q", "--learn")
    assert (done.returncode, done.stderr) == (
        2, "cleantext: out.jsonl.packs/site.toml: cannot be read: No such file or directory\n",
    )  # fmt: skip


def test_odd_texts_and_sites_are_learned_from(tmp_path: Path) -> None:
    odd = [*MENU[:-1], "nul \0 in it"]
    records: Rows = [{"host": "\udc80\0" + "x" * 400, "text": page(n, menu=odd)} for n in range(1, 5)]
    records += [{"host": "../..", "text": page(n, menu=odd)} for n in range(1, 5)]
    records.append({"host": "../..", "text": "A \udc80 half"})
    write(tmp_path / "in.jsonl", records)
    done = corpus(tmp_path, "in.jsonl", "out.jsonl", "--learn", "--by", "host")
    assert "learned 2 packs, 2 rules" in done.stderr, done.stderr
    assert "9 records, 8 changed, 1 rejected" in done.stderr
    assert {path.parent.name for path in tmp_path.rglob("*.toml")} == {"out.jsonl.packs"}
    assert MENU[0] not in read(tmp_path / "out.jsonl")[-1]["text"]


def test_a_broken_file_is_named_once_and_the_others_are_made(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    write(tmp_path / "in" / "a.jsonl", [{"text": page(n)} for n in range(1, 5)])
    (tmp_path / "in" / "b.jsonl.gz").write_bytes(gzip.compress(b'{"text": "x"}\n' * 9)[:-12])
    done = corpus(tmp_path, "in", "out", "-q", "--learn", "--yes")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "in/b.jsonl.gz: is broken or cut" in done.stderr
    assert MENU[0] not in read(tmp_path / "out" / "a.jsonl")[0]["text"]


def test_nothing_is_learned_without_a_file_that_the_disk_does_not_give(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = []
    for name in "ab":
        pairs.append((write(tmp_path / f"{name}.jsonl", rows()), tmp_path / "out" / f"{name}.jsonl"))
    folder = tmp_path / "out.packs"
    genuine = compressed.reading

    def failing(path: Path, offset: int = 0) -> Any:
        if path.name == "b.jsonl":
            raise Unreadable("cannot be read: Input/output error")
        return genuine(path, offset)

    with monkeypatch.context() as patch:
        patch.setattr(compressed, "reading", failing)
        with pytest.raises(CorpusError, match=r"b\.jsonl: cannot be read: Input/output error; nothing was learned"):
            learned(Job("text", by="host"), pairs, folder, prose=False)
    assert not folder.exists()
    learned(Job("text", by="host"), pairs, folder, prose=False)
    assert (folder / "north-example.toml").exists()


def test_what_killed_learning_left_goes_and_a_living_run_is_not_disturbed(tmp_path: Path) -> None:
    pairs = [(write(tmp_path / "in.jsonl", rows()), tmp_path / "out.jsonl")]
    folder, left = tmp_path / "out.jsonl.packs", tmp_path / ".out.jsonl.packs.part"
    left.mkdir()
    (left / "old.toml").write_text("torn")
    living = os.open(left, os.O_RDONLY)
    fcntl.flock(living, fcntl.LOCK_EX)
    with pytest.raises(CorpusError, match="is being made by another run"):
        learned(Job("text", by="host"), pairs, folder, prose=False)
    assert (left / "old.toml").exists()
    os.close(living)
    learned(Job("text", by="host"), pairs, folder, prose=False)
    assert not left.exists()
    assert sorted(p.name for p in folder.iterdir()) == ["north-example.toml", "sites.json", "south-example.toml"]


def test_without_the_extra_it_is_one_line(tmp_path: Path) -> None:
    write(tmp_path / "in.jsonl", rows())
    (tmp_path / "without").mkdir()
    (tmp_path / "without" / "duckdb.py").write_text("raise ImportError('no duckdb')\n")
    done = corpus(tmp_path, "in.jsonl", "out.jsonl", "--learn", PYTHONPATH=str(tmp_path / "without"))
    assert (done.returncode, done.stderr) == (
        2, "cleantext: learn needs the extra: pip install 'cleantext-cli[learn]'\n",
    )  # fmt: skip
    assert {path.name for path in tmp_path.iterdir()} == {"in.jsonl", "without"}


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--by", "host"), "--by and --yes need --learn"),
        (("--yes",), "--by and --yes need --learn"),
        (("--learn", "--by", "text"), "must name different fields"),
        (("--learn", "--executor", "local"), "--learn does not go with --executor"),
    ],
)
def test_options_that_make_no_sense(args: tuple[str, ...], said: str, tmp_path: Path) -> None:
    write(tmp_path / "in.jsonl", rows())
    done = corpus(tmp_path, "in.jsonl", "out.jsonl", *args)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert said in done.stderr


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    write(tmp_path / "in.jsonl", rows())
    (tmp_path / "file").write_text("")
    done = corpus(tmp_path, "in.jsonl", "file/out.jsonl", "--learn")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "Not a directory" in done.stderr or "File exists" in done.stderr
