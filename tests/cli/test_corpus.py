"""``cleantext corpus`` and ``--jsonl``, run as a user runs them."""

from __future__ import annotations

import csv
import gzip
import importlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cleantext.corpus import formats
from tests.cli.test_clean import run
from tests.corpus.shards import write_jsonl

DIRTY = "You are here\n\nThe ferry\u00a0sails at noon.\n"
CLEAN = "The ferry sails at noon.\n"


def corpus(*args: str | Path, cwd: Path) -> tuple[int, str]:
    done = run("corpus", "--isolated", "-w", "1", *map(str, args), cwd=cwd, COLUMNS="100")
    assert done.stdout == ""
    return done.returncode, done.stderr


def lines(path: Path) -> list[dict[str, object]]:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [json.loads(line) for line in data.decode().split("\n") if line]


def test_jsonl_with_both_fields_and_a_report(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": 1, "text": DIRTY}) + "\n" + '{"id":2,"text":"Fine."}\n')
    code, said = corpus(
        "in.jsonl", "out.jsonl", "--keep-original", "raw", "--stats-field", "edits", "--report", "r.json", cwd=tmp_path
    )
    assert code == 0
    assert lines(tmp_path / "out.jsonl") == [
        {"id": 1, "text": CLEAN, "raw": DIRTY, "edits": {"chrome.breadcrumb-label": 1, "space.no-break": 1}},
        {"id": 2, "text": "Fine.", "raw": "Fine.", "edits": {}},
    ]
    assert "cleantext: 2 records, 1 changed; 31.8 % of the text removed\n" in said
    report = json.loads((tmp_path / "r.json").read_text())
    assert (report["records"], report["changed"], report["edits"]["space.no-break"]) == (2, 1, 1)
    assert report["lines"]["counts"] == {"You are here": 1}
    assert sum(report["shares"]) == 2


@pytest.mark.parametrize("suffix", ["csv", "tsv.gz", "csv.zst"])
def test_tables(suffix: str, tmp_path: Path) -> None:
    if suffix.endswith("zst"):
        zstandard = pytest.importorskip("zstandard")
    delimiter = "\t" if suffix.startswith("tsv") else ","
    rows = [
        ["id", "text", "odd"],
        ["1", DIRTY, '"q"'],
        ["2", "a, b", " x"],
        ["3", "It  rains\u00a0now.", "a\tb,c"],
    ]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    raw = text.getvalue().encode() + f"4{delimiter}short\r\n".encode() + b"5" + delimiter.encode() * 2 + b"\xff\r\n"
    if suffix.endswith("gz"):
        raw = gzip.compress(raw)
    if suffix.endswith("zst"):
        raw = zstandard.compress(raw)
    (tmp_path / f"in.{suffix}").write_bytes(raw)
    code, said = corpus(f"in.{suffix}", f"out.{suffix[:3]}", "--stats-field", "edits", cwd=tmp_path)
    assert code == 2
    with open(tmp_path / f"out.{suffix[:3]}", newline="") as file:
        made = list(csv.reader(file, delimiter=delimiter))
    wanted = [[*row] for row in rows]
    wanted[1][1], wanted[3][1] = CLEAN, "It rains now."
    assert [row[:3] for row in made] == wanted
    assert made[0][3] == "edits"
    assert json.loads(made[3][3]) == {"space.no-break": 1, "space.run": 1}
    short, bad = lines(tmp_path / f"out.{suffix[:3]}.rejected.jsonl")
    assert (short["line"], short["reason"]) == (8, "has 2 values, the header 3")
    assert (bad["line"], bad["reason"]) == (9, "is not UTF-8")
    assert "5 records, 2 changed, 2 rejected" in said


def test_a_row_whose_value_does_not_change_stays_byte_for_byte(tmp_path: Path) -> None:
    raw = b'id,text\n"1","It rains."\n2,"a ""b"" c"\n\n3,"so\nlong"\n"4" ,"x"\n5,It  rains.\n'
    (tmp_path / "in.csv").write_bytes(raw)
    assert corpus("in.csv", "out.csv", cwd=tmp_path)[0] == 2
    made = (tmp_path / "out.csv").read_bytes()
    assert made == b'id,text\n"1","It rains."\n2,"a ""b"" c"\n3,"so\nlong"\n5,It rains.\n'
    (odd,) = lines(tmp_path / "out.csv.rejected.jsonl")
    assert odd["record"] == '"4" ,"x"\n'


def test_parquet_keeps_other_columns_types_codec_and_metadata(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = importlib.import_module("pyarrow.parquet")
    schema = pa.schema(
        [("id", pa.int64()), ("text", pa.large_string()), ("tags", pa.list_(pa.string())), ("raw", pa.binary())],
        metadata={"maker": "tests"},
    )
    table = pa.table(
        {"id": [1, 2, 3], "text": [DIRTY, None, "Fine."], "tags": [["a"], [], None], "raw": [b"\xff", b"", b"x"]},
        schema,
    )
    pq.write_table(table, tmp_path / "in.parquet", compression="ZSTD")
    assert corpus("in.parquet", "out.parquet", "--keep-original", "before", cwd=tmp_path)[0] == 2
    made = pq.read_table(tmp_path / "out.parquet")
    assert made.schema.remove(4).equals(pq.read_schema(tmp_path / "in.parquet"), check_metadata=True)
    assert made.drop_columns("before").to_pylist() == [
        {"id": 1, "text": CLEAN, "tags": ["a"], "raw": b"\xff"},
        {"id": 3, "text": "Fine.", "tags": None, "raw": b"x"},
    ]
    assert made.column("before").to_pylist() == [DIRTY, "Fine."]
    assert pq.ParquetFile(tmp_path / "out.parquet").metadata.row_group(0).column(0).compression == "ZSTD"
    (bad,) = lines(tmp_path / "out.parquet.rejected.jsonl")
    assert bad["line"] == 2
    assert json.loads(str(bad["record"])) == {"id": 2, "text": None, "tags": [], "raw": ""}


@pytest.mark.parametrize("bad", [False, True])
def test_parquet_with_columns_of_views(bad: bool, tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = importlib.import_module("pyarrow.parquet")
    schema = pa.schema([("text", pa.string_view()), ("tags", pa.list_(pa.string_view())), ("raw", pa.binary_view())])
    rows: list[dict[str, Any]] = [
        {"text": DIRTY, "tags": ["a", None], "raw": b"\xff"},
        {"text": None if bad else "It  rains.", "tags": [], "raw": b""},
        {"text": "Fine.", "tags": None, "raw": None},
        {"text": "A text that is longer than what stands in a view  itself.", "tags": ["b"], "raw": b"x" * 20},
    ]
    try:
        pq.write_table(pa.Table.from_pylist(rows, schema), tmp_path / "in.parquet")
    except pa.ArrowNotImplementedError:
        pytest.skip("this version of pyarrow writes no columns of views")
    assert corpus("in.parquet", "out.parquet", "-q", "--keep-original", "before", cwd=tmp_path)[0] == 2 * bad
    made = pq.read_table(tmp_path / "out.parquet")
    assert made.schema.remove(3) == schema
    wanted = [row for row in rows if row["text"]]
    assert made.column("before").to_pylist() == [row["text"] for row in wanted]
    texts = [CLEAN, *["It rains."] * (not bad), "Fine.", "A text that is longer than what stands in a view itself."]
    assert made.column("text").to_pylist() == texts
    assert made.select(["tags", "raw"]).to_pylist() == [{"tags": r["tags"], "raw": r["raw"]} for r in wanted]
    assert {p.name for p in tmp_path.glob(".*")} == {".out.parquet.journal"}


def test_a_column_of_categories_is_refused_with_what_to_do(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = importlib.import_module("pyarrow.parquet")
    pq.write_table(pa.table({"text": pa.array(["a", "b"]).dictionary_encode()}), tmp_path / "in.parquet")
    code, said = corpus("in.parquet", "out.parquet", "-q", cwd=tmp_path)
    kind = "dictionary<values=string, indices=int32, ordered=0>"
    assert (code, said) == (
        2,
        f"cleantext: in.parquet: has {kind} in the column 'text', not strings; cast it to strings\n",
    )
    assert [p.name for p in tmp_path.iterdir()] == ["in.parquet"]


def test_a_folder_and_everything_that_can_be_wrong_in_it(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = importlib.import_module("pyarrow.parquet")
    zstandard = pytest.importorskip("zstandard")
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    write_jsonl(folder / "a.jsonl", 4)
    write_jsonl(folder / "deep" / "b.jsonl", 4)
    whole = (folder / "a.jsonl").read_bytes() * 300
    (folder / "cut.jsonl.gz").write_bytes(gzip.compress(whole)[:-20])
    (folder / "cut.jsonl.zst").write_bytes(zstandard.compress(whole)[:-20])
    (folder / "no.jsonl.gz").write_bytes(b"no gzip at all")
    (folder / "other.csv").write_text("id,body\n1,a\n")
    (folder / "empty.csv").write_text("")
    pq.write_table(pa.table({"body": ["a"]}), folder / "other.parquet")
    pq.write_table(pa.table({"text": [1]}), folder / "number.parquet")
    (folder / "broken.parquet").write_bytes(b"PAR1 no")
    (folder / "notes.txt").write_text("left out")
    code, said = corpus("in", "out", cwd=tmp_path)
    assert code == 2
    for name, words in {
        "cut.jsonl.gz": "is broken or cut: Compressed file ended before",
        "cut.jsonl.zst": "is broken or cut: Truncated compressed stream",
        "no.jsonl.gz": "is broken or cut: Not a gzipped file",
        "other.csv": "has no column 'text'; there are: id, body",
        "empty.csv": "has no column 'text'; there are: none",
        "other.parquet": "has no column 'text'; there are: body",
        "number.parquet": "has int64 in the column 'text', not strings",
        "broken.parquet": "cannot be read as Parquet: ",
    }.items():
        assert f"cleantext: in/{name}: {words}" in said
    made = {str(p.relative_to(tmp_path / "out")) for p in (tmp_path / "out").rglob("*") if p.is_file()}
    assert made == {"a.jsonl", ".a.jsonl.journal", "deep/b.jsonl", "deep/.b.jsonl.journal"}
    assert "8 records, 6 changed; " in said
    assert said.endswith("; 8 files failed\n")


def test_what_a_folder_holds_and_cannot_be_read_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / ".hidden").mkdir(parents=True)
    write_jsonl(folder / "a.jsonl", 1)
    (folder / "b.jsonl").symlink_to("nowhere")
    (folder / "c.jsonl").symlink_to("a.jsonl")
    (folder / "d.csv").symlink_to("d.csv")
    os.mkfifo(folder / "e.jsonl.gz")
    (folder / ".hidden" / "f.jsonl").symlink_to("nowhere")
    (folder / "notes.txt").symlink_to("nowhere")
    code, said = corpus("-q", "in", "out", cwd=tmp_path)
    assert (code, sorted(said.splitlines())) == (
        2,
        [
            "cleantext: in/b.jsonl: is a broken link: No such file or directory",
            "cleantext: in/d.csv: is a broken link: Too many levels of symbolic links",
            "cleantext: in/e.jsonl.gz: is no regular file",
        ],
    )
    assert sorted(p.name for p in (tmp_path / "out").glob("[!.]*")) == ["a.jsonl", "c.jsonl"]
    (folder / "a.jsonl").unlink()
    code, said = corpus("in", "other", cwd=tmp_path)
    assert code == 2
    assert "in/b.jsonl: is a broken link" in said
    assert said.endswith("cleantext: in holds no file that ends in " + formats.KNOWN + "\n")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["none.jsonl", "out.jsonl"], "none.jsonl: no such file or folder"),
        (["notes.txt", "out.txt"], "notes.txt: the name says no format"),
        (["in.jsonl", "out.csv"], "formats are not converted"),
        (["in.jsonl", "in.jsonl"], "in.jsonl is the input; name another file"),
        ([".", "sub/out"], "sub/out lies in .; name a folder outside of it"),
        (["sub", "in.jsonl"], "sub is a folder, but in.jsonl is a file"),
        (["sub", "out"], "sub holds no file that ends in .jsonl"),
        (["in.jsonl", "out.jsonl", "--select", "chrme"], "did you mean 'chrome'?"),
        (["in.jsonl", "out.jsonl", "--keep-original", "text"], "must name different fields"),
        (["in.jsonl", "out.jsonl", "--report", "r.txt"], "--report r.txt: the name must end in .json or .html"),
        (["in.jsonl", "out.jsonl", "--report", "no/r.json"], "--report no/r.json: no is no folder"),
        (["in.jsonl", "out.jsonl", "--report", "in.jsonl/r.json"], "--report in.jsonl/r.json: in.jsonl is no folder"),
        (["in.jsonl", "out.jsonl", "--report", "d.json"], "--report d.json: is a folder"),
    ],
)
def test_what_makes_no_sense_is_one_line(args: list[str], message: str, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "in.jsonl", 1)
    (tmp_path / "notes.txt").write_text("a")
    (tmp_path / "sub").mkdir()
    (tmp_path / "d.json").mkdir()
    before = sorted(tmp_path.rglob("*"))
    code, said = corpus(*args, cwd=tmp_path)
    assert (code, said.count("\n")) == (2, 1)
    assert message in said
    assert sorted(tmp_path.rglob("*")) == before


def test_a_report_may_lie_in_the_folder_that_the_run_makes(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    write_jsonl(tmp_path / "in" / "a.jsonl", 1)
    assert corpus("in", "new/out", "--report", "new/out/r.json", cwd=tmp_path)[0] == 0
    assert (tmp_path / "new" / "out" / "r.json").exists()


def test_names_and_lines_are_drawn_not_obeyed(tmp_path: Path) -> None:
    text = "Share\x1b[31m this article\n\nThe ferry sails at noon and comes back in the evening.\n"
    (tmp_path / "in.jsonl").write_text(json.dumps({"text": text}) + '\n{"[red]x[/red]\\u001b": 1}\n')
    code, said = corpus("in.jsonl", "out.jsonl", cwd=tmp_path)
    assert code == 2
    assert "\x1b" not in said


def test_documents_that_a_profile_drops_are_set_aside(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"text": "lorem ipsum dolor"}\n')
    code, said = corpus("in.jsonl", "out.jsonl", "--profile", "c4", cwd=tmp_path)
    assert code == 0
    assert "1 dropped" in said
    assert (tmp_path / "out.jsonl").read_bytes() == b""
    (aside,) = lines(tmp_path / "out.jsonl.rejected.jsonl")
    assert str(aside["reason"]).startswith("dropped: ")


def test_lone_surrogates_that_no_rule_mends_are_set_aside(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"text": "a\\ud800"}\n{"text": "\\ud83d\\ude00"}\n{"text": "b\\udc80"}\n')
    assert corpus("in.jsonl", "web.jsonl", cwd=tmp_path)[0] == 2
    assert (tmp_path / "web.jsonl").read_text() == '{"text": "a\\ufffd"}\n{"text": "\\ud83d\\ude00"}\n'
    assert corpus("in.jsonl", "space.jsonl", "--select", "space", cwd=tmp_path)[0] == 2
    bad = lines(tmp_path / "space.jsonl.rejected.jsonl")
    assert [(one["line"], one["reason"]) for one in bad] == [
        (1, "holds a lone surrogate, U+D800"), (3, "holds a lone surrogate, U+DC80"),
    ]  # fmt: skip


def test_the_filter(tmp_path: Path) -> None:
    stdin = json.dumps({"n": 1, "text": DIRTY}) + '\n\n{"n":1.0}\r\n{"text": "a\\u00a0b"}'
    done = run("--jsonl", "text", "--isolated", stdin=stdin)
    assert done.stdout == json.dumps({"n": 1, "text": CLEAN}) + '\n\n{"n":1.0}\r\n{"text": "a b"}'
    assert (done.returncode, done.stderr) == (2, "cleantext: stdin:3: has no field 'text'; passed on as it was\n")
    (tmp_path / "in.jsonl").write_text('{"text": "a\\u00a0b"}\n')
    assert run("--jsonl", "text", "in.jsonl", "none.jsonl", cwd=tmp_path).stderr.startswith("cleantext: none.jsonl: ")
    assert "use `cleantext corpus`" in run("--jsonl", "text", "-i", "in.jsonl", cwd=tmp_path).stderr


def test_the_filter_on_a_live_pipe_answers_each_record_at_once() -> None:
    command = [sys.executable, "-m", "cleantext", "--jsonl", "text", "--isolated", "--line-buffered"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for text, wanted in (("a  b", "a b"), ("c\u00a0d", "c d")):
            process.stdin.write(json.dumps({"text": text}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline()) == {"text": wanted}
        process.stdin.close()


@pytest.mark.parametrize("broken", ["2>&-", "2> /dev/full", "2> pipe"])
@pytest.mark.parametrize("options", ["-w 1", "-w 2 -q", "-w 1 --report r.json"])
def test_work_is_done_where_nothing_can_be_said(broken: str, options: str, tmp_path: Path) -> None:
    write_jsonl(tmp_path / "in.jsonl", 4)
    os.mkfifo(tmp_path / "pipe")
    reader = f"true < {tmp_path}/pipe & " if broken.endswith("pipe") else ""
    command = f"{reader}{sys.executable} -m cleantext corpus --isolated {options} in.jsonl out.jsonl {broken}"
    assert subprocess.run(["sh", "-c", command], cwd=tmp_path).returncode == 0
    assert len(lines(tmp_path / "out.jsonl")) == 4
    assert (tmp_path / "r.json").exists() == ("--report" in options)
