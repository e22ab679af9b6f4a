"""``--save-patch`` and ``undo``: patches that cleantext and patch take back."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.edits import Edit, Patch
from cleantext.patchfile import PatchError, before, sections
from cleantext.show.unified import unified
from tests.cli.test_clean import run

TEXTS = {
    "plain.txt": "a\u00a0b\n\nplain\n\nc  d\n".encode(),
    "crlf.txt": b"a  b\r\nc\r\nd  e",
    "wide.txt": "\ufeffa\u00a0b \u0a0a\nc\n".encode("utf-16-le"),
    "odd name\n.txt": b"x \ny",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, data in TEXTS.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in TEXTS}


def clean(folder: Path) -> None:
    assert run("-i", "--isolated", "--save-patch", "p.diff", *TEXTS, cwd=folder).returncode == 0
    assert all(now != TEXTS[name] for name, now in contents(folder).items())


def test_undo(folder: Path) -> None:
    clean(folder)
    done = run("undo", "--check", "p.diff", cwd=folder)
    assert "4 of 4 files would be taken back" in done.stderr
    assert contents(folder) != TEXTS
    assert run("undo", "p.diff", cwd=folder).returncode == 0
    assert contents(folder) == TEXTS
    again = run("undo", "p.diff", cwd=folder)
    assert (again.returncode, "is not as the patch left it" in again.stderr) == (2, True)
    assert contents(folder) == TEXTS


def test_patch_takes_it_back_too(folder: Path) -> None:
    clean(folder)
    subprocess.run(["patch", "--binary", "-R", "-p1", "-i", "p.diff"], cwd=folder, check=True, capture_output=True)
    assert contents(folder) == TEXTS


def test_a_file_that_changed_since_is_left_and_the_others_are_taken_back(folder: Path) -> None:
    clean(folder)
    (folder / "crlf.txt").write_bytes(b"something else\n")
    done = run("undo", "p.diff", cwd=folder)
    assert (done.returncode, "3 of 4 files taken back" in done.stderr) == (2, True)
    assert contents(folder) == {**TEXTS, "crlf.txt": b"something else\n"}


def test_paths_from_the_root_are_found_from_anywhere(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a  b\n")
    assert run("-i", "--save-patch", str(tmp_path / "p"), str(path)).returncode == 0
    assert run("undo", str(tmp_path / "p")).returncode == 0
    assert path.read_text() == "a  b\n"


def test_an_older_patch_is_not_overwritten(folder: Path) -> None:
    (folder / "p.diff").write_text("old")
    done = run("-i", "--save-patch", "p.diff", "plain.txt", cwd=folder)
    assert (done.returncode, (folder / "p.diff").read_text()) == (2, "old")
    assert contents(folder) == TEXTS


@pytest.mark.parametrize(
    "data", [b"what\n", b"--- a/x\n+++ b/x\n@@ -1,2 +1 @@\n-a\n", b"--- a/x\n+++ b/x\n@@ -1 +1 @@\n?\n"]
)
def test_what_is_no_patch_is_said(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(PatchError):
        list(sections(data))


@st.composite
def patched(draw: st.DrawFn) -> tuple[str, Patch]:
    text = draw(st.text(st.sampled_from("ab\n\r"), max_size=30))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    edits = [
        Edit(a, b, draw(st.text(st.sampled_from("xy\n"), max_size=3)))
        for a, b in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    return text, Patch(edits).without_noops(text)


@given(patched())
def test_every_diff_is_read_back(case: tuple[str, Patch]) -> None:
    text, patch = case
    for section in sections(b"".join(unified("x", text, patch))):
        assert before(section, patch.apply(text)) == text
