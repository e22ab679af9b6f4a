"""A run: every input read, cleaned and brought where it was asked for; one failing file stops no other."""

from __future__ import annotations

from pathlib import Path

from cleantext.cleaner import Cleaner
from cleantext.cli import destinations
from cleantext.cli.inputs import inputs, name_of, read
from cleantext.cli.pager import PagerLeft
from cleantext.cli.preview import Diff
from cleantext.cli.request import Request
from cleantext.cli.talk import flush, put, say
from cleantext.errors import CleantextError
from cleantext.walk import INCLUDED


def run(request: Request) -> int:
    """Do it, and return the exit code."""
    from cleantext.show.progress import progress

    cleaners = {request.settings: Cleaner(settings=request.settings)}
    targets = _destinations(request)
    items = list(inputs(request))
    seen = changed = failed = 0
    left = False
    try:
        for item in progress(items, shown=not request.quiet and (request.in_place or bool(request.output_dir))):
            name = name_of(item, request)
            try:
                source = read(item, request)
                settings = request.settings.for_file(name)
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
    except PagerLeft:
        left = True
        _finish(targets)
    except KeyboardInterrupt:
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


def _finish(targets: list[destinations.Destination]) -> None:
    """After an interruption: previews give the screen back, nothing else is written."""
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


def _destinations(request: Request) -> list[destinations.Destination]:
    targets: list[destinations.Destination] = []
    if request.report or request.page:
        from cleantext.cli.reports import Html, report
    if request.report:
        targets.append(report(request.report))
    if request.page:
        targets.append(Html(Path(request.page), full=request.look.full))
    if request.diff:
        targets.append(Diff(request.look))
    if request.check:
        targets.append(destinations.Names(beside_diff=request.diff or bool(request.report)))
    if request.in_place:
        targets.append(destinations.InPlace(request.backup))
    if request.output:
        targets.append(destinations.OneFile(Path(request.output)))
    if request.output_dir:
        targets.append(destinations.Folder(Path(request.output_dir)))
    if not targets:
        targets.append(destinations.Stdout())
    if request.save_patch:
        from cleantext.cli.saved import Saved

        targets[-1] = Saved(Path(request.save_patch), targets[-1])
    if request.stats:
        targets.append(destinations.Stats(request.look.color))
    return targets
