from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest

from cleantext.walk import CLASSES, Missing, listed, walk


def make(top: Path, *names: str) -> None:
    for name in names:
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x\n")


def found(top: Path, *paths: str, include: tuple[str, ...] = (), exclude: tuple[str, ...] = ()) -> list[str]:
    named = [top / p for p in paths] or [top]
    return [os.path.relpath(i, top) if isinstance(i, Path) else "?" for i in walk(named, include, exclude)]


def test_a_folder_gives_texts_and_a_named_file_is_always_taken(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "b.md", "c.py", "d/e.text", ".git/x.txt", "node_modules/y.txt")
    assert found(tmp_path) == ["a.txt", "b.md", "d/e.text"]
    assert found(tmp_path, "c.py") == ["c.py"]


def test_include_and_exclude(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "b.log", "d/e.txt", "d/f.log")
    assert found(tmp_path, include=("*.log",)) == ["b.log", "d/f.log"]
    assert found(tmp_path, exclude=("d/",)) == ["a.txt"]


def test_gitignore_is_obeyed_in_every_folder(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "b.txt", "d/a.txt", "d/b.txt", "e/c.txt", "f/c.txt")
    (tmp_path / ".gitignore").write_text("/b.txt\ne/\n")
    (tmp_path / "d" / ".gitignore").write_text("*.txt\n!a.txt\n")
    assert found(tmp_path) == ["a.txt", "d/a.txt", "f/c.txt"]


def test_gitignore_of_the_repository_above(tmp_path: Path) -> None:
    make(tmp_path, "d/a.txt", "d/b.txt", ".git/HEAD")
    (tmp_path / ".gitignore").write_text("d/b.txt\n")
    assert found(tmp_path, "d") == ["d/a.txt"]


def test_the_exclude_file_of_a_repository_is_obeyed(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "d/b.txt", "d/c.txt")
    (tmp_path / ".git" / "info").mkdir(parents=True)
    (tmp_path / ".git" / "info" / "exclude").write_text("/a.txt\nb.txt\n")
    assert found(tmp_path) == found(tmp_path, "d") == ["d/c.txt"]
    (tmp_path / ".gitignore").write_text("!b.txt\n")
    assert found(tmp_path) == ["d/b.txt", "d/c.txt"]


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("x[[:digit:]].txt", ["]a.txt", "xa.txt"]),
        ("x[![:digit:]].txt", ["]a.txt", "x1.txt"]),
        ("[][:lower:]]a.txt", ["x1.txt"]),
        ("x[[:alpha:]0-9].txt", ["]a.txt"]),
        ("[:alph:]1.txt", ["]a.txt", "x1.txt", "xa.txt"]),
    ],
)
def test_character_classes(line: str, left: list[str], tmp_path: Path) -> None:
    make(tmp_path, "]a.txt", "x1.txt", "xa.txt")
    (tmp_path / ".gitignore").write_text(line + "\n")
    assert found(tmp_path) == left


def test_git_says_the_same_about_character_classes(tmp_path: Path) -> None:
    names = [f"{c}.txt" for c in "aZ5 -~!@[]{}x\t"]
    make(tmp_path, *names)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    for name in CLASSES:
        (tmp_path / ".gitignore").write_text(f"[[:{name}:]].txt\n")
        command = ["git", "ls-files", "-z", "--others", "--exclude-standard", "*.txt"]
        theirs = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True).stdout.split(b"\0")
        assert [n.encode() for n in sorted(found(tmp_path))] == sorted(filter(None, theirs)), name


@pytest.mark.parametrize("glob", ["a*" * 12 + "b", "**/a/" * 9 + "b", "[ab]*" * 9 + "[cd]"])
def test_a_glob_of_many_stars_takes_no_time(glob: str, tmp_path: Path) -> None:
    name = "a" * 200 + "b.txt"
    make(tmp_path, "a/" * 60 + name, name)
    (tmp_path / ".gitignore").write_text(glob + "\n")
    began = time.process_time()
    assert len(found(tmp_path)) == 2
    assert time.process_time() - began < 5


def test_a_gitignore_that_is_no_file_is_none(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    os.mkfifo(tmp_path / ".gitignore")
    assert found(tmp_path) == ["a.txt"]


def test_each_file_once(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    assert found(tmp_path, "a.txt", "./a.txt", ".") == ["a.txt"]


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    make(tmp_path, "d/a.txt")
    (tmp_path / "d" / "loop").symlink_to(tmp_path / "d")
    (tmp_path / "d" / "b.txt").symlink_to(tmp_path / "d" / "a.txt")
    assert found(tmp_path, "d") == ["d/a.txt"]


def test_a_folder_without_text_is_reported(tmp_path: Path) -> None:
    assert list(walk([tmp_path], (), ())) == [Missing(tmp_path, "holds no *.txt *.md *.text file")]


@pytest.mark.parametrize(("data", "zero"), [(b"a\nb c\r\n\n", False), (b"a\0b c\0", True)])
def test_listed(data: bytes, zero: bool) -> None:
    assert listed(data, zero) == [Path("a"), Path("b c")]
