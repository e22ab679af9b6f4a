"""``cleantext corpus IN OUT``: one text field of records cleaned, by many workers, resumable."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from cleantext.cli import options
from cleantext.cli.choice import settings_from
from cleantext.cli.destinations import is_among
from cleantext.cli.jobs import cores
from cleantext.cli.talk import die, say, screen_on_stderr
from cleantext.errors import CleantextError, FileError, MissingExtra

if TYPE_CHECKING:
    from cleantext.corpus.job import Job
    from cleantext.corpus.totals import Totals

    _Fail = Callable[[Path, CleantextError], None]


def corpus(
    source: Annotated[
        str, typer.Argument(metavar="IN", help="A JSONL, CSV, TSV or Parquet file, or a folder of them.")
    ],
    target: Annotated[str, typer.Argument(metavar="OUT", help="The file or folder to make.")],
    field: Annotated[str, typer.Option(metavar="FIELD", help="The field that holds the text.")] = "text",
    keep_original: Annotated[str, typer.Option(metavar="FIELD", help="Add a field with the text as it was.")] = "",
    stats_field: Annotated[
        str, typer.Option(metavar="FIELD", help="Add a field with how many edits each rule made.")
    ] = "",
    workers: Annotated[
        int, typer.Option("-w", "--workers", metavar="N", min=0, help="Processes (default: one a CPU).")
    ] = 0,
    executor: Annotated[
        Literal["", "local", "ray"],
        typer.Option(metavar="NAME", help="Let datatrove run it, local or ray; IN and OUT may be URLs then."),
    ] = "",
    learn: Annotated[
        bool,
        typer.Option(
            "--learn", help="Learn first what the records share; the packs are kept in OUT.packs, for reruns."
        ),
    ] = False,
    by: Annotated[
        str,
        typer.Option(metavar="FIELD", help="With --learn: a pack for each value of this field, of 3 records or more."),
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="With --learn: take proposals that read as prose, too.")] = False,
    profile: options.Profile = "",
    select: options.Select = None,
    ignore: options.Ignore = None,
    extend_select: options.ExtendSelect = None,
    risk: options.Risk = "",
    config: options.Config = "",
    isolated: options.Isolated = False,
    report: Annotated[
        list[str] | None, typer.Option(metavar="FILE", help="Write what was done to FILE.json or FILE.html.")
    ] = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No tables and no summary.")] = False,
) -> None:
    """Clean one field of each record of IN and write OUT; run again after a kill to go on.

    Records that cannot be read go to OUT.rejected.jsonl with the reason, and the run ends with 2.
    """
    from cleantext.cleaner import Cleaner
    from cleantext.corpus.job import Job
    from cleantext.corpus.run import run
    from cleantext.corpus.shards import pairs

    settings = settings_from(
        profile=profile, select=select, ignore=ignore or [], extend_select=extend_select or [], risk=risk,
        config=config, isolated=isolated,
    )  # fmt: skip
    wrong = next((path for path in report or () if not path.endswith((".json", ".html"))), None)
    if wrong is not None:
        die(f"--report {wrong}: the name must end in .json or .html")
    _refuse_places(report or (), Path(target))
    if len({field, keep_original or 1, stats_field or 2, by or 3}) < 4:
        die("--field, --keep-original, --stats-field and --by must name different fields")
    if (by or yes) and not learn:
        die("--by and --yes need --learn")
    if learn and executor:
        die("--learn does not go with --executor; learn packs with `cleantext learn`, and name them in a config")
    job = Job(field, keep_original, stats_field, settings, by)
    Cleaner(settings=settings)
    if "://" in source + target and not executor:
        die("URLs need --executor local or ray")
    failed = 0
    processes = workers or cores()

    def fail(path: Path, error: CleantextError) -> None:
        nonlocal failed
        failed += 1
        say(f"{path}: {error}")

    from cleantext.show.progress import counter

    try:
        if executor:
            totals = _executed(job, source, target, executor, processes, fail)
        else:
            work = pairs(Path(source), Path(target), fail)
            _refuse_inputs(report or (), [path for path, _ in work])
            if learn:
                job = _learned(job, Path(source), Path(target), work, yes, quiet)
            with counter("records", shown=not quiet) as advance:
                totals = run(job, work, processes, fail, advance)
    except KeyboardInterrupt:
        say("interrupted; the same command goes on from here")
        raise typer.Exit(130) from None
    for path in report or ():
        _report(Path(path), totals)
    if not quiet:
        from cleantext.show.totals import sentence, tables

        tables(screen_on_stderr("auto"), totals)
        say(sentence(totals) + (f"; {failed:,} file{'s' * (failed != 1)} failed" if failed else ""))
    if totals.rejected:
        say(f"rejected records and why: {target}{'/*' * os.path.isdir(target)}.rejected.jsonl")
    raise typer.Exit(2 if failed or totals.rejected else 0)


def _refuse_places(reports: Sequence[str], target: Path) -> None:
    """End the run before its work where a report could not be written after it."""
    for path in map(Path, reports):
        if path.is_dir():
            die(f"--report {path}: is a folder")
        if not path.parent.is_dir() and path.parent != target:
            die(f"--report {path}: {path.parent} is no folder")


def _refuse_inputs(reports: Sequence[str], sources: Sequence[Path]) -> None:
    """End the run where a report would be written over what it reads."""
    read = {(state.st_dev, state.st_ino) for state in map(os.stat, sources)}
    for path in reports:
        if is_among(Path(path), frozenset(read)):
            die(f"--report {path} would overwrite a file that is read in this run")


def _learned(job: Job, source: Path, target: Path, work: list[tuple[Path, Path]], yes: bool, quiet: bool) -> Job:
    """The first pass, and what there is to say of it."""
    from cleantext.corpus.sites import folder_of, learned
    from cleantext.learn.thresholds import PAGES
    from cleantext.show.progress import counter

    folder = folder_of(source, target, work)
    with counter("records read", shown=not quiet) as advance:
        job, counts = learned(job, work, folder, prose=yes, advance=advance)
    if counts is None:
        if not quiet:
            say(f"with the packs in {folder} that were learned before")
        return job
    if not quiet:
        without = [f"{_of(counts.small, 'site')} of fewer than {PAGES} pages"] * (counts.small > 0)
        without += [f"{_of(counts.nowhere, 'record')} without {job.by!r}"] * (counts.nowhere > 0)
        said = f"learned {_of(counts.packs, 'pack')}, {_of(counts.rules, 'rule')}, kept in {folder}"
        say(said + (f"; without a pack: {', '.join(without)}" if without else ""))
    if counts.prose:
        say(f"proposals left out because they read as prose: {counts.prose:,}; --yes takes them")
    return job


def _of(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'s' * (count != 1)}"


def _executed(job: Job, source: str, target: str, executor: str, workers: int, fail: _Fail) -> Totals:
    try:
        from cleantext.corpus import distributed
    except ImportError:
        raise MissingExtra("--executor needs the extra: pip install 'cleantext-cli[datatrove]'") from None
    return distributed.run(job, source, target, executor, workers, fail)


def _report(path: Path, totals: Totals) -> None:
    import json

    from cleantext import files
    from cleantext.corpus.job import CorpusError

    if path.suffix == ".json":
        data = json.dumps(totals.as_json(), ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace") + b"\n"
    else:
        from cleantext.show.totals_page import page

        data = page(totals).encode("utf-8", "backslashreplace")
    try:
        files.write(path, data)
    except FileError as error:
        raise CorpusError(f"--report {path}: {error}") from None
