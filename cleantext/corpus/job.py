"""What a run over records was asked for, and the words its parts share."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from cleantext import __version__
from cleantext.errors import CleantextError
from cleantext.profiles import Settings


class CorpusError(CleantextError):
    """A shard that cannot be read or written; the message is one line without its name."""


class Unreadable(CorpusError):
    """A shard that the disk does not give; another time it may."""


class Reject(Exception):
    """Why a record goes to the side file; ``str()`` is the reason."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record for the side file: its raw text (bytes that are no UTF-8 as lone surrogates) and the reason."""

    raw: str
    reason: str


@dataclass(frozen=True)
class Packs:
    """The learned packs: the path of each by its site, and a digest of them all."""

    paths: Mapping[str, str] = dataclasses.field(hash=False)
    digest: str


@dataclass(frozen=True)
class Job:
    """Which field is cleaned, with which rules, and what is added to each record.

    ``keep_original`` and ``stats_field`` name fields that are added: the text as it was, and how many edits each rule
    made. A record that has such a field already is rejected. ``packs`` are added to the settings, for each record that
    of its site: the string in its field ``by``, or "" without one.
    """

    field: str
    keep_original: str = ""
    stats_field: str = ""
    settings: Settings = dataclasses.field(default_factory=Settings)
    by: str = ""
    packs: Packs = Packs({}, "")

    @property
    def added(self) -> list[str]:
        """Names of the added fields, in order."""
        return [name for name in (self.keep_original, self.stats_field) if name]

    def fingerprint(self, source: Path) -> str:
        """Equal for two runs that make the same of ``source``: same wishes, rules, version, size and time of change."""
        state = source.stat()
        packs = [hashlib.sha256(Path(pack).read_bytes()).hexdigest() for pack in self.settings.packs]
        wishes = asdict(dataclasses.replace(self, packs=Packs({}, self.packs.digest)))
        said = [__version__, sorted(wishes.items()), packs, state.st_size, state.st_mtime_ns]
        return hashlib.sha256(repr(said).encode("utf-8", "surrogateescape")).hexdigest()


@dataclass(frozen=True)
class Batch:
    """Consecutive records of a shard, as the workers get them.

    ``line`` counts from 1 and is that of the first record. ``offset`` is where the next batch begins: bytes of the
    uncompressed text, rows in Parquet; ``next_line`` is its line. ``head`` is the header of a table, ``cut``
    the lines of which ``data`` has the start only, because they are too long.
    """

    format: str
    source: str
    data: bytes
    line: int
    offset: int
    next_line: int
    head: str = ""
    cut: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a record: its new text, and the values of ``Job.added`` (a text, counts by rule id)."""

    text: str
    added: tuple[str | dict[str, int], ...] = ()
