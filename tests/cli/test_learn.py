"""``cleantext learn``: files and records in, packs out, and a review on a terminal."""

from __future__ import annotations

import gzip
import json
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.cli.test_clean import run
from tests.learn.pages import FOOT, MENU, NOTICE, page, pages, story
from tests.terminal import Terminal

pytest.importorskip("duckdb", reason="the extra learn is not installed")
STORY = "".join(f"{line}\n" for line in story(50))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pages").mkdir()
    for number, text in enumerate(pages(4), 1):
        (tmp_path / "pages" / f"{number}.txt").write_text(text)
    return tmp_path


def learn(folder: Path, *args: str, **env: str) -> subprocess.CompletedProcess[str]:
    return run("learn", *args, cwd=folder, **env)


def rules(path: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = tomllib.loads(path.read_text())["rule"]
    return found


def records(folder: Path, name: str, lines: list[object]) -> str:
    text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    (folder / name).write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return name


def test_a_pack_is_written_tested_and_cleans(folder: Path) -> None:
    done = learn(folder, "pages", "-o", "rules/sites/gazette.toml")
    assert (done.returncode, done.stdout) == (0, "")
    assert "not a terminal: proposals are written without asking" in done.stderr
    said = "gazette: 3 of 3 proposals written to rules/sites/gazette.toml; 2 hold lines that read as prose\n"
    assert said in done.stderr
    assert [rule["id"] for rule in rules(folder / "rules/sites/gazette.toml")] == [
        "chrome.gazette-run-1",
        "chrome.gazette-run-2",
        "chrome.gazette-line-1",
    ]
    assert run("rules", "test", "rules/sites/gazette.toml", cwd=folder).returncode == 0
    (folder / "cleantext.toml").write_text('packs = ["rules/sites/gazette.toml"]\n')
    assert run(stdin=page(50), cwd=folder).stdout == STORY


def test_without_o_the_pack_goes_to_stdout(folder: Path) -> None:
    done = learn(folder, "pages", "--yes")
    assert len(tomllib.loads(done.stdout)["rule"]) == 3
    assert "not a terminal" not in done.stderr


@pytest.mark.parametrize("count", [1, 2])
def test_too_few_pages(folder: Path, count: int) -> None:
    done = learn(folder, *(f"pages/{n}.txt" for n in range(1, count + 1)), "-o", "x.toml")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert f"at least 3 pages of a site; there {'is 1' if count == 1 else 'are 2'}" in done.stderr
    assert not (folder / "x.toml").exists()


def test_pages_that_share_nothing(folder: Path) -> None:
    for number in range(1, 5):
        (folder / "pages" / f"{number}.txt").write_text("".join(f"{line}\n" for line in story(number)))
    done = learn(folder, "pages", "-o", "x.toml")
    assert done.returncode == 0
    assert "nothing repeats over its 4 pages; no pack written" in done.stderr
    assert not (folder / "x.toml").exists()


def test_files_that_cannot_be_read_are_named_and_the_rest_is_learned(folder: Path) -> None:
    (folder / "pages" / "latin.txt").write_bytes(b"caf\xe9 and more\n")
    done = learn(folder, "pages", "missing.txt", "-o", "x.toml")
    assert done.returncode == 2
    assert "pages/latin.txt: is not utf-8" in done.stderr
    assert "missing.txt: " in done.stderr
    assert len(rules(folder / "x.toml")) == 3


@pytest.mark.parametrize("name", ["all.jsonl", "all.jsonl.gz"])
def test_by_learns_a_pack_for_each_site(folder: Path, name: str) -> None:
    lines: list[object] = [{"host": "north.example", "body": page(n, foot=[])} for n in range(1, 5)]
    lines += [{"host": "South Example", "body": page(n, menu=[])} for n in range(1, 4)]
    lines += [{"host": "tiny", "body": page(n)} for n in range(1, 3)]
    done = learn(folder, records(folder, name, lines), "--by", "host", "--field", "body", "-o", "packs", "--yes")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (folder / "packs").iterdir()) == ["north-example.toml", "south-example.toml"]
    assert "1 of 3 sites have fewer than 3 pages" in done.stderr
    assert set(MENU) <= {label for rule in rules(folder / "packs/north-example.toml") for label in rule["labels"]}  # type: ignore[attr-defined]


