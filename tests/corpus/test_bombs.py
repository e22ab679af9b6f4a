"""Small files that unpack to much: refused in a line, and never held in memory whole."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from cleantext.corpus import compressed, delimited, jsonl, parquet
from cleantext.corpus.filter import cleaned as filtered
from cleantext.corpus.job import CorpusError, Job, Rejected
from cleantext.learn.records import Bad, Record, records
from tests.corpus.shards import cleaned

JOB = Job("text")
LINE = b'{"text": "It  rains.", "site": "a"}\n'


def packed(data: bytes, suffix: str) -> bytes:
    if suffix == ".gz":
        return gzip.compress(data)
    pytest.importorskip("pyarrow")
    return bytes(pytest.importorskip("zstandard").compress(data))


def ran(path: Path) -> tuple[str, list[str]]:
    """What a run said of the file, and the names of what it made."""
    out = path.parent / "out"
    _, said = cleaned(JOB, [(path, out / path.name)])
    return "\n".join(said), sorted(p.name for p in out.iterdir())


@pytest.mark.parametrize("suffix", compressed.COMPRESSED)
def test_a_bomb_is_refused_and_leaves_nothing(suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compressed, "UNPACKED", 1 << 18)
    path = tmp_path / f"a.jsonl{suffix}"
    path.write_bytes(packed(b'{"text": "' + b"a" * (1 << 21) + b'"}\n', suffix))
    said = f"{path.name}: unpacks to over 500 times its size, as no text does; not read"
    assert ran(path) == (said, [])
    path.write_bytes(packed(LINE * 9, suffix))
    assert ran(path)[0] == ""


def test_large_letters_in_a_name_are_small_ones(tmp_path: Path) -> None:
    path = tmp_path / "a.JSONL.GZ"
    path.write_bytes(gzip.compress(LINE))
    assert ran(path)[0] == ""
    assert gzip.decompress((tmp_path / "out" / "a.JSONL.GZ").read_bytes()) == LINE.replace(b"  ", b" ")


@pytest.mark.parametrize("suffix", compressed.COMPRESSED)
def test_no_more_is_unpacked_than_is_read(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.jsonl{suffix}"
    path.write_bytes(packed(b"a" * (64 << 20), suffix))
    with compressed.reading(path) as file:
        tracemalloc.start()
        try:
            assert file.read(10) == b"a" * 10
            assert tracemalloc.get_traced_memory()[1] < 8 << 20
        finally:
            tracemalloc.stop()


def test_a_window_that_takes_too_much_memory_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    zstandard = pytest.importorskip("zstandard")
    wide = zstandard.ZstdCompressionParameters.from_level(1, window_log=29)
    writer = zstandard.ZstdCompressor(compression_params=wide).compressobj()
    path = tmp_path / "a.jsonl.zst"
    path.write_bytes(writer.compress(LINE) + writer.flush())
    said = "a.jsonl.zst: needs a window of over 128 MiB; pack it anew, without --long"
    assert ran(path) == (said, [])


def test_an_error_of_the_disk_is_not_taken_for_a_broken_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jsonl.zst"
    path.write_bytes(packed(LINE, ".zst"))

    class Failing(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(5, "Input/output error")

        def fileno(self) -> int:
            return 0

    monkeypatch.setattr("builtins.open", lambda *_: Failing())
    with pytest.raises(CorpusError, match="cannot be read: Input/output error"), compressed.reading(path) as file:
        file.read()


def test_learning_refuses_bombs_and_lines_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compressed, "UNPACKED", 1 << 18)
    monkeypatch.setattr(jsonl, "LONGEST", 1 << 16)
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(LINE + b"a" * (1 << 17) + b"\n" + LINE + b"b" * (1 << 21)))
    first, long, second, bomb = records(path, "site", "text")
    assert [one.text for one in (first, second) if isinstance(one, Record)] == ["It  rains."] * 2
    assert long == Bad(f"{path}:2", "is longer than 0 MiB")
    assert bomb == Bad(f"{path}:4", "unpacks to over 500 times its size, as no text does; not read")


def test_the_filter_passes_a_line_without_end_on_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "LONGEST", 1000)
    monkeypatch.setattr("cleantext.corpus.filter._PIECE", 1000)
    said = []
    endless = b'{"text": "' + b"a  " * 5000
    for end in (b"\n", b""):
        pieces = list(filtered(io.BytesIO(LINE + endless + end), JOB, lambda line, why: said.append((line, why))))
        assert b"".join(pieces) == LINE.replace(b"  ", b" ") + endless + end
        assert max(map(len, pieces)) <= 1001
    assert said == [(2, "is longer than 0 MiB")] * 2


def test_a_row_of_many_long_values_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "LONGEST", 1000)
    raw = "text,n\n" + ",".join(['"' + "a\n" * 300 + '"'] * 9) + "\nb,1\n"
    found = list(delimited.rows(iter(raw.splitlines(keepends=True)), ","))
    assert "".join(row for row, _, _ in found) == raw
    assert max(len(row) for row, _, _ in found) <= 1002
    assert isinstance(found[1][2], Rejected)
    assert found[1][2].reason.startswith("is no row that can be read: row larger than")


# Parquet


def table(path: Path, texts: list[str], **options: Any) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    pq.write_table(pa.table({"text": texts, "n": [1] * len(texts)}), path, **options)


def test_a_row_group_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compressed, "UNPACKED", 1 << 18)
    path = tmp_path / "a.parquet"
    table(path, ["a" * (1 << 22), "b"], compression="zstd")
    assert ran(path) == ("a.parquet: unpacks to over 500 times its size, as no text does; not read", [])


def test_rows_that_are_too_large_by_the_metadata_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "LONGEST", 1 << 16)
    path = tmp_path / "a.parquet"
    table(path, ["a" * (1 << 20), "b", "c"], row_group_size=2)
    assert ran(path) == ("a.parquet: holds rows of over 0 MiB (row group 0)", [])


def test_a_cell_that_is_too_long_is_set_aside_by_its_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "LONGEST", 1 << 16)
    path = tmp_path / "a.parquet"
    table(path, ["It  rains."] * 99 + ["a" * (1 << 17)])
    assert ran(path)[0] == ""
    (row,) = map(json.loads, (tmp_path / "out" / "a.parquet.rejected.jsonl").read_text().splitlines())
    assert (row["line"], row["record"]) == (100, "a" * jsonl.HEAD)
    assert row["reason"] == "is longer than 0 MiB; only its start is kept here"


@pytest.mark.parametrize(
    "options",
    [
        {"dictionary_pagesize_limit": 1 << 30},
        {"use_dictionary": False, "column_encoding": {"text": "DELTA_BYTE_ARRAY"}},
    ],
    ids=["dictionary", "prefix"],
)
def test_what_many_rows_share_is_not_written_out_at_once(
    options: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each row is as long as the whole row group."""
    monkeypatch.setattr(parquet, "UNPACKED", 1 << 20)
    path = tmp_path / "a.parquet"
    table(path, ["a" * (1 << 18)] * 400, **options)
    assert path.stat().st_size < 1 << 18
    sizes = [len(batch.data) for batch in parquet.batches(path, "a", JOB, 0)]
    assert max(sizes) < 2 << 20
    assert len(sizes) > 90


def test_rows_without_end_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compressed, "UNPACKED", 1 << 18)
    path = tmp_path / "a.parquet"
    table(path, ["It  rains." * 900] * 1000)
    assert ran(path) == ("a.parquet: unpacks to over 500 times its size, as no text does; not read", [])
