"""Which format a file has by its name, and how its records are read and written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from cleantext.corpus import compressed, delimited, jsonl, parquet
from cleantext.corpus.job import Batch, Job

KINDS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "tsv", ".parquet": "parquet"}
MODULES: dict[str, Any] = {"jsonl": jsonl, "csv": delimited, "tsv": delimited, "parquet": parquet}
"""Each has ``records(batch, job)`` and ``write(kept, batch, job)``, which run in workers."""
KNOWN = ".jsonl, .ndjson, .csv and .tsv, also with .gz or .zst, and .parquet"


def kind_of(path: Path) -> str:
    """jsonl, csv, tsv or parquet; empty for a name that says nothing.

    >>> kind_of(Path("pages-01.jsonl.zst")), kind_of(Path("pages.parquet")), kind_of(Path("notes.txt"))
    ('jsonl', 'parquet', '')
    """
    suffix = path.suffix.lower()
    if suffix in compressed.COMPRESSED:
        kind = KINDS.get(Path(path.stem).suffix.lower(), "")
        return "" if kind == "parquet" else kind
    return KINDS.get(suffix, "")


def batches(path: Path, job: Job, offset: int, line: int, name: str = "") -> Iterator[Batch]:
    """The records of a file from a place on where a batch began, 0 and line 1 for all; ``name`` is told of it."""
    kind, source = kind_of(path), name or str(path)
    if kind == "parquet":
        yield from parquet.batches(path, source, job, offset)
        return
    head = ""
    if kind != "jsonl":
        with compressed.reading(path) as file:
            head = delimited.header(file, kind, job)
    with compressed.reading(path, offset) as file:
        if kind == "jsonl":
            yield from jsonl.batches(file, source, offset, line)
        else:
            yield from delimited.batches(file, source, kind, head, offset, line)


def finish(part: Path, source: Path, out: IO[bytes], target: Path, job: Job) -> None:
    """Write what ``part`` holds to ``out`` as ``target``'s name asks."""
    if kind_of(target) == "parquet":
        parquet.finish(part, source, out, job)
    else:
        compressed.compress(part, out, target.suffix.lower())


def is_plain(target: Path) -> bool:
    """Whether the part is the finished file already."""
    return kind_of(target) != "parquet" and target.suffix.lower() not in compressed.COMPRESSED
