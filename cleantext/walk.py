"""Which files a run is about: paths as named, folders walked with .gitignore, lists of files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cleantext.errors import ConfigError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    Ignores = list[tuple[str, GitIgnoreSpec]]

INCLUDED = ("*.txt", "*.md", "*.text")
_NEVER = frozenset({".git", ".hg", ".svn", ".venv", "node_modules", "__pycache__"})


class Missing(NamedTuple):
    """A path that leads to nothing to clean, and why."""

    path: Path
    reason: str


def walk(paths: Sequence[Path], include: Sequence[str], exclude: Sequence[str]) -> Iterator[Path | Missing]:
    """The files to clean, each once, in order.

    A named file is always taken. A folder gives what matches ``include`` (INCLUDED if empty) and neither
    ``exclude`` nor a .gitignore on the way; both are written as in .gitignore. Symbolic links inside folders
    are not followed.
    """
    import pathspec

    wanted = pathspec.GitIgnoreSpec.from_lines(_checked(include) or INCLUDED)
    unwanted = pathspec.GitIgnoreSpec.from_lines(_checked(exclude))
    seen: set[str] = set()
    for path in paths:
        if not path.is_dir():
            found: Iterator[Path] = iter((path,))
        else:
            found = _below(path, wanted, unwanted)
        empty = True
        for file in found:
            empty = False
            real = os.path.realpath(file)
            if real not in seen:
                seen.add(real)
                yield file
        if empty:
            yield Missing(path, f"holds no {' '.join(include or INCLUDED)} file")


def _checked(globs: Sequence[str]) -> list[str]:
    for glob in globs:
        if "\n" in glob or not glob.strip("! /\t"):
            raise ConfigError(f"bad glob {glob!r}; globs are written as in .gitignore")
    return list(globs)


def _below(top: Path, wanted: GitIgnoreSpec, unwanted: GitIgnoreSpec) -> Iterator[Path]:
    inherited: dict[str, Ignores] = {str(top): _above(top)}
    for folder, names, files in os.walk(top):
        ignores = _with_own(folder, inherited.pop(folder, []))
        names[:] = sorted(n for n in names if n not in _NEVER and not _ignored(folder, n, ignores, slash="/"))
        inherited.update((os.path.join(folder, name), ignores) for name in names)
        for name in sorted(files):
            path = os.path.join(folder, name)
            relative = os.path.relpath(path, top)
            if (
                wanted.match_file(relative)
                and not unwanted.match_file(relative)
                and not _ignored(folder, name, ignores)
                and not os.path.islink(path)
                and os.path.isfile(path)
            ):
                yield Path(path)


def _above(top: Path) -> Ignores:
    """The .gitignore files between the root of the repository that holds ``top`` and its parent folder."""
    resolved = top.resolve()
    for i, root in enumerate((resolved, *resolved.parents)):
        if (root / ".git").exists():
            ignores: Ignores = []
            for folder in reversed(resolved.parents[:i]):
                ignores = _with_own(str(folder), ignores)
            return ignores
    return []


def _with_own(folder: str, ignores: Ignores) -> Ignores:
    import pathspec

    try:
        lines = (Path(folder) / ".gitignore").read_text("utf-8-sig", "replace").split("\n")
    except OSError:
        return ignores
    sound = [line for line in lines if line.strip("! /\t\r")]
    return [*ignores, (os.path.realpath(folder), pathspec.GitIgnoreSpec.from_lines(sound))]


def _ignored(folder: str, name: str, ignores: Ignores, slash: str = "") -> bool:
    verdict = False
    for base, spec in ignores:
        relative = os.path.relpath(os.path.join(os.path.realpath(folder), name), base)
        answer = spec.check_file(relative + slash).include
        verdict = verdict if answer is None else answer
    return verdict


def listed(data: bytes, zero: bool) -> list[Path]:
    r"""The paths in a list of files: one a line, or ended by NUL bytes; blank ones are skipped."""
    names = data.split(b"\0" if zero else b"\n")
    return [Path(os.fsdecode(n if zero else n.rstrip(b"\r"))) for n in names if n.strip()]
