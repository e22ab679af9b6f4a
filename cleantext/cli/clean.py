"""``cleantext [clean] [PATHS | -]...``: what may be asked for, checked and put into a Request."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from cleantext import __version__
from cleantext.cli import completion, inputs, options, run
from cleantext.cli.choice import settings_from
from cleantext.cli.request import Look, Request
from cleantext.cli.talk import die, put

EPILOG = (
    "Other commands: corpus, learn, rules (list, show, test), explain, undo, init. "
    "`cleantext COMMAND --help` tells of each. "
    "Exit codes: 0 clean or done, 1 something would change (--check, --diff, reports), 2 usage, config or a file that "
    "could not be read or written."
)

SHORT_HELP = """\
cleantext cleans text that came from the web, PDF files and exports.

  curl -s URL | html2text | cleantext > article.txt    clean a stream
  cleantext --diff article.txt                         see every change before it is made
  cleantext -i archive/                                clean files in place

cleantext --help shows all options.
"""


def clean(
    paths: Annotated[
        list[str] | None,
        typer.Argument(help="Files or folders; - or nothing is stdin.", autocompletion=completion.paths),
    ] = None,
    in_place: Annotated[bool, typer.Option("-i", "--in-place", help="Write changes back to the files.")] = False,
    patch: Annotated[bool, typer.Option("-p", "--patch", help="Ask about each change; write what you accept.")] = False,
    save_patch: Annotated[
        str, typer.Option(metavar="FILE", help="Save what was changed as a diff, for `cleantext undo FILE`.")
    ] = "",
    backup: Annotated[
        str, typer.Option(metavar="SUFFIX", help="With -i or -p, keep the old file under this suffix.")
    ] = "",
    output: Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="Write to FILE, not stdout.")] = "",
    output_dir: Annotated[str, typer.Option(metavar="DIR", help="Write each cleaned file below DIR.")] = "",
    diff: Annotated[bool, typer.Option("--diff", help="Preview; exit 1 if anything would change.")] = False,
    check: Annotated[bool, typer.Option("--check", help="List files that would change; exit 1 if any.")] = False,
    jsonl: Annotated[
        str, typer.Option(metavar="FIELD", help="Input is JSON lines: clean this field of each, to stdout.")
    ] = "",
    lines: Annotated[bool, typer.Option("--lines", help="Each line is a document of its own.")] = False,
    profile: options.Profile = "",
    select: options.Select = None,
    ignore: options.Ignore = None,
    extend_select: options.ExtendSelect = None,
    risk: options.Risk = "",
    config: options.Config = "",
    isolated: options.Isolated = False,
    encoding: Annotated[str, typer.Option(metavar="NAME", help="Read and write this encoding.")] = "",
    stdin_filename: Annotated[str, typer.Option(metavar="NAME", help="Name of stdin in diffs and for config.")] = "",
    include: Annotated[list[str] | None, typer.Option(metavar="GLOB", help="Files to take from folders.")] = None,
    exclude: Annotated[list[str] | None, typer.Option(metavar="GLOB", help="Files to leave in folders.")] = None,
    files_from: Annotated[str, typer.Option(metavar="FILE", help="Read the paths from FILE (- is stdin).")] = "",
    null: Annotated[bool, typer.Option("-0", "--null", help="Paths in --files-from end with a NUL byte.")] = False,
    output_format: Annotated[
        Literal["text", "json", "github", "sarif"], typer.Option(help="Report each edit instead of printing the text.")
    ] = "text",
    html: Annotated[bool, typer.Option("--html", help="Input is HTML: turn it into text first.")] = False,
    report: Annotated[str, typer.Option(metavar="FILE", help="Write an HTML page that shows the changes.")] = "",
    jobs: Annotated[
        int, typer.Option("-j", "--jobs", metavar="N", min=0, help="Processes for many files (default: the cores).")
    ] = 0,
    line_buffered: Annotated[
        bool, typer.Option("--line-buffered", help="Clean a live stdin line by line, with rules that need no more.")
    ] = False,
    stats: Annotated[bool, typer.Option("--stats", help="Count the edits of each rule, on stderr.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No summary and no warnings.")] = False,
    diff_format: Annotated[
        Literal["auto", "rich", "unified", "word"], typer.Option(help="Form of the diff; unified off a terminal.")
    ] = "auto",
    side_by_side: Annotated[bool, typer.Option("--side-by-side", help="Old beside new, from 100 columns.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Leave nothing out of the diff.")] = False,
    no_pager: Annotated[bool, typer.Option("--no-pager", help="Do not start PAGER for a long diff.")] = False,
    color: Annotated[Literal["auto", "always", "never"], typer.Option(help="Colour in diffs.")] = "auto",
    show_settings: Annotated[bool, typer.Option("--show-settings", help="Print the settings and stop.")] = False,
    show_files: Annotated[bool, typer.Option("--show-files", help="Print the files and stop.")] = False,
    version: Annotated[bool, typer.Option("-V", "--version", help="Print the version and stop.")] = False,
) -> None:
    """Clean text from stdin or files and print it; -i writes it back, --diff shows what would change."""
    if version:
        put(f"cleantext {__version__}\n".encode())
        return
    named = list(paths or ())
    if not named and not files_from and sys.stdin is not None and sys.stdin.isatty() and not show_settings:
        put(SHORT_HELP.encode())
        return
    if sum(map(bool, (in_place, output, output_dir, patch))) > 1:
        die("choose one of -i, -p, -o and --output-dir")
    if patch and (diff or check or output_format != "text" or stats or report):
        die("-p asks and writes; leave out --diff, --check, --stats, --report and --output-format")
    if patch and files_from == "-":
        die("-p takes its answers from stdin; name the files, or give --files-from a file")
    if save_patch and (diff or check or (output_format != "text" and not in_place)):
        die("--save-patch is for runs that write; leave out --diff, --check and --output-format")
    if (diff or check) and (in_place or output or output_dir):
        die("--diff and --check write nothing; leave out -i, -o and --output-dir")
    if output_format != "text" and (output or output_dir):
        die("--output-format reports instead of writing; leave out -o and --output-dir")
    if diff and output_format != "text":
        die("choose one of --diff and --output-format")
    if html and (in_place or patch or save_patch or diff or check):
        die("--html makes new text; use stdout, -o or --output-dir")
    writing = (in_place, patch, output, output_dir, save_patch, report, output_format != "text")
    if jsonl and any((*writing, diff, check, stats, lines, html, encoding, files_from)):
        die("--jsonl goes from stdin or files to stdout; for files, reports and workers use `cleantext corpus`")
    if backup and not (in_place or patch):
        die("--backup needs -i or -p")
    if "/" in backup:
        die(f"--backup {backup!r} must be a suffix, not a path")
    if (side_by_side or diff_format != "auto") and not (diff or patch):
        die("--diff-format and --side-by-side are for --diff and -p")
    if full and not (diff or patch or report):
        die("--full is for --diff, -p and --report")
    if diff_format == "unified" and patch:
        die("-p draws changes; choose --diff-format rich or word")
    if line_buffered and (named not in ([], ["-"]) or files_from or in_place or patch or save_patch or output_dir):
        die("--line-buffered is for stdin to stdout; leave out files and -i, -p, --save-patch and --output-dir")
    if line_buffered and (output or diff or check or lines or html or report or stats or output_format != "text"):
        die("--line-buffered only cleans; leave out -o, --diff, --check, --lines, --html, --stats and reports")
    if null and not files_from:
        die("-0 needs --files-from")
    settings = settings_from(
        profile=profile,
        select=select,
        ignore=ignore or [],
        extend_select=extend_select or [],
        risk=risk,
        config=config,
        isolated=isolated,
    )
    if jsonl:
        from cleantext.cli.filter import filter_records

        raise typer.Exit(filter_records(named, jsonl, settings, live=line_buffered))
    request = Request(
        paths=tuple(named),
        files_from=files_from,
        null=null,
        in_place=in_place,
        patch=patch,
        save_patch=save_patch,
        backup=backup,
        output=output,
        output_dir=output_dir,
        diff=diff,
        check=check,
        report="" if output_format == "text" else output_format,
        page=report,
        html=html,
        lines=lines,
        encoding=encoding or None,
        stdin_name=stdin_filename,
        include=tuple(include or settings.include),
        exclude=(*settings.exclude, *(exclude or ())),
        stats=stats,
        quiet=quiet,
        jobs=jobs,
        line_buffered=line_buffered,
        look=Look(
            format="" if diff_format == "auto" else diff_format,
            color=color,
            full=full,
            columns=side_by_side,
            pager=not no_pager,
        ),
        settings=settings,
    )
    if show_settings:
        run.show_settings(request)
        return
    if show_files:
        raise typer.Exit(inputs.show_files(request))
    if line_buffered:
        from cleantext.cli.live import live

        raise typer.Exit(live(request))
    if patch:
        from cleantext.cli.review import review

        raise typer.Exit(review(request))
    raise typer.Exit(run.run(request))
