"""Many files in several processes, and files too long to hold."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer.main

from cleantext import windows
from cleantext.cli import jobs, plain
from cleantext.cli.app import app
from tests.cli.test_clean import run

DIRTY, CLEAN = "Said\u00a0Anna to {} of them.\n", "Said Anna to {} of them.\n"


def folder(tmp_path: Path, count: int = 40) -> Path:
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(count):
        (pages / f"{number:03}.txt").write_text(DIRTY.format(number) * (1 + 40 * (number % 7 == 0)))
    return pages


@pytest.mark.parametrize("asked", ["1", "2", "3"])
def test_in_place(tmp_path: Path, asked: str) -> None:
    pages = folder(tmp_path)
    (pages / "017.txt").write_bytes(b"\xff\n")
    (pages / "018.txt").write_text(CLEAN.format(18))
    done = run("-i", "--jobs", asked, str(pages))
    assert done.stderr.splitlines()[0].startswith(f"cleantext: {pages}/017.txt: is not utf-8")
    assert done.stderr.splitlines()[1] == "cleantext: 38 of 39 files changed, 1 failed"
    assert done.returncode == 2
    for number in {*range(40)} - {17}:
        assert (pages / f"{number:03}.txt").read_text().startswith(CLEAN.format(number))


@pytest.mark.parametrize("options", [["--check"], ["--diff"], ["--output-format", "json"], ["--stats", "--check"]])
def test_reports_are_the_same_and_in_order(tmp_path: Path, options: list[str]) -> None:
    pages = folder(tmp_path)
    one, three = (run(*options, "-j", asked, str(pages)) for asked in ("1", "3"))
    assert (one.stdout, one.stderr, one.returncode) == (three.stdout, three.stderr, three.returncode)
    assert one.returncode == 1


def test_output_folder_and_stdout(tmp_path: Path) -> None:
    pages = folder(tmp_path, 9)
    done = run("--jobs", "2", "--output-dir", "out", "pages", cwd=tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "out/pages/008.txt").read_text() == CLEAN.format(8)
    names = [str(path) for path in sorted(pages.iterdir())]
    done = run("-j2", *names)
    assert done.stdout == "".join(CLEAN.format(n) * (1 + 40 * (n % 7 == 0)) for n in range(9))


def test_few_small_files_are_done_by_one_process(tmp_path: Path) -> None:
    paths = sorted(folder(tmp_path).iterdir())
    assert jobs.wanted(0, paths) == 1
    assert jobs.wanted(3, paths) == 3
    assert jobs.wanted(3, paths[:2]) == 2
    (tmp_path / "large.txt").write_text("x" * jobs.WORTH)
    cores = len(os.sched_getaffinity(0))
    assert jobs.wanted(0, [*paths, tmp_path / "large.txt"]) == min(cores, 41)


def test_a_worker_that_is_killed_is_said_in_one_line(tmp_path: Path) -> None:
    pages = folder(tmp_path)
    code = (
        "import os, signal; from cleantext.cli import work; work.Work.__call__ = lambda *_: os.kill(os.getpid(), 9);"
        "from cleantext.cli.app import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "-i", "--jobs", "2", str(pages)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr == "cleantext: a worker process was ended; files not yet done are as they were (try --jobs 1)\n"


def started(tmp_path: Path, *options: str) -> subprocess.Popen[str]:
    """A run of two processes over files that take some seconds, begun."""
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(60):
        (pages / f"{number:03}.txt").write_text(
            "".join(f"Line {number} {k} of the \u201clog\u201d\n" for k in range(8000))
        )
    run = [sys.executable, "-m", "cleantext", "-j2", *options, str(pages)]
    process = subprocess.Popen(
        run,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    time.sleep(2)
    return process


def test_interrupted_twice(tmp_path: Path) -> None:
    process = started(tmp_path, "-i")
    for _ in range(3):
        process.send_signal(signal.SIGINT)
        time.sleep(0.05)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert said == "cleantext: interrupted; every file is whole, those not yet done are as they were\n"
    texts = {path.read_text()[:40] for path in (tmp_path / "pages").glob("*.txt")}
    assert all(text.startswith("Line ") for text in texts)


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_the_first_process(tmp_path: Path, by: signal.Signals) -> None:
    process = started(tmp_path, "--check")
    process.send_signal(by)
    process.communicate(timeout=20)
    assert process.returncode == -by


LONG = "The bridge\u00a0on Mill Lane shuts on Monday for repairs, the council said.\n\n"


def test_a_long_file_goes_through_in_windows(tmp_path: Path) -> None:
    text = LONG * (windows.WHOLE * 5 // 4 // len(LONG))
    page = tmp_path / "long.txt"
    page.write_text(text)
    cleaned = text.replace("\u00a0", " ").rstrip("\n") + "\n"
    assert run(str(page)).stdout == cleaned
    assert run(stdin=text).stdout == cleaned
    done = run("-o", str(tmp_path / "out.txt"), str(page))
    assert (done.returncode, (tmp_path / "out.txt").read_text()) == (0, cleaned)
    assert run("-i", str(page)).stderr == "cleantext: 1 of 1 file changed\n"
    assert page.read_text() == cleaned
    assert run("-i", str(page)).stderr == "cleantext: 0 of 1 file changed\n"


def test_bytes_that_are_no_text_far_into_a_long_file(tmp_path: Path) -> None:
    page = tmp_path / "long.txt"
    data = b"words of a line\n" * (windows.WHOLE // 8) + b"\xff\n"
    page.write_bytes(data)
    done = run("-i", str(page))
    assert done.returncode == 2
    assert f"is not utf-8 (byte {len(data) - 2})" in done.stderr
    assert page.read_bytes() == data
    page.write_bytes(data.replace(b"\xff", b"\0"))
    assert "is binary" in run(str(page)).stderr


def test_the_filter_without_an_option_loads_little(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(LONG)
    code = (
        "import sys\nbefore = set(sys.modules)\nimport cleantext_cli\ntry: cleantext_cli.main()\n"
        "finally: print(*sorted(set(sys.modules) - before), file=sys.stderr)"
    )
    dear = {"typer", "typing", "importlib.util", "tomllib", "threading", "cleantext.cli.preview", "cleantext.atomic"}
    for arguments, stdin in (([str(page)], ""), ([], LONG)):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments], input=stdin, capture_output=True, text=True, cwd=tmp_path
        )
        assert done.stdout == LONG.replace("\u00a0", " ").rstrip("\n") + "\n"
        loaded = set(done.stderr.splitlines()[-1].split())
        assert "cleantext.chain" in loaded
        assert not loaded & (dear if arguments else {*dear, "pathlib"})


def test_plain_knows_the_commands() -> None:
    assert sorted(plain.COMMANDS) == sorted(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def test_completion_is_not_for_the_plain_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    assert plain.is_plain([])
    monkeypatch.setenv("_CLEANTEXT_COMPLETE", "complete_zsh")
    assert not plain.is_plain([])
