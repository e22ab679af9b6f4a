"""A run: every input read, cleaned and brought where it was asked for; one failing file stops no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleantext.cleaner import Cleaner
from cleantext.cli import destinations
from cleantext.cli.inputs import identities, inputs, is_named
from cleantext.cli.request import Request
from cleantext.cli.talk import ReaderLeft, die, flush, put, say
from cleantext.cli.work import Outcome, Work
from cleantext.errors import CleantextError
from cleantext.typed import TYPE_CHECKING
from cleantext.walk import INCLUDED, Missing

if TYPE_CHECKING:
    from pathlib import Path

    from cleantext.cli.inputs import Item


def run(request: Request) -> int:
    """Do it, and return the exit code."""
    items = list(inputs(request))
    targets = _destinations(request, items)
    seen = changed = failed = 0
    left = False
    try:
        shown = not request.quiet and (request.in_place or bool(request.output_dir))
        outcomes: Iterable[Outcome] = _outcomes(request, items, targets)
        if shown:
            from cleantext.show.progress import progress

            outcomes = progress(outcomes, len(items))
        for item, outcome in zip(items, outcomes, strict=True):
            for warning in () if request.quiet else outcome.warnings:
                say(f"{outcome.name}: {warning}")
            if not outcome.error:
                seen += 1
                changed += outcome.changed
                continue
            passed_over = outcome.binary and not is_named(item, request)
            failed += not passed_over
            if not (passed_over and request.quiet):
                say(f"{outcome.name}: {outcome.error}")
        for target in targets:
            if failed and isinstance(target, destinations.OneFile):
                say(f"{request.output}: not written, since not all of its texts are there")
            else:
                target.finish()
        flush()
    except ReaderLeft:
        left = True
        _finish(targets)
    except KeyboardInterrupt:
        import signal

        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _finish(targets)
        say("interrupted; every file is whole, those not yet done are as they were")
        return 130
    if left:
        return 2 if failed else 1
    if not request.quiet and (request.in_place or request.output_dir or request.previews):
        verb = "would change" if request.previews else "changed"
        tail = f", {failed} failed" if failed else ""
        say(f"{changed} of {seen} {'file' if seen == 1 else 'files'} {verb}{tail}")
    return 2 if failed else int(request.previews and changed > 0)


def _outcomes(request: Request, items: list[Item], targets: list[destinations.Destination]) -> Iterator[Outcome]:
    """The outcome of each item, in order, once it is where it belongs; in several processes where that pays."""
    paths = [item for item in items if not isinstance(item, str | Missing)]
    if not paths:
        yield from map(Work(request, targets, keeps=False), items)
        return
    from cleantext.cli import jobs

    processes = jobs.wanted(request.jobs, paths) if len(paths) == len(items) else 1
    if processes == 1:
        yield from map(Work(request, targets, keeps=False), items)
        return
    near = [target for target in targets if isinstance(target, destinations.InPlace)]
    far = [target for target in targets if target not in near]
    work = Work(request, near, keeps=bool(far))
    for outcome in jobs.spread(work, paths, processes):
        try:
            for part in outcome.parts:
                for target in far:
                    target.take(outcome.name, *part, work.cleaner(outcome.name))
        except CleantextError as error:
            outcome = outcome._replace(error=str(error))
        yield outcome


def _finish(targets: list[destinations.Destination]) -> None:
    """After an interruption: previews give the screen back, nothing else is written."""
    from cleantext.cli.preview import Diff

    for target in targets:
        if isinstance(target, Diff):
            target.finish()


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


def _destinations(request: Request, items: list[Item]) -> list[destinations.Destination]:
    targets: list[destinations.Destination] = []
    read_here = identities(items) if request.output or request.output_dir or request.page else frozenset()
    for option, path in (("-o", request.output), ("--report", request.page)):
        if path and destinations.is_among(path, read_here):
            die(f"{option} {path} is read in this run; choose another file, or -i")
    if request.report or request.page:
        from cleantext.cli.reports import Html, report
    if request.report:
        targets.append(report(request.report))
    if request.page:
        targets.append(Html(_path(request.page), full=request.look.full))
    if request.diff:
        from cleantext.cli.preview import Diff

        targets.append(Diff(request.look))
    if request.check:
        targets.append(destinations.Names(beside_diff=request.diff or bool(request.report)))
    if request.in_place:
        targets.append(destinations.InPlace(request.backup))
    if request.output:
        targets.append(destinations.OneFile(_path(request.output)))
    if request.output_dir:
        targets.append(destinations.Folder(_path(request.output_dir), read_here))
    if not targets:
        targets.append(destinations.Stdout())
    if request.save_patch:
        from cleantext.cli.saved import Saved

        targets[-1] = Saved(_path(request.save_patch), targets[-1])
    if request.stats:
        targets.append(destinations.Stats(request.look.color))
    return targets


def _path(name: str) -> Path:
    from pathlib import Path

    return Path(name)
