"""The command line, run as a user runs it."""

from __future__ import annotations

import json
import os
import pty
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PAGE = (
    "You are here\n\nSaid\u00a0Anna.\n\nAdvertisement\n\nThe bridge on Mill Lane shuts on Monday for repairs.\n\nPDF\n"
)
CLEAN = "Said Anna.\n\nThe bridge on Mill Lane shuts on Monday for repairs.\n"


def run(*args: str, stdin: str | bytes = "", cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    data = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [sys.executable, "-m", "cleantext", *args], input=data, capture_output=True, cwd=cwd, env={**os.environ, **env}
    )
    out, err = done.stdout.decode("utf-8", "surrogateescape"), done.stderr.decode("utf-8", "surrogateescape")
    assert "Traceback" not in err, err
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(PAGE)
    return path


def test_a_stream() -> None:
    done = run(stdin=PAGE)
    assert (done.stdout, done.stderr, done.returncode) == (CLEAN, "", 0)


def test_clean_is_the_default_and_can_be_named(page: Path) -> None:
    assert run(str(page)).stdout == run("clean", str(page)).stdout == CLEAN


def test_files_are_concatenated_and_dash_is_stdin(page: Path) -> None:
    assert run(str(page), "-", stdin="One.\n").stdout == CLEAN + "One.\n"


def test_diff_previews_and_writes_nothing(page: Path) -> None:
    done = run("--diff", str(page))
    assert done.returncode == 1
    assert done.stdout.startswith("--- a/")
    assert "-You are here\n" in done.stdout
    assert "+Said Anna.\n" in done.stdout
    assert page.read_text() == PAGE
    assert run("--diff", stdin=CLEAN).returncode == 0


def test_check_lists_and_says_by_its_code(page: Path, tmp_path: Path) -> None:
    (tmp_path / "clean.txt").write_text(CLEAN)
    done = run("--check", "page.txt", "clean.txt", cwd=tmp_path)
    assert (done.stdout, done.returncode) == ("page.txt\n", 1)
    assert run("--check", "clean.txt", cwd=tmp_path).returncode == 0


def test_check_with_diff_lists_on_stderr(page: Path, tmp_path: Path) -> None:
    done = run("--check", "--diff", "page.txt", cwd=tmp_path)
    assert done.stdout.startswith("--- a/page.txt\n")
    assert "page.txt: would change" in done.stderr


def test_in_place(page: Path) -> None:
    done = run("-i", str(page))
    assert (done.stdout, done.returncode) == ("", 0)
    assert "1 of 1 file changed" in done.stderr
    assert page.read_text() == CLEAN
    before = page.stat().st_mtime_ns
    assert run("-i", str(page)).returncode == 0
    assert page.stat().st_mtime_ns == before


def test_in_place_with_backup(page: Path) -> None:
    assert run("-i", "--backup", ".orig", str(page)).returncode == 0
    assert (page.parent / "page.txt.orig").read_text() == PAGE


def test_a_folder_in_place(page: Path, tmp_path: Path) -> None:
    (tmp_path / "code.py").write_text(PAGE)
    done = run("-iq", str(tmp_path))
    assert (done.stderr, done.returncode) == ("", 0)
    assert page.read_text() == CLEAN
    assert (tmp_path / "code.py").read_text() == PAGE


def test_output_and_output_dir(page: Path, tmp_path: Path) -> None:
    assert run("page.txt", "-o", "out.txt", cwd=tmp_path).returncode == 0
    assert (tmp_path / "out.txt").read_text() == CLEAN
    assert run("--output-dir", "new", ".", cwd=tmp_path).returncode == 0
    assert (tmp_path / "new" / "page.txt").read_text() == CLEAN


def test_lines_are_documents() -> None:
    assert run("--lines", stdin="Advertisement\n\na\u00a0 b\n").stdout == "\n\na b\n"


def test_line_ends_and_mark_stay() -> None:
    done = run(stdin=("\ufeff" + PAGE.replace("\n", "\r\n")).encode())
    assert done.stdout == "\ufeff" + CLEAN.replace("\n", "\r\n")
    assert run("--extend-select", "space.newlines", stdin=PAGE.replace("\n", "\r\n")).stdout == CLEAN


