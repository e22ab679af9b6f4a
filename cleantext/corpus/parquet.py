"""Parquet, by slices of row groups: only the text column is made anew, other columns are passed on as they are.

Until a shard is done its part is a row of Arrow streams, one a batch, which can be cut at any batch; they become
row groups when all are there. Rejected rows are written as JSON, bytes in them as base64.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from cleantext.corpus.compressed import UNPACKED, refuse_bomb
from cleantext.corpus.job import Batch, Change, CorpusError, Job, Rejected, Unreadable
from cleantext.corpus.jsonl import BATCH, HEAD, LONGEST, TOO_LONG
from cleantext.errors import MissingExtra

ROW_GROUP = 1 << 26
"""Bytes in memory of one row group that is written."""
_ROWS = 10_000
"""Most rows of a batch."""
_DICTIONARY = 2
"""A dictionary page, as the format numbers them."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A text, the row of ``table`` that it stands in, and the string in the column ``Job.by``."""

    table: Any
    row: int
    text: str
    site: str = ""

    @property
    def raw(self) -> str:
        return _json(self.table, self.row)


def batches(path: Path, source: str, job: Job, offset: int) -> Iterator[Batch]:
    """Slices of the row groups, from row ``offset`` (from 0) on."""
    with _opened(path) as file, open(path, "rb") as raw:
        _check(file.schema_arrow, job)
        at = unpacked = 0
        for group in range(file.num_row_groups):
            shape = file.metadata.row_group(group)
            if at + shape.num_rows <= offset:
                at += shape.num_rows
                continue
            rows = _batch_rows(shape, group, raw)
            for batch in file.iter_batches(batch_size=rows, row_groups=[group], use_threads=False):
                unpacked += batch.nbytes
                refuse_bomb(unpacked, os.fstat(raw.fileno()).st_size)
                if at >= offset:
                    end = at + batch.num_rows
                    yield Batch("parquet", source, _packed(batch), at + 1, end, end + 1)
                at += batch.num_rows