def test_sites_of_one_slug_do_not_overwrite_each_other(folder: Path) -> None:
    lines: list[object] = [{"host": host, "text": page(n)} for host in ("a.b", "a-b") for n in range(1, 4)]
    done = learn(folder, records(folder, "all.jsonl", lines), "--by", "host", "-o", "packs", "--yes")
    assert done.returncode == 0
    assert sorted(path.name for path in (folder / "packs").iterdir()) == ["a-b-2.toml", "a-b.toml"]


def test_bad_records_are_named_and_the_rest_is_learned(folder: Path) -> None:
    good: list[object] = [{"host": "a", "text": page(n)} for n in range(1, 5)]
    bad: list[object] = [
        "{torn",
        {"host": "a"},
        {"host": 3, "text": "x"},
        {"host": "a", "text": None},
        [1],
        "[" * 99999,
    ]
    done = learn(folder, records(folder, "all.jsonl", bad + good), "--by", "host", "-o", "packs", "--yes")
    assert done.returncode == 2
    for said in (
        "1: is no JSON",
        "2: the field 'text' is missing",
        "3: the field 'host' is no string",
        "5: is no JSON object",
    ):
        assert f"all.jsonl:{said}" in done.stderr
    assert len(rules(folder / "packs/a.toml")) == 3


def test_a_line_with_a_lone_surrogate_is_passed_over(folder: Path) -> None:
    """No label could name it, and TOML could not hold it."""
    lines: list[object] = [{"host": "a", "text": page(n, menu=["A \udc80 half", *MENU])} for n in range(1, 5)]
    done = learn(folder, records(folder, "all.jsonl", lines), "--by", "host", "-o", "packs", "--yes")
    assert done.returncode == 0, done.stderr
    assert rules(folder / "packs/a.toml")[0]["labels"] == MENU


def test_a_broken_gzip_is_named_and_what_came_before_is_learned(folder: Path) -> None:
    name = records(
        folder, "all.jsonl.gz", [{"host": "a", "text": page(n), "x": "0123456789" * n} for n in range(1, 900)]
    )
    whole = (folder / name).read_bytes()
    (folder / name).write_bytes(whole[: len(whole) // 2])
    done = learn(folder, name, "--by", "host", "-o", "packs", "--yes")
    assert done.returncode == 2
    assert "cannot be read: " in done.stderr
    assert (folder / "packs" / "a.toml").exists()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--by", "host", "all.jsonl"), "name a folder with -o"),
        (("--by", "host", "-o", "x", "nothing.jsonl"), "nothing.jsonl: cannot be read: No such file"),
        (("pages", "-o", "pages", "--yes"), "pages: "),
    ],
)
def test_errors_are_one_line(folder: Path, args: tuple[str, ...], said: str) -> None:
    done = learn(folder, *args)
    assert done.returncode == 2
    assert said in done.stderr


def test_without_duckdb_the_extra_is_named(folder: Path) -> None:
    (folder / "duckdb.py").write_text("raise ImportError('no duckdb')\n")
    done = learn(folder, "pages", PYTHONPATH=str(folder))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "pip install 'cleantext-cli[learn]'" in done.stderr


def test_escapes_in_pages_do_not_reach_the_terminal(folder: Path) -> None:
    for number in range(1, 5):
        (folder / "pages" / f"{number}.txt").write_text(page(number, menu=[f"\x1b[31m{line}" for line in MENU]))
    terminal = Terminal("learn", "pages", "-o", "x.toml", cwd=folder, rows=60).until("(1/")
    assert b"\x1b[31mFerries" not in terminal.raw
    terminal.type("q\n").end()


