"""What docs/security.md promises about input, packs and configs of other people. Each test is named there."""

from __future__ import annotations

import json
import os
import pty
import re
import resource
import select
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cleantext import Cleaner, bounds
from cleantext.config import EXTENDS_MAX, read_config
from cleantext.errors import ConfigError, Overgrown, PatternTimeout
from cleantext.learn.pack import names
from cleantext.learn.propose import Site
from cleantext.packs import RULES_MAX, TOML_MAX, read_pack
from tests.conftest import PROJECT

SECONDS, MEGABYTES = 20, 600
"""What a hostile input may take here; benchmarks/limits.py measures what it takes."""
EVIL = "\x1b]0;owned\x07\x1b[31m\u202e\u2066\U000e0041\x9b31m"
OBEYED = re.compile("[\x07\x1b\x9b\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
RULE = '[[rule]]\nid = "space.mine"\nkind = "replace"\nwhy = "x"\nrisk = "none"\nmatch = {match}\nwith = {new}\n'


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20, MEGABYTES << 20))


def cleantext(*arguments: str | bytes, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The program with bounded memory and time.

    The bound is one of address space, of which each thread's heap of the C library reserves 64 MB: one heap has to do.
    """
    return subprocess.run(
        [sys.executable, "-m", "cleantext", *arguments], cwd=cwd, input=stdin, capture_output=True, timeout=SECONDS * 6,
        preexec_fn=limited, env={**os.environ, "PYTHONPATH": str(PROJECT), "MALLOC_ARENA_MAX": "1"},
    )  # fmt: skip


def on_a_terminal(*arguments: str, cwd: Path, answers: bytes = b"") -> str:
    """What the program draws on a terminal without colours."""
    leader, follower = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "TERM": "dumb", "NO_COLOR": "1", "PAGER": "cat"}
    process = subprocess.Popen(
        [sys.executable, "-m", "cleantext", *arguments], cwd=cwd, stdin=follower, stdout=follower, stderr=follower, env=environment
    )  # fmt: skip
    os.close(follower)
    os.write(leader, answers)
    drawn = b""
    end = time.monotonic() + SECONDS * 3
    while time.monotonic() < end:
        if select.select([leader], [], [], 0.2)[0]:
            try:
                piece = os.read(leader, 1 << 16)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            drawn += piece
        elif process.poll() is not None:
            break
    process.wait(SECONDS)
    os.close(leader)
    return drawn.decode("utf-8", "replace")


def refused(done: subprocess.CompletedProcess[bytes], *words: str) -> None:
    """In one line that holds the words, with exit code 2."""
    said = done.stderr.decode()
    assert done.returncode == 2, said
    assert "Traceback" not in said
    assert all(line.startswith("cleantext: ") for line in said.splitlines()), said
    assert all(word in said for word in words), said


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A repository with a text in it, and a secret beside it."""
    folder = tmp_path / "clone"
    (folder / ".git").mkdir(parents=True)
    (folder / "a.txt").write_text("a  b\n")
    (tmp_path / "secret.toml").write_text('profile = "minimal"\nignore = ["space"]\n')
    return folder


# what is drawn


@pytest.mark.parametrize(
    "arguments",
    [
        ["--diff"], ["--diff", "--side-by-side"], ["--diff", "--diff-format", "word"], ["--diff", "--diff-format", "unified"], ["--check"], ["-p"],
        ["--output-format", "json"], ["--output-format", "github"], ["--output-format", "sarif"], ["--stats", "-o", "/dev/null"], ["--show-files"],
    ],
)  # fmt: skip
def test_nothing_in_a_name_or_a_text_is_obeyed_by_the_terminal(arguments: list[str], tmp_path: Path) -> None:
    name = f"x{EVIL}\n.txt"
    (tmp_path / name).write_text(f"a {EVIL}  b\u00a0{EVIL}\n", "utf-8")
    drawn = on_a_terminal(*arguments, "--isolated", name, cwd=tmp_path, answers=b"?\nr\n1\ny\nq\n")
    assert "x" in drawn
    assert not OBEYED.search(drawn), OBEYED.findall(drawn)


@pytest.mark.parametrize(
    "arguments",
    [["rules", "list"], ["rules", "show", "chrome.mine"], ["rules", "test", "p.toml"], ["explain", "a.txt:1"], ["--diff", "a.txt"], ["--stats", "-o", "/dev/null", "a.txt"], ["--show-settings"]],
)  # fmt: skip
def test_nothing_in_a_pack_is_obeyed_by_the_terminal(arguments: list[str], tree: Path) -> None:
    evil = EVIL.encode("ascii", "backslashreplace").decode().replace("\\x", "\\u00")
    rule = f'[[rule]]\nid = "chrome.mine"\nkind = "line"\nwhy = "x{evil}"\nmatch = "^a b$|{evil}"\nexamples = [{{ before = "a b{evil}\\n\\nx\\n", after = "{evil}" }}]\n'
    (tree / "p.toml").write_text(rule)
    (tree / "cleantext.toml").write_text('packs = ["p.toml"]\n')
    (tree / "a.txt").write_text("a b\n\nThe ferry  sails at noon.\n")
    drawn = on_a_terminal(*arguments, cwd=tree)
    assert "Traceback" not in drawn
    assert not OBEYED.search(drawn), OBEYED.findall(drawn)


def test_nothing_in_an_error_is_obeyed_by_the_terminal(tree: Path) -> None:
    (tree / "cleantext.toml").write_text('profile = "\\u001b[31m\\u202e"\n')
    drawn = on_a_terminal("a.txt", cwd=tree)
    assert "unknown profile" in drawn
    assert not OBEYED.search(drawn)


@pytest.mark.parametrize("command", ["corpus", "corpus --learn", "learn", "--jsonl"])
def test_nothing_in_records_is_obeyed_by_the_terminal(command: str, tmp_path: Path) -> None:
    """Names of files and of fields, values, sites, texts, reasons."""
    needed = "duckdb" if "learn" in command else "json"
    pytest.importorskip(needed)
    name = f"x{EVIL}\n.jsonl"
    rows = [
        {"text": f"Menu {EVIL}\n\nThe ferry\u00a0sails.\n\nEnd{EVIL}\n", "site": f"s{EVIL}", f"f{EVIL}": i}
        for i in range(5)
    ]
    lines = [*map(json.dumps, rows), EVIL, json.dumps({"text": 1, "site": EVIL}), json.dumps({f"f{EVIL}": 1})]
    (tmp_path / name).write_text("\n".join(lines), "utf-8")
    (tmp_path / "head.csv").write_text(f"f{EVIL},n\n1,2\n", "utf-8")
    asked = {
        "corpus": [["corpus", "-w", "1", name, "out.jsonl"], ["corpus", "head.csv", "out.csv"]],
        "corpus --learn": [["corpus", "-w", "1", "--learn", "--by", "site", name, "out.jsonl"], ["corpus", "--learn", "--field", f"f{EVIL}", name, "b.jsonl"]],
        "learn": [["learn", "--by", "site", "-o", f"packs{EVIL}", name], ["learn", "--by", f"f{EVIL}", "-o", "p", name]],
        "--jsonl": [["--jsonl", f"f{EVIL}", "-o", "/dev/null", name], ["--jsonl", "no", name]],
    }[command]  # fmt: skip
    for arguments in asked[: 1 if command == "--jsonl" else 2]:
        drawn = on_a_terminal(*arguments, cwd=tmp_path, answers=b"a\nq\n")
        assert "cleantext: " in drawn
        assert "Traceback" not in drawn
        assert not OBEYED.search(drawn), OBEYED.findall(drawn)


@pytest.mark.parametrize("name", ["-i", "--version", "-", "a\nb.txt", " .txt", "a:1", "undo", b"\xff\xfe.txt"])
def test_names_that_mislead(name: str | bytes, tmp_path: Path) -> None:
    raw = os.fsencode(name)
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + raw)).write_bytes(b"a  b\n")
    assert cleantext("--isolated", "-q", "-i", "--", b"./" + raw, cwd=tmp_path).returncode == 0
    assert Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + raw)).read_bytes() == b"a b\n"
    listed = cleantext("--isolated", "--check", "--files-from", "-", "-0", cwd=tmp_path, stdin=b"./" + raw + b"\0")
    assert listed.returncode == 0