def test_json_is_an_object_an_edit(page: Path) -> None:
    done = run("--output-format", "json", str(page))
    edits = json.loads(done.stdout)
    assert done.returncode == 1
    assert edits[1] == {
        "file": str(page), "line": 3, "column": 5, "start": 18, "end": 19, "before": "\u00a0", "after": " ",
        "rules": ["space.no-break"], "risk": "none",
    }  # fmt: skip
    assert json.loads(run("--output-format", "json", stdin=CLEAN).stdout) == []


def test_stats_are_a_table_on_stderr(page: Path) -> None:
    done = run("--stats", str(page))
    assert done.stdout == CLEAN
    assert "space.no-break" in done.stderr


def test_selection() -> None:
    assert run("--select", "space", stdin=PAGE).stdout == PAGE.replace("\u00a0", " ")
    assert run("--select", "space.no-break,chrome.ad", stdin="Advertisement\nA\u00a0b\n").stdout == "A b\n"
    assert run("--ignore", "chrome", "--risk", "none", stdin=PAGE).stdout == PAGE.replace("\u00a0", " ")


def test_config_and_isolated(tmp_path: Path) -> None:
    (tmp_path / "cleantext.toml").write_text('ignore = ["space"]\n')
    assert run(stdin="a\u00a0b\n", cwd=tmp_path).stdout == "a\u00a0b\n"
    assert run("--isolated", stdin="a\u00a0b\n", cwd=tmp_path).stdout == "a b\n"
    assert "cleantext.toml" in run("--show-settings", cwd=tmp_path).stdout


def test_files_from(page: Path, tmp_path: Path) -> None:
    assert run("--files-from", "-", stdin=f"{page}\n").stdout == CLEAN
    assert run("--files-from", "-", "-0", "--show-files", stdin=f"{page}\0").stdout == f"{page}\n"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["none.txt"], "none.txt: cannot be read: No such file or directory"),
        (["-i"], "-i, -p and --output-dir need files"),
        (["."], ". is a folder; add -i"),
        (["-i", "-o", "x", "a"], "choose one of"),
        (["--diff", "-i", "a"], "--diff and --check write nothing"),
        (["--profile", "wed"], "unknown profile 'wed'; did you mean 'web'?"),
        (["--select", "chrme"], "no rule or family 'chrme'; did you mean 'chrome'?"),
        (["--config", "none.toml"], "cannot be read"),
        (["--backup", ".x"], "--backup needs -i"),
        (["-0"], "-0 needs --files-from"),
        (["--encoding", "klingon"], "there is no such encoding"),
        (["ruels"], "did you mean 'rules'?"),
        (["--dif"], "--dif"),
        (["rules", "show", "glue.nam"], "did you mean 'glue.name'?"),
    ],
)
def test_what_a_user_gets_wrong_is_one_line_and_exit_2(args: list[str], message: str, tmp_path: Path) -> None:
    done = run(*args, stdin="x\n", cwd=tmp_path)
    assert message in done.stderr
    assert done.returncode == 2
    assert done.stdout == ""


@pytest.mark.parametrize("args", [["--profile", "wed"], ["--select", "chrme"]])
def test_a_config_is_not_blamed_for_what_the_command_line_says(args: list[str], tmp_path: Path) -> None:
    (tmp_path / "cleantext.toml").write_text('profile = "web"\nselect = ["space"]\n')
    done = run(*args, stdin="x\n", cwd=tmp_path)
    assert done.returncode == 2
    assert "did you mean" in done.stderr
    assert "cleantext.toml" not in done.stderr