def test_the_review_shows_counts_prose_and_lines(folder: Path) -> None:
    terminal = Terminal("learn", "pages", "-o", "x.toml", cwd=folder, columns=110, rows=60).until("(1/3)")
    assert "x, 4 pages" in terminal.text
    assert "4/4" in terminal.text
    assert "4 or more of 9 lines in a row, on 4 of 4 pages (pages/1.txt, pages/4.txt), head." in terminal.text
    terminal.type("y\n").until("(2/3)").until(f"prose {NOTICE[:40]}")
    terminal.type("n\n").until("(3/3)").type("?\n").until("edit it").type("n\n")
    assert terminal.end() == 0
    assert [rule["labels"] for rule in rules(folder / "x.toml")] == [MENU]


@pytest.mark.parametrize(("answers", "count"), [("a\n", 3), ("n\na\n", 2), ("y\nd\n", 1), ("y\nq\n", 1), ("d\n", 0)])
def test_answers_for_all_others(folder: Path, answers: str, count: int) -> None:
    terminal = Terminal("learn", "pages", "-o", "x.toml", cwd=folder, rows=60).until("(1/3)").type(answers)
    assert terminal.end() == 0
    path = folder / "x.toml"
    assert (len(rules(path)) if path.exists() else 0) == count


def test_a_rule_can_be_edited_and_a_bad_edit_is_asked_about_again(folder: Path) -> None:
    editor = folder / "editor"
    editor.write_text(
        "#!/bin/sh\nif [ -e once ]; then sed -i 's/gazette/town/' \"$1\"; else touch once; echo '[' >> \"$1\"; fi\n"
    )
    editor.chmod(0o755)
    args = ("learn", "pages", "-o", "gazette.toml")
    terminal = Terminal(*args, cwd=folder, rows=60, EDITOR=str(editor)).until("(1/3)")
    terminal.type("e\n").until("bad TOML").type("e\n").until("(2/3)").type("d\n")
    assert terminal.end() == 0
    (rule,) = rules(folder / "gazette.toml")
    assert rule["id"] == "chrome.town-run-1"


def test_yes_asks_nothing_on_a_terminal(folder: Path) -> None:
    terminal = Terminal("learn", "pages", "-o", "x.toml", "--yes", cwd=folder, rows=60)
    assert terminal.end() == 0
    assert {label for rule in rules(folder / "x.toml") for label in rule["labels"]} == {*MENU, NOTICE, *FOOT}  # type: ignore[attr-defined]


@pytest.mark.parametrize("args", [(), ("--yes",)], ids=["asking", "yes"])
@pytest.mark.parametrize("name", ["pages/1.txt", "mine.toml"], ids=["a page", "other work"])
def test_a_file_that_is_there_is_never_written_over(folder: Path, args: tuple[str, ...], name: str) -> None:
    (folder / "mine.toml").write_text("# mine\n")
    before = (folder / name).read_bytes()
    done = learn(folder, "pages", "-o", name, *args)
    assert done.returncode == 2
    assert f"{name}: is there already" in done.stderr
    assert (folder / name).read_bytes() == before


def test_a_pack_is_learned_anew_until_somebody_edits_it(folder: Path) -> None:
    assert learn(folder, "pages", "-o", "x.toml").returncode == 0
    first = (folder / "x.toml").read_bytes()
    (folder / "pages" / "1.txt").unlink()
    assert learn(folder, "pages", "-o", "x.toml").returncode == 0
    second = (folder / "x.toml").read_bytes()
    assert second != first
    (folder / "x.toml").write_bytes(second.replace(b"why", b"# mine\nwhy", 1))
    assert "is there already" in learn(folder, "pages", "-o", "x.toml").stderr


def test_the_same_run_again_changes_nothing(folder: Path) -> None:
    assert learn(folder, "pages", "-o", "x.toml", "--yes").returncode == 0
    before = (folder / "x.toml").read_bytes()
    assert learn(folder, "pages", "-o", "x.toml", "--yes").returncode == 0
    assert (folder / "x.toml").read_bytes() == before
