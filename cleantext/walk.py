"""Which files a run is about: paths as named, folders walked with .gitignore, lists of files."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence

from cleantext.errors import ConfigError
from cleantext.patterns import lazy
from cleantext.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

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
_CLASS = lazy(r"(\[[!^]?\]?)((?:[^\]\[]|\[:\w+:\])*\[:\w+:\](?:[^\]\[]|\[:\w+:\])*)\]")
_STARS = lazy(r"\[\^/\]\*|\.[+*]")
STARS = 3
"""Stars of one glob that cannot take long on any name."""
TIME_LIMIT = 0.2
"""Seconds that one search with a glob of more stars may take."""
IGNORES_MAX = 1 << 20
"""Code points of a .gitignore that are read."""
_NEVER = frozenset({".git", ".hg", ".svn", ".venv", "node_modules", "__pycache__"})


class Missing(NamedTuple):
    """A path that leads to nothing to clean, and why."""

    path: Path
    reason: str


def walk(paths: Sequence[Path], include: Sequence[str], exclude: Sequence[str]) -> Iterator[Path | Missing]:
    """The files to clean, each once, in order.

    A named file is always taken; Missing stands for what is not there or cannot be looked into. A folder gives what
    matches ``include`` (INCLUDED if empty) and neither ``exclude`` nor a .gitignore on the way nor .git/info/exclude;
    all are written as in .gitignore. Symbolic links inside folders are not followed.
    """
    globs: list[GitIgnoreSpec] = []
    if include or exclude or any(map(os.path.isdir, paths)):
        globs = [_spec(_checked(include) or INCLUDED, "include"), _spec(_checked(exclude), "exclude")]
    seen: set[str] = set()
    for path in paths:
        found = _below(path, *globs) if globs and os.path.isdir(path) else iter((path,))
        empty = True
        for file in found:
            empty = False
            if isinstance(file, Missing):
                yield file
                continue
            try:
                real = file.real if isinstance(file, _Found) else os.path.realpath(file)
            except OSError as error:
                yield Missing(path, f"cannot be read: {error.strerror}")
                continue
            if real not in seen:
                seen.add(real)
                yield file.path if isinstance(file, _Found) else file
        if empty:
            yield Missing(path, f"holds no {' '.join(include or INCLUDED)} file")


class _Found(NamedTuple):
    """A file below a folder, and where it really lies."""

    path: Path
    real: str


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
            pattern.regex = _Timed(compiled.pattern, place)  # type: ignore[assignment]
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
            raise ConfigError(
                f"{self._place}: a glob with many stars takes over {TIME_LIMIT:g} s on {text!r:.80}"
            ) from None

    match = search


def _members(found: re.Match[str]) -> str:
    return found[1] + re.sub(r"\[:(\w+):\]", lambda name: CLASSES.get(name[1], name[0]), found[2]) + "]"


def _below(top: Path, wanted: GitIgnoreSpec, unwanted: GitIgnoreSpec) -> Iterator[_Found | Missing]:
    from pathlib import Path

    waiting = [(str(top), os.path.realpath(top), _above(top))]
    start = len(os.path.join(waiting[0][1], ""))
    while waiting:
        folder, real, inherited = waiting.pop()
        folders: list[str] = []
        files: list[str] = []
        try:
            ignores = _with_own(folder, real, inherited)
            with os.scandir(folder) as entries:
                for entry in entries:
                    (folders if entry.is_dir(follow_symlinks=False) else files).append(entry.name)
        except OSError as error:
            yield Missing(Path(folder), f"cannot be read: {error.strerror}")
            continue
        for name in sorted(files):
            path, place = os.path.join(folder, name), os.path.join(real, name)
            relative = place[start:]
            if not wanted.match_file(relative) or unwanted.match_file(relative) or _ignored(place, ignores):
                continue
            try:
                if stat.S_ISREG(os.lstat(path).st_mode):
                    yield _Found(Path(path), place)
            except OSError as error:
                yield Missing(Path(path), f"cannot be read: {error.strerror}")
        for name in sorted(folders, reverse=True):
            place = os.path.join(real, name)
            if name not in _NEVER and not _ignored(place + "/", ignores):
                waiting.append((os.path.join(folder, name), place, ignores))


def _above(top: Path) -> Ignores:
    """What the repository that holds ``top`` says: .git/info/exclude, and each .gitignore above ``top``."""
    resolved = top.resolve()
    for i, root in enumerate((resolved, *resolved.parents)):
        if _is_there(root / ".git"):
            ignores = _read(root / ".git" / "info" / "exclude", str(root), [])
            for folder in reversed(resolved.parents[:i]):
                ignores = _with_own(str(folder), str(folder), ignores)
            return ignores
    return []


def _with_own(folder: str, real: str, ignores: Ignores) -> Ignores:
    from pathlib import Path

    return _read(Path(folder) / ".gitignore", real, ignores)


def _read(path: Path, real: str, ignores: Ignores) -> Ignores:
    """``ignores`` and those in a file, if it is there and a regular one: they are about the folder ``real``."""
    try:
        if not _is_there(path) or not path.is_file():
            return ignores
        with open(path, encoding="utf-8-sig", errors="replace", newline="") as file:
            text = file.read(IGNORES_MAX + 1)
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:  # then nothing in this folder can be reached
            raise
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    if len(text) > IGNORES_MAX:
        raise ConfigError(f"{path}: is larger than {IGNORES_MAX >> 20} MiB")
    sound = [line for line in text.split("\n") if line.strip("! /\t\r")]
    return [*ignores, (os.path.join(real, ""), _spec(sound, str(path)))] if sound else ignores


def _is_there(path: Path) -> bool:
    try:
        os.stat(path)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return False
    return True


def _ignored(place: str, ignores: Ignores) -> bool:
    """What the last .gitignore says that has something to say; ``place`` of a folder ends with a slash."""
    verdict = False
    for base, spec in ignores:
        answer = spec.check_file(place[len(base) :]).include
        verdict = verdict if answer is None else answer
    return verdict


def listed(data: bytes, zero: bool) -> list[Path]:
    r"""The paths in a list of files: one a line, or ended by NUL bytes; blank ones are skipped."""
    from pathlib import Path

    names = data.split(b"\0" if zero else b"\n")
    return [Path(os.fsdecode(n if zero else n.rstrip(b"\r"))) for n in names if n.strip()]
