"""Fetches the packages in ``sources.toml``, each by its registry's own client, into a folder, checked by sha256."""

from __future__ import annotations

import gzip
import hashlib
import io
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("sources.toml")


@dataclass(frozen=True)
class Source:
    """One package: its archive in the folder, and where its facts come from."""

    name: str
    registry: str
    version: str
    licence: str
    gives: str
    sha256: str
    archive: Path

    def files(self, *ends: str) -> Iterator[tuple[str, bytes]]:
        """Paths and contents of the files whose path ends in one of ``ends``, sorted; ``.gz`` unpacked."""
        members = {path: data for path, data in self._members() if path.endswith(ends)}
        for path in sorted(members):
            yield path, gzip.decompress(members[path]) if path.endswith(".gz") else members[path]

    def lines(self, *ends: str, encoding: str = "utf-8") -> Iterator[str]:
        for _, data in self.files(*ends):
            yield from data.decode(encoding).splitlines()

    def _members(self) -> Iterator[tuple[str, bytes]]:
        if self.archive.suffix == ".whl":
            with zipfile.ZipFile(self.archive) as wheel:
                yield from ((name, wheel.read(name)) for name in wheel.namelist())
            return
        raw = self.archive.read_bytes()
        if self.archive.suffix == ".deb":
            raw = subprocess.run(["dpkg-deb", "--fsys-tarfile", self.archive], check=True, capture_output=True).stdout
        with tarfile.open(fileobj=io.BytesIO(raw)) as tar:
            for member in tar:
                if member.isfile() and (opened := tar.extractfile(member)):
                    yield member.name, opened.read()


def sources(folder: Path) -> dict[str, Source]:
    """All packages by name, fetched where the folder lacks them. SystemExit where one is not what it was."""
    folder.mkdir(parents=True, exist_ok=True)
    found: dict[str, Source] = {}
    for name, table in tomllib.loads(TABLE.read_text("utf-8")).items():
        place = folder / name.strip("@").replace("/", "-")
        if not place.is_dir() or not any(place.iterdir()):
            place.mkdir(exist_ok=True)
            subprocess.run(_command(name, table), check=True, cwd=place, stdout=subprocess.DEVNULL)
        (archive,) = (path for path in place.iterdir() if path.suffix in (".whl", ".gz", ".tgz", ".deb"))
        digest = hashlib.sha256(archive.read_bytes()).hexdigest()
        if digest != table["sha256"]:
            sys.exit(f"{archive}: sha256 is {digest}, but {TABLE.name} says {table['sha256'] or 'nothing'}")
        found[name] = Source(name=name, archive=archive, **table)
    return found


def _command(name: str, table: dict[str, str]) -> list[str]:
    version = table["version"]
    match table["registry"]:
        case "debian":
            return ["apt-get", "download", f"{name}={version}"]
        case "pypi":
            return [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", f"{name}=={version}"]
        case _:
            return ["npm", "pack", "--silent", f"{name}@{version}"]
