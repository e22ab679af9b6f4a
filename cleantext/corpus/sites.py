"""The first of two passes: what each site repeats is learned from the records, and kept as packs beside the output.

The folder of packs gets its name when it is whole. A run that finds it learns nothing: both passes read the same input,
and the second one never sees other packs than those that its first records were cleaned with.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from cleantext import __version__, atomic, files
from cleantext.corpus import formats
from cleantext.corpus.job import CorpusError, Job, Packs, Rejected, Unreadable
from cleantext.errors import CleantextError
from cleantext.learn.pack import Table, fault, names, pack, tables
from cleantext.learn.propose import Site, propose
from cleantext.learn.tally import Tally
from cleantext.learn.thresholds import PAGES

INDEX = "sites.json"
"""What the packs were learned from, and which site has which."""


@dataclass
class Learned:
    """Counts of a first pass: ``prose`` proposals that were left out, ``small`` sites, records of no site."""

    packs: int = 0
    rules: int = 0
    prose: int = 0
    small: int = 0
    nowhere: int = 0


def learned(
    job: Job,
    pairs: Sequence[tuple[Path, Path]],
    folder: Path,
    *,
    prose: bool,
    advance: Callable[[int], None] = lambda records: None,
) -> tuple[Job, Learned | None]:
    """The job with the packs in ``folder``, which are learned from the inputs of ``pairs`` unless they are there.

    A site is the string in ``job.by`` (all records are one without it) and needs PAGES pages. ``prose``: take proposals
    that hold lines of prose, too. No counts where nothing had to be learned. CorpusError for a folder that something
    else made and where no record names a site, MissingExtra without the extra ``learn``.
    """
    mark = _mark(job, pairs, prose)
    counts = None
    try:
        if not os.path.lexists(folder):
            folder.parent.mkdir(parents=True, exist_ok=True)
            counts = _learn(job, [source for source, _ in pairs], folder, mark, prose, advance)
        return replace(job, packs=_packs(folder, mark)), counts
    except OSError as error:
        raise CorpusError(f"{error.filename or folder}: {error.strerror}") from None


def folder_of(source: Path, target: Path, pairs: Sequence[tuple[Path, Path]]) -> Path:
    """Where the packs of a run are kept: beside the file or folder that it makes."""
    made = target if source.is_dir() else pairs[0][1]
    if made.name in ("", ".."):
        made = Path(os.path.abspath(made))
    return made.with_name(f"{made.name}.packs")


def _mark(job: Job, pairs: Sequence[tuple[Path, Path]], prose: bool) -> str:
    """Equal for two runs that learn the same."""
    states = [(source.name, source.stat()) for source, _ in pairs]
    wishes = asdict(replace(job, settings=type(job.settings)()))
    said = [__version__, sorted(wishes.items()), prose, [(name, s.st_size, s.st_mtime_ns) for name, s in states]]
    return hashlib.sha256(repr(said).encode("utf-8", "surrogateescape")).hexdigest()


def _learn(
    job: Job, sources: list[Path], folder: Path, mark: str, prose: bool, advance: Callable[[int], None]
) -> Learned:
    counts = Learned()
    with Tally() as tally:
        for host, place, text in _pages(job, sources):
            if host or not job.by:
                tally.add(host, place, text)
            else:
                counts.nowhere += 1
            advance(1)
        sites = list(propose(tally))
    if counts.nowhere and not sites:
        raise CorpusError(f"--by {job.by}: no record has a string in this field; nothing was done")
    large = [site for site in sites if site.pages >= PAGES]
    counts.small = len(sites) - len(large)
    index: dict[str, str] = {}
    with _scratch(folder.with_name(f".{folder.name}.part"), folder) as made:
        for site, name in zip(large, names(large), strict=True):
            if rules := _rules(site, name, prose, counts):
                files.write(made / f"{name}.toml", pack(rules, site.pages))
                index[site.name] = f"{name}.toml"
        files.write(made / INDEX, json.dumps({"learned_from": mark, "packs": index}, indent=1).encode() + b"\n")
        os.rename(made, folder)
        atomic.flush(folder.parent)
    return counts


@contextmanager
def _scratch(made: Path, folder: Path) -> Iterator[Path]:
    """An empty folder that no other run has, to become ``folder``; what a killed run left in it goes."""
    made.mkdir(exist_ok=True)
    handle = os.open(made, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            ours = os.path.samestat(os.fstat(handle), os.lstat(made))
        except (BlockingIOError, FileNotFoundError):
            ours = False
        if not ours:
            raise CorpusError(f"{folder} is being made by another run")
        for name in os.listdir(made):
            os.unlink(made / name)
        try:
            yield made
        except BaseException:
            shutil.rmtree(made, ignore_errors=True)
            raise
    finally:
        with suppress(OSError):
            os.close(handle)


def _rules(site: Site, name: str, prose: bool, counts: Learned) -> list[Table]:
    """The rules of a site's pack, counted: those whose examples hold, and that read as prose only if asked for."""
    rules = []
    for proposal, rule in zip(site.proposals, tables(name, site.proposals), strict=True):
        if proposal.prose and not prose:
            counts.prose += 1
        elif not fault(rule):
            rules.append(rule)
    counts.packs += bool(rules)
    counts.rules += len(rules)
    return rules


def _pages(job: Job, sources: list[Path]) -> Iterator[tuple[str, str, str]]:
    """Site, name (file and line) and text of each record; what is broken is for the second pass to name.

    CorpusError where the disk does not give a file: its packs would be kept without what it holds.
    """
    for source in sources:
        try:
            for batch in formats.batches(source, job, 0, 1):
                for line, record in formats.MODULES[batch.format].records(batch, job):
                    if not isinstance(record, Rejected):
                        yield record.site, f"{source}:{line}", record.text
        except Unreadable as error:
            raise CorpusError(f"{source}: {error}; nothing was learned") from None
        except CleantextError:
            continue


def _packs(folder: Path, mark: str) -> Packs:
    try:
        index = json.loads(files.kept(folder / INDEX))
        named = dict(index["packs"])
        same = index["learned_from"] == mark and all(os.path.basename(name) == name for name in named.values())
    except (FileNotFoundError, NotADirectoryError, ValueError, LookupError, TypeError, RecursionError):
        same, named = False, {}
    if not same:
        raise CorpusError(
            f"{folder} is there already and was learned from other records or with other options; move it away"
        )
    paths = {site: str(folder / name) for site, name in named.items()}
    digest = hashlib.sha256(repr(sorted(named.items())).encode("utf-8", "surrogatepass"))
    for path in sorted(paths.values()):
        try:
            digest.update(hashlib.sha256(Path(path).read_bytes()).digest())
        except OSError as error:
            raise CorpusError(f"{path}: cannot be read: {error.strerror}") from None
    return Packs(paths, digest.hexdigest())
