"""``--executor``: the files of a folder, here or behind an fsspec URL, each a task of a datatrove executor.

Reader, CleanText and writer around the same formats as the plain run, so that both make the same bytes. A file is
read from, and made in, a scratch folder of the machine and brought to its place when it is whole: a task that was
killed leaves nothing and is run again; one that is done is skipped by datatrove's own marks, in ``OUT.logs``.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from datatrove.data import Document
from datatrove.io import get_datafolder
from datatrove.pipeline.base import PipelineStep

from cleantext import __version__
from cleantext.cleaner import Cleaning
from cleantext.corpus import formats
from cleantext.corpus.datatrove import CleanText
from cleantext.corpus.job import Batch, Change, CorpusError, Job, Rejected
from cleantext.corpus.shards import REJECTED
from cleantext.corpus.totals import Totals
from cleantext.corpus.work import entry
from cleantext.errors import CleantextError

PLACE = "cleantext"
"""The key in a document's metadata under which its :class:`_Place` is."""


@dataclass
class _Place:
    """Where a document comes from. ``record`` is None at the end of a file, whose ``error`` may be set."""

    file: str
    batch: Batch | None = None
    line: int = 0
    record: Any = None
    error: str = ""


class Read(PipelineStep):  # type: ignore[misc]
    """The records of the files of this task, and a last document for the end of each file."""

    type = "READER"
    name = "cleantext records"

    def __init__(self, folder: str, names: list[str], job: Job) -> None:
        super().__init__()
        self.folder, self.names, self.job = folder, names, job

    def run(self, data: Any = None, rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        for name in self.names[rank::world_size]:
            place = _Place(name)
            try:
                with _local_copy(self.folder, name) as path:
                    for batch in formats.batches(path, self.job, 0, 1, name):
                        for line, record in formats.MODULES[batch.format].records(batch, self.job):
                            text = "" if isinstance(record, Rejected) else record.text
                            yield Document(text, f"{name}:{line}", metadata={PLACE: _Place(name, batch, line, record)})
            except CleantextError as error:
                place.error = str(error)
            yield Document("", name, metadata={PLACE: place})


class Clean(CleanText):
    """CleanText that hands on what it leaves out, for the side file, and sums up the task."""

    def __init__(self, job: Job, totals: str) -> None:
        super().__init__(settings=job.settings, keep_original=job.keep_original, stats_field=job.stats_field)
        self.totals_folder = totals

    def run(self, data: Iterable[Document] | None, rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        whole, self._totals = Totals(), Totals()
        failed: list[str] = []
        for document in data or ():
            place = document.metadata[PLACE]
            if isinstance(place.record, Rejected):
                self._totals.leave_out(place.record.reason, False)
                yield document
            elif place.record is None:
                if place.error:
                    failed.append(f"{place.file}: {place.error}")
                else:
                    whole.merge(self._totals)
                self._totals = Totals()
                yield document
            else:
                yield from self.take(document, rank)
        with get_datafolder(self.totals_folder).open(f"{rank:05d}.json", "w") as file:
            json.dump({"failed": failed, **whole.as_json()}, file)
        del self._totals

    def count(self, document: Document, cleaning: Cleaning, seconds: float) -> None:
        super().count(document, cleaning, seconds)
        place = document.metadata[PLACE]
        self._totals.count(cleaning, seconds, place.file, place.line)

    def leave_out(self, document: Document, reason: str, rank: int) -> Iterator[Document]:
        self.stat_update("left_out")
        self._totals.leave_out(reason.removeprefix("dropped: "), reason.startswith("dropped: "))
        place = document.metadata[PLACE]
        place.record = Rejected(place.record.raw, reason)
        yield document


class Write(PipelineStep):  # type: ignore[misc]
    """Each file under its name in a folder, with its side file; one that could not be read to its end is not made."""

    type = "WRITER"
    name = "cleantext records"

    def __init__(self, source: str, folder: str, targets: dict[str, str], job: Job) -> None:
        super().__init__()
        self.source, self.folder, self.targets, self.job = source, folder, targets, job

    def run(self, data: Iterable[Document] | None, rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        documents = iter(data or ())
        for document in documents:
            yield from self._file(document, documents)

    def _file(self, first: Document, rest: Iterator[Document]) -> Iterator[Document]:
        """Documents up to the end of a file."""
        with tempfile.TemporaryDirectory(prefix="cleantext-") as scratch:
            part, aside = Path(scratch) / "part", Path(scratch) / "aside"
            with open(part, "wb") as out, open(aside, "wb") as left:
                document, batch = first, None
                kept: list[Any] = []
                while (place := document.metadata[PLACE]).record is not None:
                    if batch is not place.batch:
                        out.write(self._written(kept, batch))
                        batch, kept = place.batch, []
                    if isinstance(place.record, Rejected):
                        left.write(entry(place.file, place.line, place.record.reason, place.record.raw))
                    else:
                        added = tuple(document.metadata[name] for name in self.job.added)
                        kept.append((place.record, Change(document.text, added)))
                    yield document
                    document = next(rest)
                out.write(self._written(kept, batch))
            if not place.error:
                self._bring(part, aside, place.file)

    def _written(self, kept: list[Any], batch: Batch | None) -> bytes:
        return b"" if batch is None else formats.MODULES[batch.format].write(kept, batch, self.job)

    def _bring(self, part: Path, aside: Path, name: str) -> None:
        target = self.targets[name]
        folder = get_datafolder(self.folder)
        if aside.stat().st_size:
            _put(folder, aside, target + REJECTED)
        if not formats.is_plain(Path(target)):
            packed = part.with_name("packed")
            with _local_copy(self.source, name) as source, open(packed, "wb") as out:
                formats.finish(part, source, out, Path(target), self.job)
            part = packed
        _put(folder, part, target)


def run(
    job: Job, source: str, target: str, executor: str, workers: int, fail: Callable[[Path, CleantextError], None]
) -> Totals:
    """Make of each file of ``source`` one in ``target`` with datatrove's ``local`` or ``ray`` executor.

    Both are folders or files, paths or fsspec URLs. CorpusError says in one line what is wrong.
    """
    folder, names = _files(source)
    out, targets = _targets(target, names, source)
    mark = hashlib.sha256(repr([__version__, sorted(asdict(job).items()), _states(folder, names)]).encode()).hexdigest()
    logs = f"{out.rstrip('/')}.logs/{mark[:16]}"
    there = get_datafolder(out)
    if not get_datafolder(logs).exists("") and any(there.exists(name) for name in targets.values()):
        raise CorpusError(f"{out} holds files of another run (rules, options or input differ); move it away")
    pipeline = [Read(folder, names, job), Clean(job, f"{logs}/totals"), Write(folder, out, targets, job)]
    _execute(executor, pipeline, len(names), workers, logs)
    return _summed(logs, len(names), fail)


def _execute(executor: str, pipeline: list[Any], tasks: int, workers: int, logs: str) -> None:
    if executor == "ray":
        try:
            import ray
        except ImportError:
            raise CorpusError("--executor ray needs Ray: pip install ray") from None
        from datatrove.executor.ray import RayPipelineExecutor

        if not ray.is_initialized():
            ray.init(log_to_driver=False, num_cpus=None if os.environ.get("RAY_ADDRESS") else workers)
        runner = RayPipelineExecutor(pipeline, tasks, workers, logging_dir=logs, mem_per_cpu_gb=1)
    else:
        from datatrove.executor.local import LocalPipelineExecutor

        runner = LocalPipelineExecutor(pipeline, tasks, workers, logging_dir=logs)
    try:
        runner.run()
    except Exception as error:
        said = str(error).strip().partition("\n")[0]
        raise CorpusError(f"a task failed ({type(error).__name__}: {said}); see {logs}; run again to go on") from error


def _summed(logs: str, tasks: int, fail: Callable[[Path, CleantextError], None]) -> Totals:
    totals = Totals()
    folder = get_datafolder(logs)
    for rank in range(tasks):
        if not folder.exists(f"completions/{rank:05d}"):
            raise CorpusError(f"task {rank} of {tasks} is not done; see {logs}; run again to go on")
        with folder.open(f"totals/{rank:05d}.json", "r") as file:
            said = json.load(file)
        for line in said.pop("failed"):
            name, _, reason = line.partition(": ")
            fail(Path(name), CorpusError(reason))
        totals.merge(Totals.from_json(said))
    return totals


def _files(source: str) -> tuple[str, list[str]]:
    """A folder, and the names of the files to read in it."""
    if formats.kind_of(Path(source)) and not get_datafolder(source).isdir(""):
        folder, _, name = source.rpartition("/")
        names = [name]
        folder = folder or "."
    else:
        folder = source
        found = get_datafolder(source).list_files()
        names = [n for n in found if formats.kind_of(Path(n)) and not n.endswith(REJECTED) and "/." not in f"/{n}"]
    if not names or not get_datafolder(folder).exists(names[0]):
        raise CorpusError(f"{source}: no such file, or no file that ends in {formats.KNOWN}")
    return folder, names


def _targets(target: str, names: list[str], source: str) -> tuple[str, dict[str, str]]:
    """A folder, and the name in it that each file gets."""
    if formats.kind_of(Path(source)) and formats.kind_of(Path(target)):
        folder, _, name = target.rpartition("/")
        if formats.kind_of(Path(target)) != formats.kind_of(Path(source)):
            raise CorpusError(f"{target} must be of the format of {source}; formats are not converted")
        return folder or ".", {names[0]: name}
    return target, {name: name for name in names}


def _states(folder: str, names: list[str]) -> list[Any]:
    there = get_datafolder(folder)
    return [(name, there.size(name)) for name in names]


@contextmanager
def _local_copy(folder: str, name: str) -> Iterator[Path]:
    there = get_datafolder(folder)
    if there.is_local():
        yield Path(there.resolve_paths(name))
        return
    with tempfile.TemporaryDirectory(prefix="cleantext-") as scratch:
        path = Path(scratch) / Path(name).name
        there.get_file(name, str(path))
        yield path


def _put(folder: Any, path: Path, name: str) -> None:
    """Bring a file to its name in one step."""
    if folder.is_local():
        target = Path(folder.resolve_paths(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.part")
        with open(path, "rb") as file, open(beside, "wb") as out:
            while piece := file.read(1 << 20):
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        os.replace(beside, target)
    else:
        folder.put_file(str(path), name)
