"""Other machines: no locale, no home, a read-only one, a strict umask, names that are not UTF-8, closed streams."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import PROJECT

NONE: Mapping[str, str | None] = {}
TEXT = "It\u2019s  late, Łódź \U0001f600.\n"
CLEAN = "It's late, Łódź \U0001f600.\n"


def cleantext(
    *arguments: str | bytes, cwd: Path, umask: int = 0o022, shell: str = "", machine: Mapping[str, str | None] = NONE
) -> subprocess.CompletedProcess[bytes]:
    variables = {**os.environ, "PYTHONPATH": str(PROJECT)}
    for name, value in machine.items():
        variables.pop(name, None)
        if value is not None:
            variables[name] = value
    command: list[str | bytes] = [sys.executable, "-m", "cleantext", "--isolated", *arguments]
    if shell:
        command = ["/bin/sh", "-c", f'"$@" {shell}', "sh", *command]
    return subprocess.run(command, cwd=cwd, capture_output=True, env=variables, umask=umask, stdin=subprocess.DEVNULL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    return tmp_path


MACHINES: dict[str, dict[str, str | None]] = {
    "LANG=C": {"LANG": "C", "LC_ALL": "C", "LANGUAGE": None},
    "LANG=C, no UTF-8 mode": {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "an ASCII stdout": {"PYTHONIOENCODING": "ascii:strict", "LC_ALL": "C"},
    "an unknown locale": {"LANG": "xx_YY.klingon", "LC_ALL": "xx_YY.klingon"},
    "no HOME": {"HOME": None, "USER": None, "XDG_CACHE_HOME": None, "XDG_CONFIG_HOME": None},
    "a HOME that is not there": {"HOME": "/nonexistent", "XDG_CACHE_HOME": "/nonexistent/cache"},
    "a HOME that cannot be written": {"HOME": "/proc", "XDG_CACHE_HOME": "/proc", "XDG_CONFIG_HOME": "/proc"},
    "no TERM": {"TERM": None, "COLUMNS": None},
    "no PATH": {"PATH": ""},
    "nowhere for temporary files": {"TMPDIR": "/nonexistent"},
}


@pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES.keys())
def test_the_same_text_on_every_machine(machine: dict[str, str | None], folder: Path) -> None:
    done = cleantext("a.txt", cwd=folder, machine=machine)
    assert (done.stdout.decode(), done.stderr, done.returncode) == (CLEAN, b"", 0)
    shown = cleantext(
        "--diff", "--diff-format", "rich", "--color", "always", "--no-pager", "a.txt", cwd=folder, machine=machine
    )
    assert shown.returncode == 1, shown.stderr
    assert any(word in shown.stdout.decode() for word in ("Łódź", "\\u0141"))  # escaped where a screen has no letters
    done = cleantext("-i", "a.txt", cwd=folder, machine=machine)
    assert done.returncode == 0, done.stderr
    assert (folder / "a.txt").read_text("utf-8") == CLEAN


@pytest.mark.parametrize("umask", [0o077, 0o000, 0o777])
def test_the_umask_is_for_new_files(umask: int, folder: Path) -> None:
    (folder / "a.txt").chmod(0o644)
    assert cleantext("-i", "--save-patch", "p.diff", "a.txt", cwd=folder, umask=umask).returncode == 0
    assert stat.S_IMODE((folder / "a.txt").stat().st_mode) == 0o644
    assert stat.S_IMODE((folder / "p.diff").stat().st_mode) == 0o666 & ~umask
    assert cleantext("-o", "out.txt", "a.txt", cwd=folder, umask=umask).returncode == 0
    assert stat.S_IMODE((folder / "out.txt").stat().st_mode) == 0o666 & ~umask


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
@pytest.mark.parametrize("name", [b"caf\xe9.txt", b"\xff\xfe.txt", "Łódź.txt".encode(), b"\xed\xa0\x80.txt"])
def test_names_that_are_not_utf8(name: bytes, locale: str, tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/" + name
    with open(path, "wb") as file:
        file.write(b"a  b\n")
    machine = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    checked = cleantext("--check", ".", cwd=tmp_path, machine=machine)
    assert (checked.stdout, checked.returncode) == (name + b"\n", 1)
    done = cleantext("-i", "--save-patch", "p.diff", name, cwd=tmp_path, machine=machine)
    assert done.returncode == 0, done.stderr
    with open(path, "rb") as file:
        assert file.read() == b"a b\n"
    undone = subprocess.run(
        [sys.executable, "-m", "cleantext", "undo", "p.diff"], cwd=tmp_path, capture_output=True,
        env={**os.environ, "PYTHONPATH": str(PROJECT), **machine},
    )  # fmt: skip
    assert undone.returncode == 0, undone.stderr
    with open(path, "rb") as file:
        assert file.read() == b"a  b\n"


@pytest.mark.parametrize("shell", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-", "> /dev/full", "2> /dev/full"])
@pytest.mark.parametrize("arguments", [["-i", "a.txt"], ["--diff", "a.txt"], ["a.txt"], ["-o", "out.txt", "a.txt"]])
def test_closed_and_full_streams(arguments: list[str], shell: str, folder: Path) -> None:
    """No descriptor that a file took over from a closed stream is written to by mistake."""
    done = cleantext(*arguments, cwd=folder, shell=shell)
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 1, 2)
    writes = {"-i": "a.txt", "-o": "out.txt"}.get(arguments[0])
    if writes:
        assert (folder / writes).read_text("utf-8") == CLEAN
        assert sorted(p.name for p in folder.iterdir()) == sorted({"a.txt", writes})
