"""Which files a run reads, and what it makes of each."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

from cleantext import files
from cleantext.corpus.formats import KNOWN, kind_of
from cleantext.corpus.job import CorpusError
from cleantext.errors import CleantextError

REJECTED = ".rejected.jsonl"


def pairs(source: Path, target: Path, fail: Callable[[Path, CleantextError], None]) -> list[tuple[Path, Path]]:
    """Each file to read with the file to make; those of a folder in order of their names.

    A file goes to a file of the same format, compressed or not as the new name says; a folder to a folder with the same
    names. Hidden files, side files of a run and files of other formats are left out, and links to folders are not
    followed; ``fail`` hears of what cannot be read. CorpusError for what makes no sense.
    """
    if source.is_dir():
        if target.exists() and not target.is_dir():
            raise CorpusError(f"{source} is a folder, but {target} is a file")
        inside = Path(os.path.realpath(target))
        if inside.is_relative_to(os.path.realpath(source)):
            raise CorpusError(f"{target} lies in {source}; name a folder outside of it")
        found = _below(source, fail)
        if not found:
            raise CorpusError(f"{source} holds no file that ends in {KNOWN}")
        made = [(path, target / path.relative_to(source)) for path in found]
        for _, path in made:
            files.refuse_outside(path, target)
        return made
    if not source.exists():
        raise CorpusError(f"{source}: no such file or folder")
    if not source.is_file():
        raise CorpusError(f"{source}: is no regular file")
    if target.is_dir() or str(target).endswith(os.sep):
        target /= source.name
    kind = kind_of(source)
    if not kind:
        raise CorpusError(f"{source}: the name says no format; it must end in {KNOWN}")
    if kind_of(target) != kind:
        raise CorpusError(f"{target} must be a name for {kind}, as {source} is; formats are not converted")
    if target.exists() and os.path.samefile(source, target):
        raise CorpusError(f"{target} is the input; name another file")
    return [(source, target)]


def _below(source: Path, fail: Callable[[Path, CleantextError], None]) -> list[Path]:
    def unlisted(error: OSError) -> None:
        fail(Path(error.filename), CorpusError(f"cannot be read: {error.strerror}"))

    found = []
    for folder, folders, names in os.walk(source, onerror=unlisted):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for path in sorted(Path(folder, name) for name in names if _taken(name)):
            if why := _flaw(path):
                fail(path, CorpusError(why))
            else:
                found.append(path)
    return sorted(found)


def _taken(name: str) -> bool:
    return not name.startswith(".") and not name.endswith(REJECTED) and bool(kind_of(Path(name)))


def _flaw(path: Path) -> str:
    try:
        return "" if stat.S_ISREG(path.stat().st_mode) else "is no regular file"
    except OSError as error:
        return f"{'is a broken link' if path.is_symlink() else 'cannot be read'}: {error.strerror}"