def test_one_bad_file_stops_no_other(page: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes("Der Bär läuft über die Brücke.".encode("latin-1"))
    (tmp_path / "bin.txt").write_bytes(b"\0\1")
    done = run("-i", "bad.txt", "bin.txt", "none.txt", "page.txt", cwd=tmp_path)
    assert done.returncode == 2
    assert page.read_text() == CLEAN
    assert "bad.txt: is not utf-8" in done.stderr
    assert "--encoding" in done.stderr
    assert "bin.txt: is binary" in done.stderr
    assert "1 of 1 file changed, 3 failed" in done.stderr
    assert (tmp_path / "bad.txt").read_bytes() == "Der Bär läuft über die Brücke.".encode("latin-1")


def test_a_given_encoding_is_read_and_written(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("café  noir\n".encode("latin-1"))
    assert run("-i", "--encoding", "latin-1", str(path)).returncode == 0
    assert path.read_bytes() == "café noir\n".encode("latin-1")


def test_utf_16_in_place_and_its_diff(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    data = "\ufeffa\u00a0b \u0a0a\r\nc\r\n".encode("utf-16-le")
    path.write_bytes(data)
    diff = subprocess.run(
        [sys.executable, "-m", "cleantext", "--diff", "a.txt"], cwd=tmp_path, capture_output=True
    ).stdout
    assert run("-i", str(path)).returncode == 0
    cleaned = path.read_bytes()
    assert cleaned == "\ufeffa b \u0a0a\r\nc\r\n".encode("utf-16-le")
    subprocess.run(["patch", "--binary", "-R", "a.txt"], input=diff, cwd=tmp_path, check=True, capture_output=True)
    assert path.read_bytes() == data


def test_a_closed_pipe_is_silent(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    big.write_text("The bridge on Mill Lane shuts on Monday for repairs.\n" * 40_000)
    done = subprocess.run(
        f"{sys.executable} -m cleantext {big} | head -n 1", shell=True, capture_output=True, text=True
    )
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1


@pytest.mark.parametrize("options", [(), ("--diff",)])
def test_unbuffered_stdout_takes_all_or_says_that_it_cannot(options: tuple[str, ...], tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    big.write_text("The bridge on  Mill Lane shuts on Monday for repairs.\n" * 6_000)
    command = [sys.executable, "-m", "cleantext", *options, str(big)]
    unbuffered = {**os.environ, "PYTHONUNBUFFERED": "1"}
    whole = subprocess.run(command, capture_output=True)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))

    with open(tmp_path / "out", "wb") as out:
        done = subprocess.run(
            command, stdout=out, stderr=subprocess.PIPE, text=True, env=unbuffered, preexec_fn=limited
        )
    assert done.returncode == 2
    assert done.stderr == "cleantext: stdout: cannot be written: File too large\n"
    assert subprocess.run(command, capture_output=True, env=unbuffered).stdout == whole.stdout
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=unbuffered)
    assert process.stdout
    assert process.stderr
    process.stdout.read(1)
    process.stdout.close()
    assert (process.wait(), process.stderr.read()) == (141, b"")
    process.stderr.close()


def test_ctrl_c_is_a_line_and_130(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    process = subprocess.Popen([sys.executable, "-m", "cleantext", str(fifo)], stderr=subprocess.PIPE)
    writer = os.open(fifo, os.O_WRONLY)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    os.close(writer)
    assert process.returncode == 130
    assert b"interrupted" in err
    assert b"Traceback" not in err


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("broken", ["2>&-", "2> /dev/full"])
def test_counts_that_cannot_be_shown_are_no_fault(broken: str, unbuffered: str) -> None:
    command = f"echo 'a  b' | {sys.executable} -m cleantext --stats {broken}"
    done = subprocess.run(
        ["sh", "-c", command], capture_output=True, env={**os.environ, "PYTHONUNBUFFERED": unbuffered}
    )
    assert (done.stdout, done.returncode) == (b"a b\n", 0)


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("options", [(), ("--diff",), ("--check",), ("rules", "show", "glue.name")])
def test_a_full_disk_behind_stdout_is_a_line_and_2(options: tuple[str, ...], unbuffered: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a  b\n")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cleantext", *options, *(["a.txt"] if "rules" not in options else [])],
            stdout=full, stderr=subprocess.PIPE, text=True, cwd=tmp_path, env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        )  # fmt: skip
    assert done.returncode == 2
    assert "No space left on device" in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "> /dev/full"])
