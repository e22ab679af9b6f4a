"""Counting over pages, by DuckDB (MIT licence): what does not fit into memory goes to a temporary folder."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import Any, NamedTuple, Self

from cleantext import protect
from cleantext.cleaner import Cleaner
from cleantext.document import Document
from cleantext.ends import Ends
from cleantext.errors import CleantextError, MissingExtra
from cleantext.keys import blank, folded
from cleantext.labels import bare
from cleantext.learn.thresholds import PAGES
from cleantext.main_text import main_text, shape

LONGEST = 1000
"""Code points beyond which a line is text, whatever it repeats."""
MEMORY = "512MB"
"""What the counting may hold in memory; the rest is on disk."""
_BATCH = 50_000
_TABLES = """
set memory_limit = '{memory}';
set temp_directory = '{folder}';
set preserve_insertion_order = false;
create table page (id integer, site varchar, name varchar);
create table line (page integer, number integer, key varchar, text varchar, place varchar);
"""
_REPEATS = """
create table site as select site, count(*)::integer as pages from page group by site;
create table repeat as
    select site, key, count(*)::integer as pages, min(text) as text, mode(place order by place) as place,
           avg(number) as number, min(page) as first, max(page) as last
    from (
        select page, key, min(text) as text, min(place) as place, min(number) as number
        from line where key <> '' group by page, key) l
    join page on page.id = l.page join site using (site)
    where site.pages >= {least}
    group by site, key
    having count(*) >= 2 and count(*) * 100 >= {percent} * any_value(site.pages);
create table pair as
    select page.site, l.key, after from (
        select distinct page, key, after from (
            select page, key, lead(key) over (partition by page order by number) as after from line)
        where key <> '' and after <> '') l
    join page on page.id = l.page
    join repeat a on a.site = page.site and a.key = l.key
    join repeat b on b.site = page.site and b.key = l.after
    group by page.site, l.key, after having count(*) >= 2;
"""
_SITES = """
with lines as (
    select r.site, list((key, pages, text, place, a.name, z.name) order by number, key) as found from repeat r
    join page a on a.id = r.first join page z on z.id = r.last group by r.site),
pairs as (select site, list((key, after) order by key, after) as found from pair group by site)
select site, pages, lines.found, pairs.found from site left join lines using (site) left join pairs using (site)
order by site
"""
_RUNS = """
create table run as
    select cluster, page, min(number) as first, count(*)::integer as size from (
        select m.cluster, m.least, l.page, l.number,
               l.number - row_number() over (partition by m.cluster, l.page order by l.number) as island
        from line l join page on page.id = l.page join member m on m.site = page.site and m.key = l.key)
    group by cluster, page, island having count(*) >= any_value(least);
create table example as
    select cluster, count(distinct page)::integer as pages, min(page) as first, max(page) as last,
           arg_min({page: page, number: first, size: size}, (size, page, first)) as shown
    from run group by cluster;
