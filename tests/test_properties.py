"""The promises, as properties of every profile on every kind of text."""

from __future__ import annotations

import itertools
import pickle
import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleantext import windows
from cleantext.cleaner import Cleaner
from cleantext.document import Document
from cleantext.edits import Patch
from cleantext.ends import Ends
from cleantext.invariants import INVARIANTS
from cleantext.profiles import profiles
from cleantext.rule import Stage
from cleantext.show.unified import unified
from tests.strategies import texts

PROFILES = sorted(profiles())
A_FEW = settings(max_examples=40)
every_profile = pytest.mark.parametrize("profile", PROFILES)


@cache
def cleaner(profile: str) -> Cleaner:
    return Cleaner(profile)


@every_profile
@given(text=texts())
def test_1_signed_and_3_undo(profile: str, text: str) -> None:
    cleaning = cleaner(profile).clean(text)
    known = {rule.id for rule in cleaner(profile).rules}
    assert cleaning.patch.apply(text) == cleaning.text
    assert cleaning.patch.invert(text).apply(cleaning.text) == text
    assert all(edit.rules and set(edit.rules) <= known for edit in cleaning.patch)
    assert all(text[edit.start : edit.end] != edit.new for edit in cleaning.patch)
    assert all("of the prose" in warning for warning in cleaning.warnings)


@given(text=texts(), random=st.randoms())
def test_2_any_subset_of_hunks(text: str, random: st.randoms) -> None:  # type: ignore[valid-type]
    patch = cleaner("web").clean(text).patch
    hunks = patch.hunks(text)
    chosen = [h for h in hunks if random.random() < 0.5]  # type: ignore[attr-defined]
    untouched = patch.select(chosen).apply(text)
    at = 0
    for hunk in hunks:
        if hunk not in chosen:
            assert text[hunk.start : hunk.end] in untouched
        assert text[at : hunk.start] in untouched
        at = hunk.end


@every_profile
@given(text=texts())
def test_4_twice_is_once(profile: str, text: str) -> None:
    once = cleaner(profile).clean(text).text
    assert cleaner(profile).clean(once).text == once


@every_profile
@given(text=texts())
def test_5_every_step_keeps_the_invariant_of_its_stage(profile: str, text: str) -> None:
    stages = {rule.id: rule.stage for rule in cleaner(profile).rules}
    unified_text, _ = Ends.unify(text)
    document, run = cleaner(profile)._chain.run(Document(unified_text))
    at = unified_text
    for step in run.steps:
        for edit in step:
            for rule in edit.rules:
                assert INVARIANTS[stages[rule]](at[edit.start : edit.end], edit.new)
        if any(stages[rule] == Stage.chrome for edit in step for rule in edit.rules):
            rest = iter(at.split("\n"))
            assert all(line in rest for line in step.apply(at).split("\n") if line)
        at = step.apply(at)
    assert at == document.text


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r", "mixed"])
@pytest.mark.parametrize("closed", [True, False])
def test_3_patch_takes_the_piped_diff_and_takes_it_back(ends: str, closed: bool, tmp_path: Path) -> None:
    lines = [
        "You are here",
        "",
        "Title\u00a0of it",
        "The bridge shuts on Monday for repairs, the council said.",
        " ",
        "",
        "",
        "PDF",
    ]
    marks = ["\n", "\r\n", "\r"] * 3 if ends == "mixed" else [ends] * len(lines)
    text = "".join(line + mark for line, mark in zip(lines, marks, strict=False))
    check_with_patch(text if closed else text.rstrip("\r\n"), tmp_path)


@A_FEW
@given(text=texts())
def test_3_patch_takes_the_piped_diff_of_anything(text: str) -> None:
    if "\0" in text or any("\ud800" <= c <= "\udfff" for c in text):
        return
    with TemporaryDirectory() as folder:
        check_with_patch(text, Path(folder))


def check_with_patch(text: str, folder: Path) -> None:
    cleaning = cleaner("web").clean(text)
    diff = b"".join(unified("file.txt", text, cleaning.patch))
    assert bool(diff) == cleaning.changed
    if not diff:
        return
    file, patch_file = folder / "file.txt", folder / "file.diff"
    file.write_bytes(text.encode())
    patch_file.write_bytes(diff)
    command = ["patch", "--binary", "--quiet", "-p1", "-i", patch_file.name]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    assert (file.read_bytes() if file.exists() else b"") == cleaning.text.encode()
    subprocess.run([*command, "-R"], cwd=folder, check=True, capture_output=True)
    assert file.read_bytes() == text.encode()


def test_6_prose_between_the_first_and_the_last_paragraph_is_not_for_edge_rules() -> None:
    prose = "The bridge on Mill Lane shuts on Monday for repairs, the council said.\n\n"
    text = prose + "Print\n\n" + prose.rstrip() + "\n"
    assert cleaner("web").clean(text).text == text