def _batch_rows(group: Any, number: int, raw: IO[bytes]) -> int:
    """How many rows of a row group to read at once; CorpusError where that is too much for one, by the metadata."""
    chunks = [group.column(i) for i in range(group.num_columns)]
    size = sum(chunk.total_uncompressed_size for chunk in chunks)
    refuse_bomb(size, sum(chunk.total_compressed_size for chunk in chunks))
    if size > LONGEST * group.num_rows:
        raise CorpusError(f"holds rows of over {LONGEST >> 20} MiB (row group {number})")
    repeated = sum(_repeated(chunk, raw) for chunk in chunks)
    rows: int = min(_ROWS, BATCH * group.num_rows // max(1, size), UNPACKED // max(1, repeated))
    return max(1, rows)


def _repeated(chunk: Any, raw: IO[bytes]) -> int:
    """Bytes of a column chunk that each of its rows may stand for: those of its dictionary, or of a common prefix."""
    if "DELTA_BYTE_ARRAY" in chunk.encodings:
        return int(chunk.total_uncompressed_size)
    raw.seek(min(chunk.dictionary_page_offset or chunk.data_page_offset, chunk.data_page_offset))
    kind, size = _page(raw.read(12))
    return size if kind == _DICTIONARY else 0


def _page(head: bytes) -> tuple[int, int]:
    """Kind and unpacked size of a page: the first two fields of its header, i32 in Thrift's compact protocol."""
    values = []
    at = 0
    for _ in range(2):
        number = shift = 0
        while at + 1 < len(head):
            at += 1
            number |= (head[at] & 0x7F) << shift
            shift += 7
            if head[at] < 0x80:
                break
        values.append((number >> 1) ^ -(number & 1))
        at += 1
    return values[0], values[1]


def records(batch: Batch, job: Job) -> Iterator[tuple[int, Cell | Rejected]]:
    """For each row its number (from 1), and its text or why there is none."""
    pa = _pyarrow()
    table = pa.ipc.open_stream(batch.data).read_all()
    kind = pa.large_binary() if table.schema.field(job.field).type == pa.large_string() else pa.binary()
    sites = _sites(table, job)
    for row, value in enumerate(table.column(job.field).cast(kind).to_pylist()):
        if value is None:
            yield batch.line + row, Rejected(_json(table, row), f"has null in the field {job.field!r}, not a string")
            continue
        if len(value) > LONGEST:
            head = value[:HEAD].decode("utf-8", "replace")
            reason = f"{TOO_LONG.format(LONGEST >> 20)}; only its start is kept here"
            yield batch.line + row, Rejected(head, reason)
            continue
        try:
            yield batch.line + row, Cell(table, row, value.decode("utf-8"), sites[row])
        except UnicodeDecodeError as error:
            yield batch.line + row, Rejected(_json(table, row), f"is not UTF-8 (byte {error.start + 1} of the text)")


def _sites(table: Any, job: Job) -> list[str]:
    """The strings in the column ``Job.by``; empty where there is none."""
    pa = _pyarrow()
    if not job.by or table.schema.names.count(job.by) != 1:
        return [""] * table.num_rows
    column = table.column(job.by)
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if column.type not in _strings():
        return [""] * table.num_rows
    return [(value or b"").decode("utf-8", "replace") for value in column.cast(pa.large_binary()).to_pylist()]


def write(kept: list[tuple[Cell, Change]], batch: Batch, job: Job) -> bytes:
    """The rows that were kept, as one Arrow stream."""
    if not kept:
        return b""
    pa = _pyarrow()
    table = kept[0][0].table
    schema = _extended(table.schema, job)
    if len(kept) < table.num_rows:
        table = pa.concat_tables(_runs(table, [cell.row for cell, _ in kept]))
    column = table.schema.get_field_index(job.field)
    texts = pa.array([change.text for _, change in kept], schema.field(job.field).type)
    columns = [texts if i == column else table.column(i) for i in range(table.num_columns)]
    for i, name in enumerate(job.added):
        values = [v if isinstance(v := change.added[i], str) else json.dumps(v) for _, change in kept]
        columns.append(pa.array(values, schema.field(name).type))
    return b"".join(map(_packed, pa.Table.from_arrays(columns, schema=schema).combine_chunks().to_batches()))


def _runs(table: Any, rows: list[int]) -> Iterator[Any]:
    """Slices that hold these rows: ``take`` knows not every type of column."""
    start = 0
    for i, row in enumerate(rows, 1):
        if i == len(rows) or rows[i] != row + 1:
            yield table.slice(rows[start], i - start)
            start = i


def finish(part: Path, source: Path, out: IO[bytes], job: Job) -> None:
    """Make a Parquet file of the streams in ``part``, compressed as ``source`` is."""
    pa = _pyarrow()
    import pyarrow.parquet as pq

    with _opened(source) as file:
        schema = _extended(file.schema_arrow, job)
        filled = file.metadata.num_row_groups and file.metadata.num_columns
        codec = file.metadata.row_group(0).column(0).compression if filled else "SNAPPY"
    size = part.stat().st_size
    with pq.ParquetWriter(out, schema, compression="NONE" if codec == "UNCOMPRESSED" else codec) as writer, \
            pa.OSFile(str(part)) as streams:  # fmt: skip
        held: list[Any] = []
        weight = 0
        while streams.tell() < size:
            for batch in pa.ipc.open_stream(streams):
                held.append(batch)
                weight += batch.nbytes
            if weight >= ROW_GROUP or streams.tell() >= size:
                table = pa.Table.from_batches(held, schema)
                writer.write_table(table, row_group_size=table.num_rows)
                held, weight = [], 0


def _pyarrow() -> Any:
    try:
        import pyarrow
        import pyarrow.ipc
    except ImportError:
        raise MissingExtra("Parquet needs the extra: pip install 'cleantext-cli[corpus]'") from None
    return pyarrow


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    pa = _pyarrow()
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path, pre_buffer=False, buffer_size=1 << 20) as file:
            yield file
    except (OSError, pa.ArrowException) as error:
        said = getattr(error, "strerror", None)
        if said:
            raise Unreadable(f"cannot be read: {said}") from None
        raise CorpusError(f"cannot be read as Parquet: {str(error).partition(chr(10))[0]}") from None


def _check(schema: Any, job: Job) -> None:
    if schema.names.count(job.field) != 1:
        known = ", ".join(schema.names) or "none"
        amount = "no" if job.field not in schema.names else "more than one"
        raise CorpusError(f"has {amount} column {job.field!r}; there are: {known}")
    kind = schema.field(job.field).type
    if kind not in _strings():
        advice = "; cast it to strings" if _pyarrow().types.is_dictionary(kind) else ""
        raise CorpusError(f"has {kind} in the column {job.field!r}, not strings{advice}")
    for name in job.added:
        if name in schema.names:
            raise CorpusError(f"has a column {name!r} already; name another one")


def _strings() -> tuple[Any, ...]:
    pa = _pyarrow()
    return pa.string(), pa.large_string(), pa.string_view()


def _extended(schema: Any, job: Job) -> Any:
    pa = _pyarrow()
    for name in job.added:
        schema = schema.append(
            pa.field(name, schema.field(job.field).type if name == job.keep_original else pa.string())
        )
    if job.added and schema.metadata:  # the list of features that the datasets library reads knows no new column
        schema = schema.with_metadata({k: v for k, v in schema.metadata.items() if k != b"huggingface"})
    return schema


def _packed(batch: Any) -> bytes:
    pa = _pyarrow()
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    return bytes(sink.getvalue())


def _json(table: Any, row: int) -> str:
    pa = _pyarrow()
    values: dict[str, Any] = {}
    for name, column in zip(table.schema.names, table.columns, strict=True):
        cell = column.slice(row, 1)
        try:
            values[name] = cell.to_pylist()[0]
        except UnicodeDecodeError:
            values[name] = cell.cast(pa.binary()).to_pylist()[0]
    return json.dumps(values, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> str:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else str(value)