"""
_SHOWN = """
select cluster, any_value(e.pages), any_value(a.name), any_value(z.name), list(l.text order by l.number), mode(l.place)
from example e join page a on a.id = e.first join page z on z.id = e.last
join line l on l.page = e.shown.page and l.number between e.shown.number and e.shown.number + e.shown.size - 1
group by cluster
"""


class Repeat(NamedTuple):
    """A line of a site: its key, on how many pages it stands, how it is written, and where (head, body, tail)."""

    key: str
    pages: int
    text: str
    place: str
    names: tuple[str, str]


class Group(NamedTuple):
    """Lines that stand beside one another, of which ``least`` in a row make a run."""

    site: str
    keys: Sequence[str]
    least: int


class Found(NamedTuple):
    """Where the runs of a group stand: on how many pages, on which for example, and the lines of a shortest one."""

    pages: int
    names: tuple[str, str]
    lines: Sequence[str]
    place: str


class Tally:
    """The lines of many pages, counted. A context manager: its files go when it is left.

    MissingExtra where DuckDB is not installed.
    """

    def __init__(self) -> None:
        try:
            import duckdb
        except ImportError:
            raise MissingExtra("learn needs the extra: pip install 'cleantext-cli[learn]'") from None
        self._open = ExitStack()
        folder = self._open.enter_context(tempfile.TemporaryDirectory(prefix="cleantext-learn-"))
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": MEMORY,
            "temp_directory": folder,
            "preserve_insertion_order": "false",
        }
        self._base = self._open.enter_context(duckdb.connect(f"{folder}/lines.duckdb", config=settings))
        self._error = duckdb.Error
        self._do(_TABLES.format(memory=MEMORY, folder=folder.replace("'", "''")))
        self._cleaner = Cleaner(select=("encoding", "invisible"))
        self._pages: list[tuple[Any, ...]] = []
        self._lines: list[tuple[Any, ...]] = []
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def add(self, site: str, name: str, text: str) -> None:
        """Count a page. Its lines are taken as the chrome rules see them: decoded, without what is invisible."""
        self._pages.append((self._count, _stored(site), _stored(name)))
        self._lines += ((self._count, at, *line) for at, line in enumerate(_lines(self._cleaner.clean(text).text)))
        self._count += 1
        if len(self._lines) >= _BATCH:
            self._flush()

    def repeats(self, percent: int) -> Iterator[tuple[str, int, list[Repeat], list[tuple[str, str]]]]:
        """For each site its name, pages, lines on ``percent`` of these, and which of the lines are neighbours."""
        self._flush()
        self._do(_REPEATS.format(percent=percent, least=PAGES))
        for site, pages, lines, pairs in self._rows(_SITES):
            found = [Repeat(key, count, text, place, (a, z)) for key, count, text, place, a, z in lines or ()]
            yield site, pages, found, pairs or []

    def runs(self, groups: Sequence[Group]) -> dict[int, Found]:
        """Where the runs of the groups stand, by the number of the group; nothing for one that has no run."""
        self._do("create table member (site varchar, cluster integer, least integer, key varchar)")
        self._insert("member", [(g.site, n, g.least, key) for n, g in enumerate(groups) for key in g.keys])
        self._do(_RUNS)
        return {
            group: Found(pages, (first, last), lines, place)
            for group, pages, first, last, lines, place in self._rows(_SHOWN)
        }

    def _flush(self) -> None:
        self._insert("page", self._pages)
        self._insert("line", self._lines)
        self._pages, self._lines = [], []

    def _insert(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        if rows:
            columns = [list(column) for column in zip(*rows, strict=True)]
            self._do(f"insert into {table} select {', '.join(['unnest(?)'] * len(columns))}", columns)

    def _rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        cursor = self._do(query)
        while rows := cursor.fetchmany(1000):
            yield from rows

    def _do(self, query: str, values: Sequence[Any] = ()) -> Any:
        """Run a query on a cursor of its own; what can go wrong is the disk."""
        try:
            return self._base.cursor().execute(query, values)
        except self._error as error:
            raise CleantextError(f"counting failed: {str(error).partition(chr(10))[0]}") from None


def _lines(text: str) -> Iterator[tuple[str, str, str]]:
    """Key, text and place of each line that is not blank; no key for one that no label can name."""
    document = Document(Ends.unify(text)[0])
    lines = [(line.start, text) for line, text in zip(document.lines, document.views, strict=True) if not blank(text)]
    first, last, _ = main_text([shape(text) for _, text in lines])
    blocks = protect.blocks(document.text)
    for index, (start, text) in enumerate(lines):
        place = "head" if index < first else "tail" if index > last else "body"
        key = bare(folded(text)) if len(text) <= LONGEST else ""
        if not key or _stored(text) != text or any(a <= start < b for a, b in blocks):
            yield "", "", place
        else:
            yield key, text, place


def _stored(name: str) -> str:
    """A name or line as the base takes it: without lone surrogates, as names of files and records may hold."""
    return name.encode("utf-8", "replace").decode()
