"""A failing disk, a killed process, other users, other runs: the file is the whole old one or the whole new one."""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cleantext import atomic, files
from cleantext.files import FileError, read, rewrite
from cleantext.walk import Missing, walk
from tests.conftest import PROJECT

EVERY = 97
"""One fault in so many is tried here; ``benchmarks/faults.py`` tries all."""

PLANTED = {
    "no new file, the old one written over": """
def replace(target, data, state, backup=""):
    with open(target, "wb") as file:
        file.writelines(data)
""",
    "temporary files stay": """
def replace(target, data, state, backup=""):
    name = target.with_name(".cleantext-0123456789abcdef.tmp")
    with open(name, "wb") as file:
        file.writelines(data)
    import shutil
    shutil.copystat(target, name)
    os.replace(name, target)
""",
    "errors are swallowed": """
genuine = atomic.replace
def replace(target, data, state, backup=""):
    try:
        genuine(target, data, state, backup)
    except OSError:
        pass
""",
}
PLANTED_IN_RECORDS = """
from cleantext.corpus import formats, shard
def pack(self):
    with open(self.target, "wb") as out:
        formats.finish(self._part, self.source, out, self.target, self._job)
shard.Shard._pack = pack
"""


def python(*arguments: str, cwd: Path = PROJECT) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=300, env=environment)


