"""A run: every input read, cleaned and brought where it was asked for; one failing file stops no other."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cleantext import files
from cleantext.cleaner import Cleaner
from cleantext.cli import destinations
from cleantext.cli.talk import die, flush, put, say
from cleantext.errors import CleantextError
from cleantext.profiles import Settings
from cleantext.walk import INCLUDED, Missing, listed, walk

STDIN = "-"


@dataclass(frozen=True)
class Request:
    """What the command line asked for."""

    paths: tuple[str, ...]
    files_from: str
    null: bool
    in_place: bool
    backup: str
    output: str
    output_dir: str
    diff: bool
    check: bool
    json: bool
    lines: bool
    encoding: str | None
    stdin_name: str
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    stats: bool
    quiet: bool
    color: str
    settings: Settings

    @property
    def previews(self) -> bool:
        """Whether the texts stay as they are."""
        return self.diff or self.check or (self.json and not self.in_place)


def run(request: Request) -> int:
    """Do it, and return the exit code."""
    from cleantext.show.progress import progress

    cleaners = {request.settings: Cleaner(settings=request.settings)}
    targets = _destinations(request)
    inputs = list(_inputs(request))
    seen = changed = failed = 0
    try:
        for item in progress(inputs, shown=not request.quiet and (request.in_place or bool(request.output_dir))):
            name = _name(item, request)
            try:
                source = _read(item, request)
                settings = request.settings.for_file(os.path.relpath(name).replace(os.sep, "/"))
                cleaner = cleaners.get(settings) or cleaners.setdefault(settings, Cleaner(settings=settings))
                cleaning = (cleaner.clean_lines if request.lines else cleaner.clean)(source.text)
                for warning in () if request.quiet else cleaning.warnings:
                    say(f"{name}: {warning}")
                for target in targets:
                    target.take(name, source, cleaning, cleaner)
                seen += 1
                changed += cleaning.changed
            except CleantextError as error:
                failed += 1
                say(f"{name}: {error}")
        for target in targets:
            target.finish()
        flush()
    except KeyboardInterrupt:
        say("interrupted; every file is whole, those not yet done are as they were")
        return 130
    if not request.quiet and (request.in_place or request.output_dir or request.previews):
        verb = "would change" if request.previews else "changed"
        tail = f", {failed} failed" if failed else ""
        say(f"{changed} of {seen} {'file' if seen == 1 else 'files'} {verb}{tail}")
    return 2 if failed else int(request.previews and changed > 0)


def show_files(request: Request) -> int:
    """Print the files that a run would take, and return the exit code."""
    missing = 0
    for item in _inputs(request):
        if isinstance(item, Missing):
            say(f"{item.path}: {item.reason}")
            missing = 2
        else:
            put(os.fsencode(item) + b"\n")
    flush()
    return missing


def show_settings(request: Request) -> None:
    """Print the settings in force."""
    settings = request.settings
    rows = {
        "config": settings.source.removesuffix(": ") or "none",
        "profile": settings.profile,
        "risk": settings.risk or "of the profile",
        "include": " ".join(request.include or INCLUDED),
        "exclude": " ".join(request.exclude) or "nothing",
        "rules": " ".join(rule.id for rule in Cleaner(settings=settings).rules),
    }
    put("".join(f"{key}: {value}\n" for key, value in rows.items()).encode("utf-8", "surrogateescape"))
    flush()


def _destinations(request: Request) -> list[destinations.Destination]:
    targets: list[destinations.Destination] = []
    if request.json:
        targets.append(destinations.Json())
    if request.diff:
        targets.append(destinations.Diff(request.color))
    if request.check:
        targets.append(destinations.Names(beside_diff=request.diff or request.json))
    if request.in_place:
        targets.append(destinations.InPlace(request.backup))
    if request.output:
        targets.append(destinations.OneFile(Path(request.output)))
    if request.output_dir:
        targets.append(destinations.Folder(Path(request.output_dir)))
    if not targets:
        targets.append(destinations.Stdout())
    if request.stats:
        targets.append(destinations.Stats(request.color))
    return targets


def _inputs(request: Request) -> Iterator[Path | Missing | str]:
    named = list(request.paths)
    if request.files_from:
        named += map(str, _listed(request))
    elif not named:
        named = [STDIN]
    if STDIN in named and (request.in_place or request.output_dir):
        die("-i and --output-dir need files, not stdin; use -o")
    if named.count(STDIN) > 1:
        die("- (stdin) can be read only once")
    writes_each = request.in_place or request.output_dir or request.previews or request.json
    folder = next((path for path in named if path != STDIN and os.path.isdir(path)), None)
    if folder and not writes_each:
        die(f"{folder} is a folder; add -i, --output-dir, --diff or --check")
    for path in named:
        if path == STDIN:
            yield STDIN
        else:
            yield from walk([Path(path)], request.include, request.exclude)


def _listed(request: Request) -> list[Path]:
    try:
        data = sys.stdin.buffer.read() if request.files_from == STDIN else Path(request.files_from).read_bytes()
    except OSError as error:
        die(f"{request.files_from}: cannot be read: {error.strerror}")
    return listed(data, request.null)


def _name(item: Path | Missing | str, request: Request) -> str:
    if isinstance(item, Missing):
        return str(item.path)
    return request.stdin_name or "stdin" if item == STDIN else str(item)


def _read(item: Path | Missing | str, request: Request) -> files.Source:
    if isinstance(item, Missing):
        raise files.FileError(item.reason)
    if isinstance(item, Path):
        return files.read(item, request.encoding)
    if sys.stdin is None:
        raise files.FileError("is closed")
    try:
        data = sys.stdin.buffer.read()
    except OSError as error:
        raise files.FileError(f"cannot be read: {error.strerror}") from None
    text, encoding = files.decode(data, request.encoding)
    return files.Source(Path(STDIN), text, encoding, os.fstat(0))
