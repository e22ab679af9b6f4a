"""What is drawn is what the patch says, fits the screen and can be obeyed by no terminal."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.cleaner import Cleaning, accepted
from cleantext.edits import Edit, Hunk, Patch
from cleantext.show import columns, diff, html, screen, sides, words
from cleantext.show.elide import BLOCK, folded, shortened
from cleantext.show.rows import cells
from cleantext.show.sides import Kind, Line, Piece

CHARACTERS = "ab \n\n\t\r\x1b\x9b\u00a0\u200d\ufe0f\u202e\u05d0\u6f22\U0001f469\u0915\u094d\ud800<&"


@st.composite
def patched(draw: st.DrawFn) -> tuple[str, Patch]:
    text = draw(st.text(st.sampled_from(CHARACTERS), max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    edits = [Edit(a, b, draw(st.text(st.sampled_from(CHARACTERS), max_size=4)), ("a.b",)) for a, b in pairs]
    return text, Patch(edits).without_noops(text)


def drawn(lines: list[Line]) -> list[str]:
    return ["".join(piece.text for piece in line.pieces).rstrip("\r") for line in lines]


def cut(text: str) -> list[str]:
    """The lines of a text, less carriage returns at their ends, which a screen may leave out."""
    lines = text.split("\n")
    return [line.rstrip("\r") for line in (lines if lines[-1] else lines[:-1])]


@given(patched())
def test_the_sides_of_a_hunk_are_its_old_and_its_new_lines(case: tuple[str, Patch]) -> None:
    text, patch = case
    for hunk in patch.hunks(text):
        edits = patch.edits[hunk.first : hunk.stop]
        inner = Patch(e._replace(start=e.start - hunk.start, end=e.end - hunk.start) for e in edits)
        old = text[hunk.start : hunk.end]
        assert drawn(sides.old(text, hunk, edits)) == cut(old)
        assert drawn(sides.new(text, hunk, edits)) == cut(inner.apply(old))


@given(patched(), st.sampled_from([20, 80, 120]), st.sampled_from([diff.rows, columns.rows, words.rows]), st.booleans())
def test_rows_fit_and_hold_nothing_that_a_terminal_obeys(
    case: tuple[str, Patch], width: int, drawer: diff.Drawer, full: bool
) -> None:
    text, patch = case
    console = screen.console("never", file=io.StringIO())
    console.width = width
    for scene in diff.scenes(text, patch):
        for row in list(drawer(console, scene, full))[1:]:
            assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", row.plain)
            assert cells(row.plain.replace("\u200e", "").rstrip()) <= width


@given(patched())
def test_the_page_holds_no_tag_of_the_text(case: tuple[str, Patch]) -> None:
    text, patch = case
    section = html.Section("<a>", accepted(Cleaning(text, patch.apply(text)), patch), full=True)
    assert set(re.findall(r"</?(\w+)", section.html)) <= {
        "section", "h2", "small", "article", "header", "code", "table", "tr", "td", "mark", "b", "i", "tbody",
    }  # fmt: skip
    section.html.encode()


def hunk_of(text: str, *edits: Edit) -> tuple[Hunk, tuple[Edit, ...]]:
    patch = Patch(edits)
    (hunk,) = patch.hunks(text)
    return hunk, patch.edits


def test_the_word_around_an_edit_is_near() -> None:
    text = "Said VolodymyrZelensky today.\n"
    (line,) = sides.new(text, *hunk_of(text, Edit(14, 14, " ", ("glue.name",))))
    assert line.pieces == [
        Piece("Said ", Kind.same),
        Piece("Volodymyr", Kind.near),
        Piece(" ", Kind.hit),
        Piece("Zelensky", Kind.near),
        Piece(" today.", Kind.same),
    ]


def test_a_joined_line_end_is_drawn_and_a_removed_line_has_none() -> None:
    text = "one\ntwo\n"
    first, _ = sides.old(text, *hunk_of(text, Edit(3, 4, " ")))
    assert (first.end_hit, first.whole) == (True, False)
    (removed,) = sides.old(text, *hunk_of(text, Edit(0, 4, "")))
    assert removed.whole


@pytest.mark.parametrize("count", [BLOCK, BLOCK + 1, 40])
def test_a_removed_block_keeps_its_first_and_last_line_and_all_its_rules(count: int) -> None:
    lines = [Line([Piece(str(i), Kind.hit)], (f"r.{i}",), True) for i in range(count)]
    lines = [Line([], (), True), *lines[:-1], Line([Piece("last", Kind.hit)], ("r.last",), True)]
    out = list(folded([Line([Piece("kept", Kind.same)]), *lines]))
    assert isinstance(out[0], Line)
    assert out[0].pieces[0].text == "kept"
    first, left_out, last = out[1], out[2], out[3]
    assert isinstance(first, Line)
    assert isinstance(last, Line)
    assert (first.pieces[0].text, left_out, last.pieces[0].text) == ("0", len(lines) - 2, "last")
    assert set(first.rules) == {rule for line in lines for rule in line.rules}


def test_long_stretches_are_cut_at_words_and_edits_stay() -> None:
    stretch = "some words of a long sentence " * 40
    line = Line([Piece(stretch, Kind.same), Piece("X", Kind.hit), Piece(" " + stretch, Kind.same)])
    out = shortened(line)
    assert Piece("X", Kind.hit) in out.pieces
    assert sum(len(piece.text) for piece in out.pieces) < 200
    assert [piece.kind for piece in out.pieces] == [Kind.gap, Kind.same, Kind.hit, Kind.same, Kind.gap]
    assert all(
        word in stretch.split() for piece in out.pieces if piece.kind is Kind.same for word in piece.text.split()
    )