def cleantext(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return python("-m", "cleantext", "--isolated", *arguments, cwd=cwd)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("old  text\n")
    return path


def test_a_sample_of_all_faults_is_survived() -> None:
    done = python("-m", "tests.faults", "--every", str(EVERY))
    assert done.returncode == 0, done.stderr[-3000:]
    assert int(done.stdout.split()[-2]) > 100, done.stdout


def test_kills_at_random_instants_are_survived() -> None:
    script = (
        "import tempfile; from pathlib import Path; from tests.faults.run import random_kills\n"
        "with tempfile.TemporaryDirectory() as work: found = list(random_kills(36, Path(work)))\n"
        "print(len(found), [row for row in found if row[1]])"
    )
    assert python("-c", script).stdout == "36 []\n"


@pytest.mark.parametrize("bug", PLANTED.values(), ids=PLANTED.keys())
def test_a_planted_bug_is_found(bug: str) -> None:
    plant = f"import os\nfrom cleantext import atomic\n{bug}\natomic.replace = replace\n"
    refused(plant, "-i through a link", every=2)


def test_a_bug_planted_in_the_writer_of_records_is_found() -> None:
    refused(PLANTED_IN_RECORDS, "corpus, gzip", every=17)


def refused(plant: str, command: str, *, every: int) -> None:
    start = f"import sys\nsys.argv[1:] = ['--command', '{command}', '--every', '{every}']\n"
    done = python("-c", f"{plant}{start}from tests.faults.__main__ import main\nmain()")
    assert done.returncode == 1, done.stdout
    assert command in done.stderr


def test_the_new_bytes_are_on_disk_before_the_name_and_the_name_before_the_end(old: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from tests.faults.disk import Disk; from cleantext.files import read, rewrite\n"
        "disk = Disk(); disk.install(); path = Path(sys.argv[1]); rewrite(read(path), 'new', '.bak')\n"
        "print(*[s.name for s in disk.steps if s.name in ('write', 'fsync', 'replace', 'link', 'fchmod')])"
    )
    done = python("-c", script, str(old))
    order = ["write", "fchmod", "fsync", "link", "write", "fchmod", "fsync", "replace", "fsync"]
    assert done.stdout.split() == order, done.stderr


# what is kept, and what is refused


def test_temporary_files_are_new_and_no_wider_than_the_file(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old.chmod(0o660)
    seen = []
    genuine = os.open

    def watched(path: str, flags: int, mode: int = 0o777, **kwargs: int) -> int:
        if flags & os.O_CREAT:
            seen.append((bool(flags & os.O_EXCL), bool(flags & os.O_NOFOLLOW), mode))
        return genuine(path, flags, mode, **kwargs)

    monkeypatch.setattr(os, "open", watched)
    rewrite(read(old), "new\n")
    assert seen == [(True, True, 0o600)]
    assert stat.S_IMODE(old.stat().st_mode) == 0o660


@pytest.mark.skipif(not shutil.which("setfacl"), reason="setfacl is not here: ACLs are not checked")
def test_an_acl_is_kept_and_one_of_the_folder_is_not_taken_over(old: Path) -> None:
    def acl(path: Path) -> str:
        return subprocess.run(["getfacl", "-cp", path], check=True, capture_output=True, text=True).stdout

    other = old.with_name("b.txt")
    other.write_text("old  text\n")
    if subprocess.run(["setfacl", "-m", "u:nobody:rw", old], capture_output=True).returncode:
        pytest.skip("this file system has no ACLs")
    subprocess.run(["setfacl", "-d", "-m", "u:nobody:rwx", old.parent], check=True)
    before = acl(old), acl(other)
    assert cleantext("-i", old.name, other.name, cwd=old.parent).returncode == 0
    assert (acl(old), acl(other)) == before
    assert old.read_text() == other.read_text() == "old text\n"


def test_a_file_that_is_clean_keeps_its_times(old: Path) -> None:
    old.write_text("clean\n")
    os.utime(old, ns=(10**18, 10**18))
    inode = old.stat().st_ino
    assert cleantext("-i", old.name, cwd=old.parent).returncode == 0
    assert (old.stat().st_mtime_ns, old.stat().st_ino) == (10**18, inode)


def test_an_attribute_that_cannot_be_kept_is_refused(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        os.setxattr(old, "user.note", b"x")
    except OSError:
        pytest.skip("this file system has no extended attributes")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "setxattr", refuse)
    with pytest.raises(FileError, match=r"user\.note, which cannot be kept; left as it was"):
        rewrite(read(old), "new\n")
    assert old.read_text() == "old  text\n"
    assert [p.name for p in old.parent.iterdir()] == ["a.txt"]


as_root = pytest.mark.skipif(os.geteuid() != 0, reason="not root: what another user may do is not checked")
NOBODY = 65534


@pytest.fixture
def open_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder that everybody can reach."""
    folder = Path("/var/tmp") / f"cleantext-test-{os.getpid()}-{time.monotonic_ns()}"
    folder.mkdir()
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


@as_root
def test_another_user_cannot_and_is_told_so(open_folder: Path) -> None:
    theirs, locked = open_folder / "theirs.txt", open_folder / "locked"
    theirs.write_text("a  b\n")
    theirs.chmod(0o666)
    locked.mkdir()
    (locked / "in.txt").write_text("a  b\n")
    (locked / "in.txt").chmod(0o666)
    locked.chmod(0o755)
    secret = open_folder / "secret.txt"
    secret.write_text("a  b\n")
    secret.chmod(0o600)
    hidden = open_folder / "hidden"
    hidden.mkdir(mode=0o700)
    script = (  # nobody cannot read this Python in all places: it is loaded before
        "import sys, tempfile; from pathlib import Path; from tests.faults import run\n"
        "with tempfile.TemporaryDirectory() as work: run.preload(Path(work), ['-i'])\n"
        f"ran = run.run(['--isolated', '-i', '.'], Path(sys.argv[1]), user={NOBODY})\n"
        "print(ran.stderr, file=sys.stderr); sys.exit(ran.code)"
    )
    done = python("-c", script, str(open_folder))
    assert done.returncode == 2, done.stderr
    said = dict(
        line.removeprefix("cleantext: ").split(": ", 1) for line in done.stderr.splitlines() if ": " in line[11:]
    )
    assert said["theirs.txt"] == "belongs to another owner or group, which cannot be kept; left as it was"
    assert said["locked/in.txt"] == "cannot be written: Permission denied; left as it was"
    assert said["secret.txt"] == said["hidden"] == "cannot be read: Permission denied"
    assert {p.read_text() for p in open_folder.rglob("*.txt")} == {"a  b\n"}
    assert not [p for p in open_folder.rglob("*") if atomic.TEMPORARY.fullmatch(p.name)]


@as_root
def test_root_gives_the_new_file_to_the_owner_of_the_old(old: Path) -> None:
    os.chown(old, NOBODY, NOBODY)
    old.chmod(0o4755)
    assert cleantext("-i", old.name, cwd=old.parent).returncode == 0
    state = old.stat()
    assert (state.st_uid, state.st_gid, stat.S_IMODE(state.st_mode)) == (NOBODY, NOBODY, 0o4755)


@as_root
def test_a_disk_that_is_full_in_truth(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("nothing can be mounted here: a full disk is not checked")
    try:
        text = "some  words\n" * 12_000
        (disk / "a.txt").write_text(text)
        done = cleantext("-i", "--save-patch", str(tmp_path / "p.diff"), "a.txt", cwd=disk)
        assert (done.returncode, done.stderr.splitlines()[0]) == (
            2,
            "cleantext: a.txt: cannot be written: No space left on device; left as it was",
        )
        assert [p.name for p in disk.iterdir()] == ["a.txt"]
        assert (disk / "a.txt").read_text() == text
        assert (tmp_path / "p.diff").read_bytes() == b""
        for arguments in (
            ["-o", "out.txt", "a.txt"],
            ["-i", "--save-patch", "p.diff", "a.txt"],
            ["--report", "r.html", "a.txt"],
        ):
            done = cleantext(*arguments, cwd=disk)
            assert (done.returncode, "No space left" in done.stderr) == (2, True), done.stderr
            assert (disk / "a.txt").read_text() == text
            assert all(p.stat().st_size == 0 for p in disk.iterdir() if p.name != "a.txt")
    finally:
        subprocess.run(["umount", disk], check=True)


# other hands at the same time


def test_a_link_that_is_swapped_after_reading_is_refused(old: Path) -> None:
    link, victim = old.with_name("link.txt"), old.with_name("victim.txt")
    victim.write_text("not to be touched\n")
    link.symlink_to(old)
    source = read(link)
    link.unlink()
    link.symlink_to(victim)
    with pytest.raises(FileError, match="has changed since it was read"):
        rewrite(source, "new\n")
    assert (old.read_text(), victim.read_text()) == ("old  text\n", "not to be touched\n")


@pytest.mark.parametrize("swapped", ["folder", "file"])
def test_what_is_swapped_for_a_link_while_it_is_written_leads_nowhere_else(
    swapped: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, other = tmp_path / "mine", tmp_path / "other"
    mine.mkdir()
    other.mkdir()
    (mine / "a.txt").write_text("old\n")
    (other / "a.txt").write_text("not to be touched\n")
    source = read(mine / "a.txt")
    genuine = os.fsync

    def swap(handle: int) -> None:
        genuine(handle)
        monkeypatch.setattr(os, "fsync", genuine)
        if swapped == "folder":
            mine.rename(tmp_path / "moved")
            mine.symlink_to(other)
        else:
            (mine / "a.txt").rename(mine / "moved.txt")
            (mine / "a.txt").symlink_to(other / "a.txt")

    monkeypatch.setattr(os, "fsync", swap)
    if swapped == "folder":
        rewrite(source, "new\n")
        assert (tmp_path / "moved" / "a.txt").read_text() == "new\n"
    else:
        with pytest.raises(FileError, match="has changed since it was read"):
            rewrite(source, "new\n")
        assert (mine / "moved.txt").read_text() == "old\n"
    assert (other / "a.txt").read_text() == "not to be touched\n"
    assert [p.name for p in other.iterdir()] == ["a.txt"]


def test_two_runs_on_the_same_files(tmp_path: Path) -> None:
    for i in range(60):
        (tmp_path / f"{i}.txt").write_text("a  b\n" * 500)
    command = [sys.executable, "-m", "cleantext", "--isolated", "-i", "."]
    runs = [subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    for one in runs:
        said = one.communicate()[1].splitlines()[:-1]
        assert all("has changed since it was read" in line or "No such file" in line for line in said), said
        assert one.returncode == (2 if said else 0)
    assert {p.read_text() for p in tmp_path.iterdir()} == {"a b\n" * 500}
    assert len(list(tmp_path.iterdir())) == 60


def test_a_folder_that_goes_during_a_walk(tmp_path: Path) -> None:
    for name in ("a/1.txt", "a/2.txt", "b/3.txt", "c/4.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("a  b\n")
    found = walk([tmp_path], (), ())
    assert next(found) == tmp_path / "a" / "1.txt"
    shutil.rmtree(tmp_path / "a")
    shutil.rmtree(tmp_path / "b")
    rest = list(found)
    assert tmp_path / "c" / "4.txt" in rest
    assert {p.path.name for p in rest if isinstance(p, Missing)} == {"2.txt", "b"}


# what killed runs leave


def test_stale_temporary_files_go_and_all_others_stay(old: Path) -> None:
    folder = old.parent
    stale, alive = folder / f".cleantext-{'0' * 16}.tmp", folder / f".cleantext-{'1' * 16}.tmp"
    others = [
        ".cleantext-settings",
        ".cleantext-0123.tmp",
        f"x.cleantext-{'2' * 16}.tmp",
        f".cleantext-{'3' * 16}.tmp.txt",
    ]
    for name in (stale, alive, *(folder / name for name in others)):
        name.write_text("x")
    link = folder / f".cleantext-{'4' * 16}.tmp"
    link.symlink_to(old)
    with open(alive) as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert cleantext("-i", old.name, cwd=folder).returncode == 0
    left = {p.name for p in folder.iterdir()}
    assert left == {old.name, alive.name, link.name, *others}


def test_stale_temporary_files_go_where_all_is_clean(old: Path) -> None:
    old.write_text("clean\n")
    stale = old.with_name(f".cleantext-{'0' * 16}.tmp")
    stale.write_text("x")
    assert cleantext("-i", ".", cwd=old.parent).returncode == 0
    assert not stale.exists()


def test_a_whole_backup_of_an_interrupted_run_will_do(old: Path) -> None:
    backup = old.with_name("a.txt.orig")
    shutil.copy(old, backup)
    assert cleantext("-i", "--backup", ".orig", old.name, cwd=old.parent).returncode == 0
    assert (old.read_text(), backup.read_text()) == ("old text\n", "old  text\n")
    old.write_text("again  dirty\n")
    done = cleantext("-i", "--backup", ".orig", old.name, cwd=old.parent)
    assert (done.returncode, "its backup a.txt.orig is there already" in done.stderr) == (2, True)
    assert (old.read_text(), backup.read_text()) == ("again  dirty\n", "old  text\n")


def test_a_patch_that_a_kill_cut_off_takes_back_what_it_holds(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("a  b\n" * 5)
    cleantext("-i", "--save-patch", "p.diff", "a.txt", "b.txt", cwd=tmp_path)
    whole = (tmp_path / "p.diff").read_bytes()
    start = whole.index(b"--- a/b.txt")
    for cut in range(start, len(whole)):
        (tmp_path / "a.txt").write_text("a b\n" * 5)
        (tmp_path / "b.txt").write_text("a  b\n" * 5)  # the section comes before the file
        (tmp_path / "p.diff").write_bytes(whole[:cut])
        if cut % 9 and cut != start + 1:
            continue
        done = python("-m", "cleantext", "undo", "p.diff", cwd=tmp_path)
        assert "Traceback" not in done.stderr
        assert done.returncode == (0 if cut == start else done.returncode)
        assert {p.read_text() for p in tmp_path.glob("*.txt")} == {"a  b\n" * 5}, (cut, done.stderr)


# what a run reads it never writes over


@pytest.mark.parametrize(
    "arguments",
    [
        ["-o", "a.txt", "a.txt"],
        ["-o", "link.txt", "a.txt"],
        ["--report", "a.txt", "a.txt"],
        ["--output-dir", ".", "a.txt"],
        ["--save-patch", "a.txt", "-i", "a.txt"],
    ],
)
def test_no_run_writes_over_what_it_reads(arguments: list[str], old: Path) -> None:
    old.with_name("link.txt").symlink_to(old)
    done = cleantext(*arguments, cwd=old.parent)
    assert done.returncode == 2
    assert "a.txt" in done.stderr or "link.txt" in done.stderr
    assert old.read_text() == "old  text\n"


def test_a_binary_file_is_passed_over_in_a_folder_and_refused_by_name(old: Path) -> None:
    binary = old.with_name("b.txt")
    binary.write_bytes(b"a  b\0")
    done = cleantext("-i", ".", cwd=old.parent)
    assert (done.returncode, "b.txt: is binary" in done.stderr) == (0, True)
    assert "b.txt" not in cleantext("-q", "-i", ".", cwd=old.parent).stderr
    assert cleantext("-i", "b.txt", cwd=old.parent).returncode == 2
    assert binary.read_bytes() == b"a  b\0"


def test_a_folder_that_cannot_be_flushed_is_said_and_the_patch_kept(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    genuine = os.fsync

    def fail(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(5, "Input/output error")
        genuine(handle)

    source = read(old)
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(atomic.Unconfirmed, match="was written, but its folder could not be flushed"):
        files.rewrite(source, "new\n")
    assert old.read_text() == "new\n"