def test_6_a_pack_that_takes_too_much_prose_loses_its_edits(tmp_path: Path) -> None:
    pack = tmp_path / "greedy.toml"
    pack.write_text('[[rule]]\nid = "chrome.greedy"\nkind = "line"\nwhy = "?"\nlimit = 400\nmatch = "council"\n')
    prose = "".join(f"The bridge {i} shuts on Monday for repairs, the council said.\n\n" for i in range(12))
    text = prose + "Advertisement\n"
    cleaning = Cleaner(packs=[str(pack)]).clean(text)
    assert cleaning.text == prose.rstrip() + "\n"
    assert any("greedy.toml" in warning for warning in cleaning.warnings)


@A_FEW
@given(text=texts())
def test_9_same_everywhere(text: str) -> None:
    web = cleaner("web")
    here = web.clean(text)
    copy = pickle.loads(pickle.dumps(web))
    assert copy.clean(text).text == here.text
    with ThreadPoolExecutor(2) as pool:
        assert [c.patch for c in pool.map(web.clean, [text, text])] == [here.patch] * 2


@given(text=texts(), size=st.integers(8, 60))
def test_9_windows_lose_nothing_and_end_where_the_content_says(text: str, size: int) -> None:
    pieces = list(windows.cut([text], size, size))
    assert "".join(piece.text + piece.blanks for piece in pieces) == text
    assert all(len(piece.text) <= size * 4 for piece in pieces)
    assert [piece.first for piece in pieces] == [True] + [False] * (len(pieces) - 1)
    assert [piece.last for piece in pieces] == [False] * (len(pieces) - 1) + [True]
    assert not any(a.text.endswith("\r") and b.text.startswith("\n") for a, b in itertools.pairwise(pieces))


@given(text=texts(), cuts=st.lists(st.integers(0, 400)), size=st.integers(8, 60), whole=st.integers(0, 200))
def test_9_windows_do_not_depend_on_the_chunks(text: str, cuts: list[int], size: int, whole: int) -> None:
    text = text * 3
    places = [0, *sorted(cuts), len(text)]
    chunks = [text[a:b] for a, b in itertools.pairwise(places)]
    assert list(windows.cut(chunks, whole, size)) == list(windows.cut([text], whole, size))


@A_FEW
@given(text=texts(), cuts=st.lists(st.integers(0, 400)))
def test_9_a_stream_in_any_chunks_is_cleaned_alike(text: str, cuts: list[int]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(windows.cut, "__defaults__", (120, 60))
        text = text * 4
        chunks = [text[a:b] for a, b in itertools.pairwise([0, *sorted(cuts), len(text)])]
        parts = list(cleaner("web").stream(chunks))
        whole = cleaner("web").clean(text)
        assert "".join(part.text for part in parts) == whole.text == whole.patch.apply(text)


@given(text=texts(), first=texts(), second=texts())
def test_9_where_a_window_ends_does_not_depend_on_what_comes_later(text: str, first: str, second: str) -> None:
    size = 20
    shared = text + "a" * 4 * size
    ends = [next(iter(windows.cut([shared + rest + "b" * 4 * size], size, size))) for rest in (first, second)]
    assert ends[0] == ends[1]


def test_9_a_line_that_is_cut_loses_no_blank(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows.cut, "__defaults__", (500, 100))
    for text in (
        "word " * 400,
        "Intro.\n\n" + "lorem ipsum " * 200 + "\n\nEnd.\n",
        "a" + " " * 900 + "b" * 900 + " c\n",
    ):
        cleaning = cleaner("web").clean(text)
        assert len(cleaning.windows) > 4
        assert cleaning.text.split() == text.split()
        assert cleaner("web").clean(cleaning.text).text == cleaning.text
        assert cleaning.patch.apply(text) == cleaning.text


def test_9_a_label_at_the_end_of_a_long_line_is_part_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows.cut, "__defaults__", (500, 100))
    text = "\n\n" + "words " * 99 + "Share\n\nThe ferry sails at noon and comes back before the rain.\n"
    for start in range(100):
        assert "Share\n" in cleaner("web").clean("x" * start + text).text


def test_9_fences_are_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows.cut, "__defaults__", (2000, 400))
    prose = "Some prose about the harbour city goes here, said the council, and it goes on for a while.\n\n"
    fence = "```python\nx = \u201ccurly\u201d   # two  spaces\n\ny = 1   \n\nz = 1\n```\n\n"
    text = (prose + fence) * 60
    assert len(cleaner("web").clean(text).windows) > 20
    assert cleaner("web").clean(text).text.strip() == text.strip()
    unclosed = "```\nx = \u201ccurly\u201d\n" + prose * 60
    assert cleaner("web").clean(unclosed).text.startswith('```\nx = "curly"\n')


def test_9_a_long_document_is_cleaned_window_by_window(monkeypatch: pytest.MonkeyPatch) -> None:
    paragraph = "The bridge\u00a0on Mill Lane shuts on Monday for repairs, the council said.\r\n\r\n"
    text = "You are here\r\n\r\n" + paragraph * 40 + "PDF"
    whole = cleaner("web").clean(text)
    monkeypatch.setattr(windows.cut, "__defaults__", (500, 500))
    parts = cleaner("web").clean(text)
    assert (
        parts.text
        == whole.text
        == paragraph.replace("\u00a0", " ") * 39 + paragraph.replace("\u00a0", " ").rstrip() + "\r\n"
    )
    assert parts.patch.apply(text) == parts.text
    assert Patch(parts.patch.edits) == parts.patch
