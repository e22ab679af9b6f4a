"""Previews on a real terminal; whole screens are compared with fixtures/screens/NAME.txt.

``UPDATE_SCREENS=1 pytest tests/cli/test_screens.py`` writes them anew, to be looked at before they are kept.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.conftest import PROJECT
from tests.terminal import Terminal

RULES = "space,quotes.straight,glue.name,chrome.newsletter,chrome.vote-widget"
LONG = "The council met again on Monday and spoke of the harbour wall, of nets and of the price of ice. "
PAGE = (
    "The ferry line opens again\n\n"
    "Greetings came from Ukrainian president VolodymyrZelensky, who\u00a0sent an engine.  \n\n"
    + LONG * 4
    + "Then it wrote \u201cno more than a loaf\u201d into its book. "
    + LONG * 4
    + "\n\nUse [bold] tags and :wave: codes\u00a0now.\x1b[35m red \x9b35m\n\n"
    "\u05e9\u05dc\u05d5\u05dd  \u05e2\u05d5\u05dc\u05dd. \u6f22\u5b57  \u6f22\u5b57. "
    "\U0001f469\u200d\U0001f680  \u2764\ufe0f done.\n\n"
    "up\n9 users have voted.\n\n\nNewsletter\n\nGet top stories and blog posts emailed to you each day.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "page.txt").write_text(PAGE)
    return tmp_path


def diff(folder: Path, *args: str, **options: object) -> Terminal:
    return Terminal("--diff", "--isolated", "--select", RULES, "page.txt", *args, cwd=folder, **options)  # type: ignore[arg-type]


def check(name: str, terminal: Terminal) -> None:
    path = PROJECT / "fixtures" / "screens" / f"{name}.txt"
    if os.environ.get("UPDATE_SCREENS"):
        path.write_text(terminal.text, "utf-8")
    assert terminal.text == path.read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "columns", "args"),
    [
        ("diff-80", 80, []),
        ("diff-200", 200, []),
        ("columns-200", 200, ["--side-by-side"]),
        ("columns-80", 80, ["--side-by-side"]),
        ("word-80", 80, ["--diff-format", "word"]),
        ("unified-80", 80, ["--diff-format", "unified"]),
        ("full-80", 80, ["--full"]),
    ],
)
def test_screens(name: str, columns: int, args: list[str], folder: Path) -> None:
    terminal = diff(folder, *args, columns=columns, rows=70)
    assert terminal.end() == 1
    assert b"\x1b[35m" not in terminal.raw
    assert b"\xc2\x9b" not in terminal.raw
    check(name, terminal)


def test_what_changed_is_drawn_reversed_and_the_words_around_it_bold(folder: Path) -> None:
    terminal = diff(folder, rows=70)
    terminal.end()
    y = next(i for i, row in enumerate(terminal.rows) if "Volodymyr\u00b7Zelensky" in row)
    x = terminal.rows[y].index("\u00b7")
    cells = terminal.screen.buffer[y]
    assert (cells[x].reverse, cells[x].fg) == (True, "green")
    assert (cells[x - 1].reverse, cells[x - 1].bold) == (False, True)
    assert cells[6].bold is False


def test_no_color_keeps_the_emphasis_and_drops_the_colours(folder: Path) -> None:
    terminal = diff(folder, rows=70, NO_COLOR="1")
    terminal.end()
    cells = [cell for row in terminal.screen.buffer.values() for cell in row.values()]
    assert {cell.fg for cell in cells} == {"default"}
    assert any(cell.reverse for cell in cells)


def test_a_dumb_terminal_gets_no_escape_and_carets(folder: Path) -> None:
    terminal = diff(folder, rows=90, TERM="dumb")
    assert terminal.end() == 1
    assert b"\x1b" not in terminal.raw
    check("dumb-80", terminal)


def test_columns_stay_in_line_with_wide_and_right_to_left_text(folder: Path) -> None:
    terminal = diff(folder, "--side-by-side", columns=120, rows=70)
    terminal.end()
    bars = {x for row in terminal.screen.buffer.values() for x, cell in row.items() if cell.data.startswith("│")}
    assert len(bars) == 1
    assert any("\u6f22" in row for row in terminal.rows)


def test_a_long_diff_goes_to_the_pager_and_a_short_one_does_not(folder: Path) -> None:
    pager = "sed s/^/PAGED:/"
    assert b"PAGED:" in ended(diff(folder, rows=10, PAGER=pager))
    assert b"PAGED:" not in ended(diff(folder, rows=90, PAGER=pager))
    assert b"PAGED:" not in ended(diff(folder, "--no-pager", rows=10, PAGER=pager))
    assert b"PAGED:" not in ended(diff(folder, rows=10, PAGER=pager, TERM="dumb"))


def ended(terminal: Terminal) -> bytes:
    assert terminal.end() == 1
    return terminal.raw


def test_leaving_the_pager_early_is_no_error(folder: Path) -> None:
    (folder / "page.txt").write_text(PAGE * 3000)
    assert b"Traceback" not in ended(diff(folder, rows=10, PAGER="head -n 3"))


def test_ctrl_c_in_a_preview(folder: Path) -> None:
    (folder / "page.txt").write_text(PAGE * 3000)
    terminal = diff(folder, "--no-pager", rows=10).until("Zelensky").type("\x03")
    assert terminal.end() == 130
    assert b"Traceback" not in terminal.raw


@pytest.mark.skipif(shutil.which("less") is None, reason="less is not installed here: not tried with it")
def test_less_shows_the_first_screen_and_the_rest_on_demand(folder: Path) -> None:
    (folder / "page.txt").write_text(PAGE * 50)
    terminal = diff(folder, rows=12).until(":")
    first = terminal.rows[0]
    assert "page.txt" in first
    terminal.type(" ").until(lambda: terminal.rows[0] != first)
    assert b"would change" not in terminal.raw
    assert terminal.type("q").end() == 1
    assert b"\x1b[35m" not in terminal.raw


def test_a_line_with_very_many_edits_is_cut(folder: Path) -> None:
    (folder / "page.txt").write_text("one\u00a0two three four. " * 5000)
    terminal = diff(folder, "--no-pager", rows=100)
    assert terminal.end() == 1
    assert "more in this line" in terminal.text
