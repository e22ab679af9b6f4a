"""What a run reads: the paths that were named, walked and listed, and stdin."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby

from cleantext import files
from cleantext.cli.request import Request
from cleantext.cli.talk import die, flush, put_name, say
from cleantext.typed import TYPE_CHECKING, BinaryIO
from cleantext.walk import Missing, listed, walk

if TYPE_CHECKING:
    from pathlib import Path

    Item = Path | Missing | str

STDIN = "-"
HTML_NOTE = "looks like an HTML page; --html turns it into text first"


def show_files(request: Request) -> int:
    """Print the files that a run would take, and return the exit code."""
    missing = 0
    for item in inputs(request, listed_only=True):
        if isinstance(item, Missing):
            say(f"{item.path}: {item.reason}")
            missing = 2
        else:
            put_name(str(item))
    flush()
    return missing


def inputs(request: Request, *, listed_only: bool = False) -> Iterator[Item]:
    """The items to clean, in order; folders are refused where their texts would run together."""
    named = list(request.paths)
    if request.files_from:
        named += map(str, _listed(request))
    elif not named:
        named = [STDIN]
    if STDIN in named and (request.in_place or request.output_dir or request.patch):
        die("-i, -p and --output-dir need files, not stdin; use -o")
    if named.count(STDIN) > 1:
        die("- (stdin) can be read only once")
    writes_each = listed_only or request.in_place or request.patch or request.output_dir or request.previews
    folder = next((path for path in named if path != STDIN and os.path.isdir(path)), None)
    if folder and not writes_each:
        die(f"{folder} is a folder; add -i, -p, --output-dir, --diff or --check")
    if "" in named:
        die("a path is empty; name a file, or . for the current folder")
    for is_stdin, group in groupby(named, lambda path: path == STDIN):
        if is_stdin:
            yield STDIN
        else:
            from pathlib import Path

            yield from walk([Path(path) for path in group], request.include, request.exclude)


def _listed(request: Request) -> list[Path]:
    from pathlib import Path

    try:
        data = sys.stdin.buffer.read() if request.files_from == STDIN else Path(request.files_from).read_bytes()
    except OSError as error:
        die(f"{request.files_from}: cannot be read: {error.strerror}")
    return listed(data, request.null)


def is_named(item: Item, request: Request) -> bool:
    """Whether an item was asked for by its own name, or in a list of files, and not found in a folder."""
    if request.files_from or item == STDIN:
        return True
    from pathlib import Path

    return item in {Path(path) for path in request.paths}


def identities(items: Iterable[Item]) -> frozenset[tuple[int, int]]:
    """Device and inode of each file that will be read."""
    found = set()
    for item in items:
        if not isinstance(item, str | Missing):
            with contextlib.suppress(OSError, ValueError):
                state = os.stat(item)
                found.add((state.st_dev, state.st_ino))
    return frozenset(found)


def name_of(item: Item, request: Request) -> str:
    if isinstance(item, Missing):
        return str(item.path)
    return request.stdin_name or "stdin" if item == STDIN else str(item)


def read(item: Item, request: Request) -> files.Source:
    if isinstance(item, Missing):
        raise files.FileError(item.reason)
    source = _stdin(request) if isinstance(item, str) else _file(item, request)
    if request.html:
        from cleantext import html

        return source._replace(text=html.html_to_text(source.text))
    return source


def _file(path: Path, request: Request) -> files.Source:
    return files.read(path, request.encoding, regular=request.in_place or request.patch)


def is_stream(path: Path, in_place: bool) -> bool:
    """Whether a path can be read piece by piece: a regular file, or a named pipe that nothing is written back to."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(mode) or (stat.S_ISFIFO(mode) and not in_place)


@contextlib.contextmanager
def opened(item: Path | str) -> Iterator[BinaryIO]:
    """A file or stdin, to read from. FileError as one line."""
    if item == STDIN:
        if sys.stdin is None:
            raise files.FileError("is closed")
        yield sys.stdin.buffer
        return
    try:
        file = open(item, "rb")  # noqa: SIM115
    except OSError as error:
        raise files.FileError(f"cannot be read: {error.strerror}") from None
    with file:
        yield file


def _stdin(request: Request) -> files.Source:
    with opened(STDIN) as file:
        try:
            data = file.read()
        except OSError as error:
            raise files.FileError(f"cannot be read: {error.strerror}") from None
        text, encoding = files.decode(data, request.encoding)
        return files.Source(STDIN, text, encoding, os.fstat(0))
