"""``cleantext [clean] [PATHS | -]...``: what may be asked for, checked and put into a Request."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from cleantext import __version__
from cleantext.cli import run
from cleantext.cli.choice import settings_from
from cleantext.cli.talk import die, put

EPILOG = (
    "Other commands: rules (list, show, test), init. `cleantext COMMAND --help` tells of each. "
    "Exit codes: 0 clean or done, 1 something would change (--check, --diff), 2 usage, config or a file that "
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
    paths: Annotated[list[str] | None, typer.Argument(help="Files or folders; - or nothing is stdin.")] = None,
    in_place: Annotated[bool, typer.Option("-i", "--in-place", help="Write changes back to the files.")] = False,
    backup: Annotated[str, typer.Option(metavar="SUFFIX", help="With -i, keep the old file under this suffix.")] = "",
    output: Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="Write to FILE, not stdout.")] = "",
    output_dir: Annotated[str, typer.Option(metavar="DIR", help="Write each cleaned file below DIR.")] = "",
    diff: Annotated[bool, typer.Option("--diff", help="Preview; exit 1 if anything would change.")] = False,
    check: Annotated[bool, typer.Option("--check", help="List files that would change; exit 1 if any.")] = False,
    lines: Annotated[bool, typer.Option("--lines", help="Each line is a document of its own.")] = False,
    profile: Annotated[str, typer.Option(metavar="NAME", help="A named choice of rules (default: web).")] = "",
    select: Annotated[list[str] | None, typer.Option(metavar="RULES", help="Run these rules or families only.")] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="RULES", help="Leave these rules or families out.")
    ] = None,
    extend_select: Annotated[list[str] | None, typer.Option(metavar="RULES", help="Run these as well.")] = None,
    risk: Annotated[str, typer.Option(metavar="LEVEL", help="Highest risk of rules: none, low or high.")] = "",
    config: Annotated[str, typer.Option(metavar="FILE", help="Use this config file.")] = "",
    isolated: Annotated[bool, typer.Option("--isolated", help="Use no config file.")] = False,
    encoding: Annotated[str, typer.Option(metavar="NAME", help="Read and write this encoding.")] = "",
    stdin_filename: Annotated[str, typer.Option(metavar="NAME", help="Name of stdin in diffs and for config.")] = "",
    include: Annotated[list[str] | None, typer.Option(metavar="GLOB", help="Files to take from folders.")] = None,
    exclude: Annotated[list[str] | None, typer.Option(metavar="GLOB", help="Files to leave in folders.")] = None,
    files_from: Annotated[str, typer.Option(metavar="FILE", help="Read the paths from FILE (- is stdin).")] = "",
    null: Annotated[bool, typer.Option("-0", "--null", help="Paths in --files-from end with a NUL byte.")] = False,
    output_format: Annotated[Literal["text", "json"], typer.Option(help="json: one object an edit.")] = "text",
    stats: Annotated[bool, typer.Option("--stats", help="Count the edits of each rule, on stderr.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No summary and no warnings.")] = False,
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
    if sum(map(bool, (in_place, output, output_dir))) > 1:
        die("choose one of -i, -o and --output-dir")
    if (diff or check) and (in_place or output or output_dir):
        die("--diff and --check write nothing; leave out -i, -o and --output-dir")
    if output_format != "text" and (output or output_dir):
        die("--output-format json reports instead of writing; leave out -o and --output-dir")
    if diff and output_format != "text":
        die("choose one of --diff and --output-format json")
    if backup and not in_place:
        die("--backup needs -i")
    if "/" in backup:
        die(f"--backup {backup!r} must be a suffix, not a path")
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
    request = run.Request(
        paths=tuple(named),
        files_from=files_from,
        null=null,
        in_place=in_place,
        backup=backup,
        output=output,
        output_dir=output_dir,
        diff=diff,
        check=check,
        json=output_format == "json",
        lines=lines,
        encoding=encoding or None,
        stdin_name=stdin_filename,
        include=tuple(include or settings.include),
        exclude=(*settings.exclude, *(exclude or ())),
        stats=stats,
        quiet=quiet,
        color=color,
        settings=settings,
    )
    if show_settings:
        run.show_settings(request)
        return
    if show_files:
        raise typer.Exit(run.show_files(request))
    raise typer.Exit(run.run(request))