# packs and configs of other people

WATCH = """
import sys
def hook(event, arguments):
    if event.split(".")[0] in ("socket", "subprocess", "ctypes", "pty") or event in ("os.system", "os.exec", "os.posix_spawn", "os.fork", "os.forkpty"):
        print("WATCHED", event, file=sys.stderr)
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        print("WATCHED write", arguments[0], file=sys.stderr)
sys.addaudithook(hook)
sys.argv[0] = "cleantext"
from cleantext.cli.app import main
main()
"""


def test_a_pack_and_a_config_run_no_code_and_reach_no_network(tree: Path) -> None:
    (tree / "p.toml").write_text(
        RULE.format(match='"  +"', new='" "')
        + '[[rule]]\nid = "space.two"\nkind = "fixer"\nwhy = "x"\nfixer = "trailing"\n'
    )
    (tree / "cleantext.toml").write_text('profile = "minimal"\npacks = ["p.toml"]\n')
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", WATCH, "a.txt"]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, env=environment)
    assert (done.stdout, done.returncode) == ("a b\n", 0)
    assert "WATCHED" not in done.stderr


@pytest.mark.parametrize("fixer", ["os", "__init__", "../x", "os.path", "mask.build", "", "cleantext.fixers.mask", "é"])
def test_a_pack_names_no_code_but_fixers(fixer: str, tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text(f'[[rule]]\nid = "space.x"\nkind = "fixer"\nwhy = "x"\nfixer = "{fixer}"\n')
    with pytest.raises(ConfigError, match="there is no fixer"):
        read_pack(path)


@pytest.mark.parametrize("place", ["../secret.toml", "/etc/passwd", "link.toml", "up/secret.toml"])
@pytest.mark.parametrize("key", ["extend", "packs"])
def test_a_config_that_was_found_reads_nothing_outside_of_its_repository(key: str, place: str, tree: Path) -> None:
    (tree / "link.toml").symlink_to("../secret.toml")
    (tree / "up").symlink_to("..")
    value = f'"{place}"' if key == "extend" else f'["{place}"]'
    (tree / "cleantext.toml").write_text(f"{key} = {value}\n")
    refused(cleantext("a.txt", cwd=tree), "lies outside of", place)
    (tree / "cleantext.toml").unlink()
    (tree / "cleantext.toml").symlink_to("../secret.toml")
    refused(cleantext("a.txt", cwd=tree), "lies outside of")


def test_a_config_in_a_repository_may_extend_one_above_it(tree: Path) -> None:
    (tree / "sub").mkdir()
    (tree / "cleantext.toml").write_text('profile = "minimal"\n')
    (tree / "sub" / "cleantext.toml").write_text('extend = "../cleantext.toml"\n')
    done = cleantext("--show-settings", cwd=tree / "sub")
    assert b"profile: minimal\n" in done.stdout


def test_a_config_that_was_named_may_extend_any(tree: Path) -> None:
    (tree / "cleantext.toml").write_text('extend = "../secret.toml"\n')
    assert cleantext("--config", "cleantext.toml", "a.txt", cwd=tree).stdout == b"a  b\n"


@pytest.mark.parametrize("place", ["pipe", "/dev/zero", "socket", "."])
@pytest.mark.parametrize("key", ["extend", "packs"])
def test_a_config_opens_no_pipe_and_no_device(key: str, place: str, tree: Path) -> None:
    os.mkfifo(tree / "pipe")
    with socket.socket(socket.AF_UNIX) as end:
        here = os.getcwd()
        os.chdir(tree)
        end.bind("socket")
        os.chdir(here)
    value = f'"{place}"' if key == "extend" else f'["{place}"]'
    (tree / "cleantext.toml").write_text(f"{key} = {value}\n")
    refused(cleantext("a.txt", cwd=tree), place)
    refused(cleantext("--config", "cleantext.toml", "a.txt", cwd=tree), place)


HOSTILE = {
    "a pattern that calls itself": (RULE.format(match='"(?R)"', new='" "'), "calls itself"),
    "a group that calls itself": (RULE.format(match='"(a|(?1)b)(?1)"', new='" "'), "calls itself"),
    "counted repeats": (RULE.format(match='"(?:(?:a{300}){300}){300}"', new='" "'), "repeats too much"),
    "counted repeats of repeats": (RULE.format(match='"a{99999999999999999999}"', new='" "'), "repeats too much"),
    "writes without measure": (RULE.format(match='" "', new=f'"{" " * 100_000}"'), "writes 100,000"),
    "bad escape": (RULE.format(match='" "', new='"\\\\q"'), "bad with"),
    "no such group": (RULE.format(match='" "', new='"\\\\7"'), "no group"),
    "bad pattern": (RULE.format(match='"("', new='""'), "bad pattern"),
    "empty trigger": (RULE.format(match='" "', new='""') + 'trigger = [""]\n', "trigger is empty"),
    "bad pattern of a mask": (
        '[[rule]]\nid = "mask.x"\nkind = "fixer"\nwhy = "x"\nfixer = "mask"\noptions = { match = "(", placeholder = "x" }\n',
        "bad pattern",
    ),
    "too many rules": ("[[rule]]\n" * (RULES_MAX + 1), "rules; more than"),
    "too large": ("#" * (TOML_MAX + 1), "larger than"),
    "nested": ("a = " + "[" * 100_000, "bad TOML"),
    "no TOML": ("\x00", "bad TOML"),
    "an id that is none": (RULE.format(match='" "', new='""').replace("space.mine", "../../x"), "id must be"),
    "an id of a shipped rule": (
        RULE.format(match='" "', new='""').replace("space.mine", "space.trailing"),
        "is already in",
    ),
    "an unknown key": (RULE.format(match='" "', new='""') + 'exec = "rm"\n', "unknown key"),
    "an unknown kind": ('[[rule]]\nid = "a.b"\nkind = "python"\nwhy = "x"\n', "unknown kind"),
}


@pytest.mark.parametrize(("content", "word"), HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_pack_is_refused(content: str, word: str, tree: Path) -> None:
    (tree / "p.toml").write_text(content)
    (tree / "cleantext.toml").write_text('profile = "minimal"\npacks = ["p.toml"]\n')
    refused(cleantext("-i", "a.txt", cwd=tree), "p.toml", word)
    assert (tree / "a.txt").read_text() == "a  b\n"


@pytest.mark.parametrize("kind", ["replace", "line", "mask"])
def test_a_pattern_has_its_time_for_a_document_and_not_for_each_search(
    kind: str, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "TIME_LIMIT", 0.3)
    slow = "(a|aa)+$(?<!a)"
    (tree / "p.toml").write_text(
        {
            "replace": RULE.format(match=f"'{slow}'", new='" "'),
            "line": f"[[rule]]\nid = 'chrome.mine'\nkind = 'line'\nwhy = 'x'\nrisk = 'none'\nmatch = '{slow}'\n",
            "mask": f"[[rule]]\nid = 'mask.mine'\nkind = 'fixer'\nwhy = 'x'\nrisk = 'none'\nfixer = 'mask'\noptions = {{ match = '{slow}', placeholder = 'X' }}\n",
        }[kind]
    )
    cleaner = Cleaner("minimal", packs=[str(tree / "p.toml")])
    lines = "".join("a" * n + "b\n" for n in range(20, 38)) * 20
    began = time.monotonic()
    with pytest.raises(PatternTimeout, match=r"p\.toml, rule \w+\.mine: pattern took over"):
        cleaner.clean(lines)
    assert time.monotonic() - began < SECONDS
    assert cleaner.clean("The ferry sails.\n").text == "The ferry sails.\n"  # the next document has its own time


def test_many_patterns_have_their_time_together(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "TIME_LIMIT_ALL", 0.01)
    rule = RULE.format(match='"a{}b"', new='" "')
    (tree / "p.toml").write_text("".join(rule.replace("mine", f"r{i}").replace("{}", str(i)) for i in range(400)))
    cleaner = Cleaner("minimal", packs=[str(tree / "p.toml")])
    with pytest.raises(PatternTimeout, match=r"p\.toml, rule space\.r\d+: patterns took over 0\.01 s together"):
        cleaner.clean("a1 a2 a3 a4 a5 b\n" * 40_000)


def test_a_text_does_not_grow_without_measure(tree: Path) -> None:
    (tree / "p.toml").write_text(RULE.format(match='" "', new=f'"{" " * 500}"'))
    cleaner = Cleaner(select=["space.mine"], packs=[str(tree / "p.toml")])
    with pytest.raises(Overgrown, match=r"rule space\.mine would make the text grow"):
        cleaner.clean("a b\n" * 10)


def test_extend_ends(tree: Path) -> None:
    (tree / "cleantext.toml").write_text('extend = "cleantext.toml"\n')
    refused(cleantext("a.txt", cwd=tree), "goes round in a circle")
    for i in range(EXTENDS_MAX + 5):
        (tree / f"{i}.toml").write_text(f'extend = "{i + 1}.toml"\n')
    with pytest.raises(ConfigError, match="extend leads through more than"):
        read_config(tree / "0.toml")


# where runs over many files write


@pytest.mark.parametrize(
    "name", [".out.jsonl.part", ".out.jsonl.rejected.part", ".out.jsonl.journal.new", ".out.jsonl.gz.packed"]
)
@pytest.mark.parametrize("what", ["link", "pipe"])
def test_a_run_over_records_opens_no_link_and_no_pipe_of_its_own(name: str, what: str, tree: Path) -> None:
    (tree / "in.jsonl").write_text('{"text": "a  b"}\n')
    target = "out.jsonl.gz" if ".gz" in name else "out.jsonl"
    if what == "link":
        (tree / name).symlink_to("../secret.toml")
    else:
        os.mkfifo(tree / name)
    before = (tree.parent / "secret.toml").read_bytes()
    said = "Too many levels of symbolic links" if what == "link" else "No such device or address"
    refused(cleantext("corpus", "-q", "-w", "1", "in.jsonl", target, cwd=tree), said)
    assert (tree.parent / "secret.toml").read_bytes() == before
    (tree / name).unlink()
    assert cleantext("corpus", "-q", "-w", "1", "in.jsonl", target, cwd=tree).returncode == 0


@pytest.mark.parametrize("note", ["[]", "1", "{}", "[" * 100_000, '{"totals": 1}', "\xff", "/dev/zero", "pipe"])
def test_a_journal_or_an_index_of_packs_that_is_none_is_refused(note: str, tree: Path) -> None:
    pytest.importorskip("duckdb")
    (tree / "in.jsonl").write_text('{"text": "a  b"}\n')
    (tree / "out.jsonl.packs").mkdir()
    for path in (tree / ".out.jsonl.journal", tree / "out.jsonl.packs" / "sites.json"):
        if note == "pipe":
            os.mkfifo(path)
        elif note == "/dev/zero":
            path.symlink_to(note)
        else:
            path.write_text(note, "latin-1")
    refused(cleantext("corpus", "-q", "--learn", "in.jsonl", "out.jsonl", cwd=tree), "out.jsonl.packs")
    assert cleantext("corpus", "-q", "in.jsonl", "out.jsonl", cwd=tree).returncode == 0
    assert (tree / "out.jsonl").read_text() == '{"text": "a b"}\n'


@pytest.mark.parametrize(
    ("command", "link"),
    [("corpus", "file"), ("corpus", "folder"), ("learn", "file"), ("--output-dir", "file"), ("--output-dir", "folder")],
)
def test_a_folder_of_results_does_not_lead_out_of_itself(command: str, link: str, tree: Path) -> None:
    outside = tree.parent / "outside"
    outside.mkdir()
    rows = "".join(json.dumps({"text": f"Menu\n\nStory {i}.\n", "site": "a"}) + "\n" for i in range(5))
    (tree / "in" / "deep").mkdir(parents=True)
    (tree / "in" / "deep" / "a.jsonl").write_text(rows)
    (tree / "in" / "deep" / "a.txt").write_text("a  b\n")
    (tree / "out").mkdir()
    arguments, name = {
        "corpus": (["corpus", "-q", "-w", "1", "in", "out"], "deep/a.jsonl"),
        "learn": (["learn", "--yes", "--by", "site", "-o", "out", "in/deep/a.jsonl"], "a.toml"),
        "--output-dir": (["--output-dir", "out", "in"], "in/deep/a.txt"),
    }[command]
    if command == "learn":
        pytest.importorskip("duckdb")
    place = tree / "out" / (name if link == "file" else name.partition("/")[0])
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(outside / "there" if link == "file" else outside)
    refused(cleantext(*arguments, cwd=tree), "would be written outside of out")
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize(
    "site", ["../../x", "/etc/passwd", "..", "", "a\0b", "a\nb", EVIL, "x" * 5000, "\udcff", "a/../../b"]
)
def test_the_name_of_a_site_leads_nowhere(site: str) -> None:
    (name,) = names([Site(site, 3, ())])
    assert re.fullmatch("[a-z][a-z0-9-]{0,99}", name)


def test_a_report_is_not_written_over_the_records(tree: Path) -> None:
    (tree / "in.jsonl").write_text('{"text": "a  b"}\n')
    (tree / "r.json").symlink_to("in.jsonl")
    refused(cleantext("corpus", "--report", "r.json", "in.jsonl", "out.jsonl", cwd=tree), "would overwrite a file")
    assert (tree / "in.jsonl").read_text() == '{"text": "a  b"}\n'


def test_records_come_from_no_pipe_without_a_writer_and_no_device(tree: Path) -> None:
    os.mkfifo(tree / "pipe.jsonl")
    refused(cleantext("corpus", "pipe.jsonl", "out.jsonl", cwd=tree), "pipe.jsonl: is no regular file")
    refused(cleantext("corpus", ".", "../out", cwd=tree), "holds no file that ends in")
    refused(cleantext("--jsonl", "text", "/dev/zero", cwd=tree), "/dev/zero: is a device")
    pytest.importorskip("duckdb")
    done = cleantext("learn", "--by", "site", "-o", "out", "/dev/zero", cwd=tree)
    refused(done, "/dev/zero: is a device")


# too much


def test_special_files_do_not_hold_a_run_up(tree: Path) -> None:
    os.mkfifo(tree / "pipe.txt")
    (tree / "self.txt").symlink_to("self.txt")
    (tree / "up").symlink_to("..")
    assert cleantext("-i", ".", cwd=tree).returncode == 0
    assert (tree / "a.txt").read_text() == "a b\n"
    refused(cleantext("-i", "pipe.txt", cwd=tree), "pipe.txt: is no regular file")
    refused(cleantext("self.txt", cwd=tree), "self.txt: cannot be read: Too many levels")
    refused(cleantext("/dev/zero", cwd=tree), "/dev/zero: is a device that gives over 64 MiB")
    refused(cleantext("--config", "/dev/zero", "a.txt", cwd=tree), "larger than")


def test_deep_folders(tmp_path: Path) -> None:
    here = os.getcwd()
    try:
        os.chdir(tmp_path)
        for _ in range(1200):
            os.mkdir("d")
            os.chdir("d")
        Path("a.txt").write_text("a  b\n")
        done = cleantext("-i", ".", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert Path("a.txt").read_text() == "a b\n"
    finally:
        os.chdir(here)
        subprocess.run(["rm", "-rf", tmp_path / "d"])


def test_a_long_line_takes_memory_in_proportion(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a" * (16 << 20))
    assert cleantext("a.txt", cwd=tmp_path).returncode == 0