def test_closed_or_broken_streams_are_no_traceback(closed: str, tmp_path: Path) -> None:
    done = subprocess.run(
        f"echo 'a  b' | {{ {sys.executable} -m cleantext {closed}; echo $? >&2; }}",
        shell=True,
        capture_output=True,
        text=True,
    )
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert done.stderr.endswith("0\n" if closed == "2>&-" else "2\n")


def on_a_terminal(*args: str, cwd: Path) -> str:
    """What a terminal of 80 columns receives."""
    parent, child = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "cleantext", *args], stdin=child, stdout=child, stderr=child, cwd=cwd,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "80"},
    )  # fmt: skip
    os.close(child)
    seen = b""
    while True:
        try:
            piece = os.read(parent, 4096)
        except OSError:
            break
        if not piece:
            break
        seen += piece
    process.wait(20)
    os.close(parent)
    return seen.decode().replace("\r\n", "\n")


def test_alone_on_a_terminal_it_helps_instead_of_waiting(tmp_path: Path) -> None:
    screen = on_a_terminal(cwd=tmp_path)
    assert screen.count("cleantext") >= 4
    assert "--diff" in screen


def test_a_drawn_diff_names_rules_and_obeys_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[2Jb.txt"
    path.write_text("Use [bold] tags, //img[@src][1] and :wave: codes\u00a0now.\x1b[31m\x9b31m \n")
    screen = on_a_terminal("--diff", "--color", "never", path.name, cwd=tmp_path)
    assert "\x1b" not in screen
    assert "\x9b" not in screen
    assert "Use [bold] tags, //img[@src][1] and :wave: codes" in screen
    assert "⟦NBSP⟧" in screen
    assert "⟦ESC⟧" in screen
    assert "space.no-break" in screen
    colored = on_a_terminal("--diff", path.name, cwd=tmp_path)
    assert "\x1b[31m" in colored
    assert "\x1b[2J" not in colored
    assert "\x9b" not in colored


def test_names_are_quoted_in_a_piped_diff_as_git_does(tmp_path: Path) -> None:
    (tmp_path / "a\nb.txt").write_text("x \n")
    assert run("--diff", "a\nb.txt", cwd=tmp_path).stdout.startswith('--- "a/a\\nb.txt"\n+++ "b/a\\nb.txt"\n')


def test_init_writes_a_config_that_can_be_read(tmp_path: Path) -> None:
    assert run("init", cwd=tmp_path).returncode == 0
    assert run("--show-settings", cwd=tmp_path).returncode == 0
    again = run("init", cwd=tmp_path)
    assert (again.returncode, "already there" in again.stderr) == (2, True)


def test_every_line_of_the_init_template_is_valid_when_uncommented(tmp_path: Path) -> None:
    from cleantext.cli.init import TEMPLATE
    from cleantext.config import read_config

    lines = [line.removeprefix("# ") for line in TEMPLATE.split("\n")]
    drop = ("cleantext reads", "from the current", "packs =", "extend =")
    (tmp_path / "cleantext.toml").write_text("\n".join(line for line in lines if not line.startswith(drop)))
    assert read_config(tmp_path / "cleantext.toml").options == {"glue": {"keep": ["HarperCollins"]}}


def test_rules_list_show_test(tmp_path: Path) -> None:
    assert "glue.name" in run("rules", "list").stdout
    shown = run("rules", "show", "space.no-break").stdout
    assert "turn off: --ignore space.no-break" in shown
    done = run("rules", "test")
    assert (done.returncode, "0 faults" in done.stderr) == (0, True)
    pack = tmp_path / "p.toml"
    pack.write_text(
        '[[rule]]\nid = "chrome.x"\nkind = "line"\nwhy = "x"\nmatch = "^x$"\nkeep = ["x\\n"]\nexamples = [{ before = "y", after = "" }]\n'
    )
    done = run("rules", "test", str(pack))
    assert done.returncode == 1
    assert "missed: chrome.x" in done.stdout
    assert "noisy: chrome.x" in done.stdout


def test_rules_test_says_why_a_rule_lost_its_edits(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        '[[rule]]\nid = "space.mine"\nkind = "replace"\nmatch = "foo"\nwith = "bar"\nwhy = "x"\n'
        'examples = [{ before = "foo\\n", after = "bar\\n" }]\nkeep = ["x\\n"]\n'
    )
    done = run("rules", "test", "mine.toml", cwd=tmp_path)
    assert done.returncode == 1
    assert "rule space.mine broke its promise at 'foo' and lost its edits" in done.stderr


def test_version_and_help() -> None:
    assert run("--version").stdout.startswith("cleantext ")
    done = run("--help")
    assert "--in-place" in done.stdout
    assert "rules" in done.stdout


def test_an_empty_path_is_no_folder(page: Path, tmp_path: Path) -> None:
    done = run("-i", "", cwd=tmp_path)
    assert (done.returncode, "a path is empty" in done.stderr) == (2, True)
    assert page.read_text() == PAGE


def test_a_backup_is_never_written_over_and_keeps_its_time(page: Path) -> None:
    backup = page.with_name("page.txt.orig")
    backup.write_text("IMPORTANT")
    done = run("-i", "--backup", ".orig", str(page))
    assert (done.returncode, "its backup page.txt.orig is there already" in done.stderr) == (2, True)
    assert (page.read_text(), backup.read_text()) == (PAGE, "IMPORTANT")
    backup.unlink()
    os.utime(page, ns=(10**18, 10**18))
    assert run("-i", "--backup", ".orig", str(page)).returncode == 0
    assert backup.stat().st_mtime_ns == 10**18


@pytest.mark.parametrize("glob", ["!", "", "/", "a\nb"])
def test_a_bad_glob_is_one_line(glob: str, page: Path, tmp_path: Path) -> None:
    done = run("--include", glob, "--diff", ".", cwd=tmp_path)
    assert (done.returncode, "bad glob" in done.stderr) == (2, True)


def test_markdown_line_breaks_stay(tmp_path: Path) -> None:
    for name, kept in (("a.md", "one  \ntwo\n"), ("a.txt", "one\ntwo\n")):
        (tmp_path / name).write_text("one  \ntwo\n")
        assert run("-q", "-i", name, cwd=tmp_path).returncode == 0
        assert (tmp_path / name).read_text() == kept


def test_texts_of_two_encodings_are_not_joined(page: Path, tmp_path: Path) -> None:
    (tmp_path / "wide.txt").write_bytes("\ufeffa\n".encode("utf-16-le"))
    done = run(str(page), "wide.txt", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, CLEAN)
    assert "clean it on its own" in done.stderr


def test_the_same_file_is_taken_once(page: Path, tmp_path: Path) -> None:
    assert run("page.txt", "./page.txt", cwd=tmp_path).stdout == CLEAN


def test_per_file_globs_are_seen_from_the_folder_of_the_config(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text("a  b\n")
    (tmp_path / "cleantext.toml").write_text('[[per-file]]\nglob = "docs/*.txt"\nignore = ["space"]\n')
    for folder, path in ((tmp_path, "docs/a.txt"), (tmp_path / "docs", "a.txt")):
        assert run("--check", path, cwd=folder).returncode == 0


def test_file_names_on_a_terminal_are_drawn(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[31m.txt").write_text("a  b\n")
    for option in ("--check", "--show-files"):
        assert "\x1b[31m" not in on_a_terminal(option, ".", cwd=tmp_path)


def test_html_is_turned_into_text_first(tmp_path: Path) -> None:
    page = "<!DOCTYPE html><html><body><p>You are here</p><h1>Ferry</h1><p>It\u2019s late &amp; dark.</p></body></html>"
    pytest.importorskip("html_text", reason="the extra html is not installed")
    assert run("--html", stdin=page).stdout.split("\n")[-2:] == ["It's late & dark.", ""]
    assert "<" not in run("--html", stdin=page).stdout
    assert "--html turns it into text first" in run(stdin=page).stderr
    (tmp_path / "a.txt").write_text(page)
    assert run("--html", "-i", "a.txt", cwd=tmp_path).returncode == 2
