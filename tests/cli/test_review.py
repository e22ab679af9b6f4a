"""``-p``: every key, piped and on a terminal; what is written when."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.test_clean import run
from tests.terminal import Terminal

LINES = ["one\u00a0a", "two  b", "three\u00a0c", "four  d", "five\u00a0e"]
TEXT = "\n\n".join(f"{line}\n\nplain" for line in LINES) + "\n"
ARGS = ("-p", "--isolated", "--select", "space")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT)
    return tmp_path


def made(folder: Path, name: str = "a.txt") -> str:
    """Which of the five changes were made, as ones and zeros."""
    lines = (folder / name).read_text().split("\n")[::4]
    return "".join("01"[line != old] for line, old in zip(lines, LINES, strict=False))


def review(folder: Path, answers: str, *args: str, **env: str) -> subprocess.CompletedProcess[str]:
    return run(*ARGS, *args, *(() if "a.txt" in args else ("a.txt", "b.txt")), stdin=answers, cwd=folder, **env)


@pytest.mark.parametrize(
    ("answers", "a", "b", "said"),
    [
        ("y\nn\ny\nn\ny\ny\ny\nn\nn\nn\n", "10101", "11000", "5 of 10 changes made in 2 files"),
        ("y\nd\na\n", "10000", "11111", "6 of 10 changes made in 2 files"),
        ("n\na\nn\nd\n", "01111", "00000", "4 of 10 changes made in 1 file"),
        ("y\nn\nq\n", "10000", "00000", "1 of 5 changes made in 1 file"),
        ("y\n", "10000", "00000", "1 of 5 changes made in 1 file"),
        ("", "00000", "00000", "0 of 5 changes made in 0 files"),
    ],
)
def test_keys(answers: str, a: str, b: str, said: str, folder: Path) -> None:
    done = review(folder, answers)
    assert (made(folder), made(folder, "b.txt"), done.returncode) == (a, b, 0)
    assert said in done.stderr


def test_never_this_rule_cleans_again_and_keeps_what_was_decided(folder: Path) -> None:
    done = review(folder, "y\nn\nr\ny\nd\n")
    assert 'in cleantext.toml: ignore = ["space.no-break"]' in done.stdout
    assert made(folder) == "10010"
    assert made(folder, "b.txt") == "00000"
    assert "five" not in done.stdout


def test_which_rule_is_asked_where_there_are_several(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a\u00a0b  c\n")
    done = review(tmp_path, "r\n9\nr\n1\ny\n", "a.txt")
    assert "Which rule? 1 space.no-break  2 space.run" in done.stdout
    assert (tmp_path / "a.txt").read_text() == "a\u00a0b c\n"


def test_an_edited_replacement_is_written(folder: Path) -> None:
    done = review(folder, "e\ny\nd\n", "a.txt", EDITOR="sed -i s/one/ONE/")
    assert (folder / "a.txt").read_text().startswith("ONE a\n\nplain\n\ntwo b\n")
    assert "2 of 5 changes" in done.stderr


def test_an_editor_that_fails_changes_nothing_and_asks_again(folder: Path) -> None:
    done = review(folder, "e\nn\nd\n", "a.txt", EDITOR="false")
    assert done.stdout.count("(1/5)") == 2
    assert (folder / "a.txt").read_text() == TEXT


@pytest.mark.parametrize(
    ("text", "after"), [("a  b", "a X"), ("a  b\nc\n", "a X\nc\n"), ("a  b\r\nc\r\n", "a X\r\nc\r\n")]
)
def test_the_end_of_an_edited_line_stays(text: str, after: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(text.encode())
    review(tmp_path, "e\n", "a.txt", EDITOR="sed -i s/b/X/")
    assert (tmp_path / "a.txt").read_bytes() == after.encode()


def test_help_and_unknown_answers_ask_again(folder: Path) -> None:
    done = review(folder, "?\nwhat\n\nq\n", "a.txt")
    assert done.stdout.count("stop; keep what was") == 3
    assert done.stdout.count("(1/5)") == 4


def test_nothing_is_written_until_a_file_is_decided_and_ctrl_c_leaves_it(folder: Path) -> None:
    terminal = Terminal(*ARGS, "a.txt", "b.txt", cwd=folder).until("(1/5)")
    terminal.type("a\n").until("b.txt")
    terminal.until("(1/5)").type("y\n").until("(2/5)")
    assert (made(folder), made(folder, "b.txt")) == ("11111", "00000")
    terminal.type("\x03")
    assert terminal.end() == 130
    assert (made(folder), made(folder, "b.txt")) == ("11111", "00000")
    assert "as they were" in terminal.text


def test_every_key_on_a_terminal(folder: Path) -> None:
    terminal = Terminal(*ARGS, "a.txt", "b.txt", cwd=folder, rows=60, EDITOR="sed -i s/two/TWO/")
    for place, key in [("(1/5)", "?"), ("of this file\n", "y"), ("(2/5)", "e"), ("(3/5)", "r"), ("toml", "n")]:
        terminal.until(place).type(f"{key}\n")
    terminal.until("b.txt").type("a\n")
    assert terminal.end() == 0
    assert (folder / "a.txt").read_text() == TEXT.replace("one\u00a0a", "one a").replace("two  b", "TWO b")
    assert made(folder, "b.txt") == "01010"
    assert "4 of" in terminal.text


def test_a_resized_terminal_is_drawn_to_its_new_width(tmp_path: Path) -> None:
    words = "word " * 40
    (tmp_path / "a.txt").write_text(f"{words}a  b\n\nplain\n\n{words}c  d\n")
    terminal = Terminal(*ARGS, "--full", "a.txt", cwd=tmp_path, columns=120, rows=50).until("(1/2)")
    terminal.resize(60, 50).type("n\n").until("(2/2)")
    at = next(i for i, row in enumerate(terminal.rows) if "line 5" in row)
    drawn = [row for row in terminal.rows[at:] if "word" in row]
    assert max(map(len, drawn)) <= 60
    assert len(drawn) >= 8
    terminal.type("q\n").end()


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["-p"], "need files, not stdin"),
        (["-p", "-i", "a.txt"], "choose one of"),
        (["-p", "--diff", "a.txt"], "leave out --diff"),
        (["-p", "--files-from", "-"], "answers from stdin"),
        (["--full", "a.txt"], "--full is for"),
        (["--side-by-side", "a.txt"], "are for --diff and -p"),
    ],
)
def test_what_makes_no_sense_is_said(args: list[str], message: str, folder: Path) -> None:
    done = run(*args, cwd=folder)
    assert (done.returncode, message in done.stderr) == (2, True)


def test_a_read_only_file_is_refused_and_the_next_one_written(folder: Path) -> None:
    (folder / "a.txt").chmod(0o444)
    done = review(folder, "a\na\n", "--save-patch", "p.diff")
    assert (done.returncode, made(folder), made(folder, "b.txt")) == (2, "00000", "11111")
    assert "a.txt" not in (folder / "p.diff").read_text()


def test_the_accepted_changes_are_saved_and_taken_back(folder: Path) -> None:
    review(folder, "y\nn\ny\nd\na\n", "--save-patch", "p.diff")
    assert made(folder) == "10100"
    assert run("undo", "p.diff", cwd=folder).returncode == 0
    assert (folder / "a.txt").read_text() == (folder / "b.txt").read_text() == TEXT
