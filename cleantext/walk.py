"""Which files a run is about: paths as named, folders walked with .gitignore, lists of files."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cleantext.errors import ConfigError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    Ignores = list[tuple[str, GitIgnoreSpec]]

INCLUDED = ("*.txt", "*.md", "*.text")
CLASSES = {
    "alnum": "A-Za-z0-9",
    "alpha": "A-Za-z",
    "blank": " \t",
    "cntrl": "\x01-\x1f\x7f",
    "digit": "0-9",
    "graph": '"-.0-~!',
    "lower": "a-z",
    "print": " -.0-~",
    "punct": '"-.:-@[-`{-~!',
    "space": " \t\n\x0b\x0c\r",
    "upper": "A-Z",
    "xdigit": "0-9A-Fa-f",
}
"""POSIX character classes as git knows them; the library that reads globs does not. No name holds a slash."""
_CLASS = re.compile(r"(\[[!^]?\]?)((?:[^\]\[]|\[:\w+:\])*\[:\w+:\](?:[^\]\[]|\[:\w+:\])*)\]")
_STARS = re.compile(r"\[\^/\]\*|\.[+*]")
STARS = 3
"""Stars of one glob that cannot take long on any name."""
TIME_LIMIT = 0.2
"""Seconds that one search with a glob of more stars may take."""
_NEVER = frozenset({".git", ".hg", ".svn", ".venv", "node_modules", "__pycache__"})


@dataclass(frozen=True)
class Missing:
    """A path that leads to nothing to clean, and why."""

    path: Path
    reason: str


def walk(paths: Sequence[Path], include: Sequence[str], exclude: Sequence[str]) -> Iterator[Path | Missing]:
    """The files to clean, each once, in order.

    A named file is always taken; Missing stands for what is not there or cannot be looked into. A folder gives what matches ``include`` (INCLUDED if empty) and neither
    ``exclude`` nor a .gitignore on the way; both are written as in .gitignore. Symbolic links inside folders
    are not followed.
    """
    wanted = _spec(_checked(include) or INCLUDED, "include")
    unwanted = _spec(_checked(exclude), "exclude")
    seen: set[str] = set()
    for path in paths:
        found: Iterator[Path | Missing] = _below(path, wanted, unwanted) if os.path.isdir(path) else iter((path,))
        empty = True
        for file in found:
            empty = False
            if isinstance(file, Missing):
                yield file
                continue
            try:
                real = os.path.realpath(file)
            except OSError as error:
                yield Missing(file, f"cannot be read: {error.strerror}")
                continue
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


def _spec(lines: Iterable[str], place: str) -> GitIgnoreSpec:
    """Lines of a .gitignore, compiled; in what is slow to match by its shape, every search is timed."""
    import pathspec

    spec = pathspec.GitIgnoreSpec.from_lines(_CLASS.sub(_members, line) for line in lines)
    for pattern in spec.patterns:
        compiled = getattr(pattern, "regex", None)
        if compiled is not None and len(_STARS.findall(compiled.pattern)) > STARS:
            pattern.regex = _Timed(compiled.pattern, place)
    return spec


class _Timed:
    """A pattern that gives up, naming its place, before it takes long."""

    def __init__(self, source: str, place: str) -> None:
        import regex

        self._compiled = regex.compile(source)
        self._place = place

    def search(self, text: str) -> object:
        try:
            return self._compiled.search(text, timeout=TIME_LIMIT)
        except TimeoutError:
            raise ConfigError(f"{self._place}: a glob with many stars takes over {TIME_LIMIT:g} s on {text!r:.80}") from None

    match = search


def _members(found: re.Match[str]) -> str:
    return found[1] + re.sub(r"\[:(\w+):\]", lambda name: CLASSES.get(name[1], name[0]), found[2]) + "]"


def _below(top: Path, wanted: GitIgnoreSpec, unwanted: GitIgnoreSpec) -> Iterator[Path | Missing]:
    inherited: dict[str, Ignores] = {str(top): _above(top)}
    unread: list[OSError] = []
    for folder, names, files in os.walk(top, onerror=unread.append):
        ignores = _with_own(folder, inherited.pop(folder, []))
        names[:] = sorted(n for n in names if n not in _NEVER and not _ignored(folder, n, ignores, slash="/"))
        inherited.update((os.path.join(folder, name), ignores) for name in names)
        for name in sorted(files):
            path = os.path.join(folder, name)
            relative = os.path.relpath(path, top)
            if not wanted.match_file(relative) or unwanted.match_file(relative) or _ignored(folder, name, ignores):
                continue
            try:
                if stat.S_ISREG(os.lstat(path).st_mode):
                    yield Path(path)
            except OSError as error:
                unread.append(error)
    for error in unread:
        yield Missing(Path(os.fsdecode(error.filename or top)), f"cannot be read: {error.strerror}")


def _above(top: Path) -> Ignores:
    """What the repository that holds ``top`` says: .git/info/exclude, and each .gitignore above ``top``."""
    resolved = top.resolve()
    for i, root in enumerate((resolved, *resolved.parents)):
        if _is_there(root / ".git"):
            ignores = _read(root / ".git" / "info" / "exclude", str(root), [])
            for folder in reversed(resolved.parents[:i]):
                ignores = _with_own(str(folder), ignores)
            return ignores
    return []


def _with_own(folder: str, ignores: Ignores) -> Ignores:
    return _read(Path(folder) / ".gitignore", folder, ignores)


def _read(path: Path, folder: str, ignores: Ignores) -> Ignores:
    """``ignores`` and those in a file, if it is there and a regular one: they are about ``folder``."""
    try:
        if not _is_there(path) or not path.is_file():
            return ignores
        lines = path.read_text("utf-8-sig", "replace").split("\n")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    sound = [line for line in lines if line.strip("! /\t\r")]
    return [*ignores, (os.path.realpath(folder), _spec(sound, str(path)))]


def _is_there(path: Path) -> bool:
    try:
        os.stat(path)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return False
    return True


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
