"""``cleantext learn``: the chrome of a site, learned from its pages and written as a pack."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleantext import files
from cleantext.cli.talk import die, flush, put, say
from cleantext.errors import CleantextError
from cleantext.prose import is_prose
from cleantext.walk import Missing, walk

if TYPE_CHECKING:
    from cleantext.cli.proposals import Asking
    from cleantext.learn.propose import Site
    from cleantext.learn.records import Bad, Record
    from cleantext.learn.tally import Tally

SAID = 10
"""Bad records that are named one by one."""


def learn(
    pages: Annotated[
        list[Path], typer.Argument(metavar="PAGES...", help="Text files and folders, or JSONL files with --by.")
    ],
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="PACK", help="Write here; with --by, a folder (default: stdout).")
    ] = "",
    by: Annotated[
        str, typer.Option(metavar="FIELD", help="PAGES are JSONL (or .gz); a pack for each value of this field.")
    ] = "",
    field: Annotated[str, typer.Option(metavar="FIELD", help="With --by: the field that holds the text.")] = "text",
    yes: Annotated[bool, typer.Option("--yes", help="Accept all proposals without asking.")] = False,
) -> None:
    """Learn the lines that a site's pages share, and write rules that remove them; at least 3 pages."""
    from cleantext.cli.proposals import Asking
    from cleantext.learn.propose import propose
    from cleantext.learn.tally import Tally
    from cleantext.learn.thresholds import PAGES

    if by and not output:
        die("--by writes a pack for each site; name a folder with -o")
    if output and not by:
        _refuse_edited(Path(output))
    with Tally() as tally:
        failed = _count(tally, pages, by, field, Path(output).stem or "site")
        sites = list(propose(tally))
    large = [site for site in sites if site.pages >= PAGES]
    if not large:
        count = max((site.pages for site in sites), default=0)
        die(f"learn needs at least {PAGES} pages of a site; {'the largest has' if by else 'there'} {_are(count, by)}")
    if len(large) < len(sites):
        say(f"{len(sites) - len(large)} of {len(sites)} sites have fewer than {PAGES} pages and were left out")
    asking = Asking(all_=yes)
    for site, path in zip(large, _paths(large, output, by), strict=True):
        if path and by:
            files.refuse_outside(path, Path(output))
        _write(site, path, asking)
    flush()
    sys.exit(2 if failed else 0)


def _are(count: int, by: str) -> str:
    return str(count) if by else f"{'is' if count == 1 else 'are'} {count}"


def _count(tally: Tally, paths: list[Path], by: str, field: str, site: str) -> int:
    """Count the pages; how many were none, each named on stderr."""
    from cleantext.learn.records import Bad, records

    failed = 0
    for page in chain.from_iterable(records(path, by, field) for path in paths) if by else _files(paths, site):
        if not isinstance(page, Bad):
            tally.add(*page)
            continue
        failed += 1
        if failed <= SAID:
            say(f"{page.name}: {page.reason}")
    if failed > SAID:
        say(f"{failed - SAID} more could not be read")
    return failed


def _files(paths: list[Path], site: str) -> Iterator[Record | Bad]:
    """Text files as pages of one site."""
    from cleantext.learn.records import Bad, Record

    for item in walk(paths, (), ()):
        if isinstance(item, Missing):
            yield Bad(str(item.path), item.reason)
            continue
        try:
            yield Record(site, str(item), files.read(item).text)
        except CleantextError as error:
            yield Bad(str(item), str(error))


def _paths(sites: Iterable[Site], output: str, by: str) -> Iterator[Path | None]:
    """Where each pack goes; None is stdout."""
    from cleantext.learn.pack import names

    for name in names(sites):
        yield Path(output) / f"{name}.toml" if by else Path(output) if output else None


def _refuse_edited(path: Path) -> None:
    """End where a file is there that is no pack as it was learned: somebody's page, or work on a pack."""
    from cleantext.learn.pack import is_as_learned

    try:
        if path.is_file() and not is_as_learned(path.read_bytes()):
            die(f"{path}: is there already; move it away, or name another file with -o")
    except OSError as error:
        die(f"{path}: cannot be read: {error.strerror}")


def _write(site: Site, path: Path | None, asking: Asking) -> None:
    """Ask about what was learned of a site, and write what was accepted."""
    from cleantext.learn.pack import pack, slug, tables

    target = str(path) if path else "stdout"
    if not site.proposals:
        say(f"{site.name}: nothing repeats over its {site.pages} pages; no pack written")
        return
    rules = asking.accepted(site, tables(slug(path.stem if path else site.name), site.proposals))
    if not rules:
        say(f"{site.name}: none of {len(site.proposals)} proposals accepted; no pack written")
        return
    data = pack(rules, site.pages)
    if path is None:
        put(data)
    else:
        try:
            _refuse_edited(path)
            path.parent.mkdir(parents=True, exist_ok=True)
            files.write(path, data)
        except OSError as error:
            die(f"{path}: cannot be written: {error.strerror}")
        except CleantextError as error:
            die(f"{path}: {error}")
    prose = sum(any(map(is_prose, rule.get("labels", ()))) for rule in rules)
    warned = f"; {prose} hold lines that read as prose" if prose else ""
    say(f"{site.name}: {len(rules)} of {len(site.proposals)} proposals written to {target}{warned}")
