"""What a run was asked for."""

from __future__ import annotations

from cleantext.profiles import Settings
from cleantext.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cleantext.show.diff import Drawer


class Look(NamedTuple):
    """How changes are drawn. ``format`` is rich, word, unified or "" (rich on a terminal, unified elsewhere)."""

    format: str = ""
    color: str = "auto"
    full: bool = False
    columns: bool = False
    pager: bool = True

    @property
    def drawer(self) -> Drawer:
        from cleantext.show import columns, diff, words

        return words.rows if self.format == "word" else columns.rows if self.columns else diff.rows


class Request(NamedTuple):
    """What the command line asked for."""

    settings: Settings
    paths: tuple[str, ...] = ()
    files_from: str = ""
    null: bool = False
    in_place: bool = False
    patch: bool = False
    save_patch: str = ""
    backup: str = ""
    output: str = ""
    output_dir: str = ""
    diff: bool = False
    check: bool = False
    report: str = ""
    page: str = ""
    html: bool = False
    lines: bool = False
    encoding: str | None = None
    stdin_name: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    stats: bool = False
    quiet: bool = False
    jobs: int = 0
    line_buffered: bool = False
    look: Look = Look()

    @property
    def previews(self) -> bool:
        """Whether the texts stay as they are."""
        return self.diff or self.check or (bool(self.report or self.page) and not self.writes)

    @property
    def streams(self) -> bool:
        """Whether a long text can go through in windows, without ever being held whole."""
        whole = self.previews or self.html or self.lines or self.save_patch or self.patch or self.output_dir
        return not (whole or self.report or self.page)

    @property
    def writes(self) -> bool:
        return bool(self.in_place or self.patch or self.output or self.output_dir)
