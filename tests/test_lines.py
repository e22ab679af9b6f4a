"""What is known of a document's lines, whichever way it was found."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from cleantext.cleaner import Cleaner
from cleantext.document import Document
from cleantext.edits import Edit, Patch
from cleantext.keys import blank, fold, folded, folded_views, odd, view
from cleantext.kinds.anchored import Anchored
from cleantext.labels import LabelIndex, unbulleted
from cleantext.seams import unprotected, whole_lines
from cleantext.shipped import shipped

PIECES = st.sampled_from(
    [" ", "  ", "\n", "\t", "\u00a0", "\u2003", "\x85", "\x1c", "\u201c", "\u2019", "a", "b.", "中"]
)


@given(st.lists(PIECES).map("".join))
def test_the_views_of_a_document_are_those_of_its_lines(text: str) -> None:
    document = Document(text)
    assert document.views == [view(line) for line in document.texts]


FOLDED = "aZ`´ß\u1e9eıİiςΣσ\u0307\u0301\u0308…™½ªﬁ\u00a8\u00b4\u00afЁёأآ\u0653ایىک\u0640\u064b\u200b\u00ad\ufe0f\u115f\u3164가\u1100\u1161ｶﾞ中、😀\ud800 ‐—“’,"


@given(st.lists(st.text(st.sampled_from(FOLDED) | st.characters(), max_size=12).map(view), min_size=1, max_size=6))
def test_views_are_folded_together_as_each_alone(views: list[str]) -> None:
    assert folded_views(views, odd("\n".join(views))) == list(map(folded, views))


@given(st.text(st.sampled_from(FOLDED), max_size=6))
def test_blank_lines_are_those_that_fold_to_nothing(text: str) -> None:
    assert blank(text) == (not folded(text))


def test_every_visible_ascii_character_leaves_something_when_folded() -> None:
    assert [chr(c) for c in range(0x21, 0x7F) if not all(folded(chr(c) + mark) for mark in FOLDED)] == []


def test_the_clues_of_a_shipped_pattern_hide_no_line_that_it_matches() -> None:
    finders = [b.build().finder for b in shipped() if b.kind in ("line", "block")]
    anchored = [finder for finder in finders if isinstance(finder, Anchored)]
    lines = {view(line) for b in shipped() for example in b.examples for line in example.before.split("\n")}
    keys = [unbulleted(key) for line in sorted(lines) if (key := fold(line))]
    patterns = [pattern for finder in anchored for pattern in finder.patterns]
    index = LabelIndex(patterns, [known for finder in anchored for known in finder.clues])
    found = index.matches(keys)
    tried = random.Random(5).sample(range(len(keys)), 400)
    for row in tried:
        assert found.get(row, []) == [i for i, p in enumerate(patterns) if p.search(keys[row])], keys[row]
    assert any(row in found for row in tried)


def test_lines_in_protected_blocks_stay() -> None:
    assert unprotected(Document("a\nb\nc\nd\ne\n"), range(5), [(2, 4), (6, 8)]) == [0, 2, 4]


def test_edits_beside_an_inline_span_are_made() -> None:
    before = "we said,he read a/b,c.d/e and said,she saw www.example.org/x,y too"
    after = Cleaner(select=["glue.punctuation"]).clean(before).text
    assert after == "we said, he read a/b,c.d/e and said, she saw www.example.org/x,y too"


@given(st.text("ab\n", max_size=8), st.sampled_from(["", "x"]), st.data())
def test_whole_lines_are_those_that_nothing_is_left_of(text: str, new: str, data: st.DataObject) -> None:
    document = Document(text)
    end = data.draw(st.integers(0, len(text)))
    start = data.draw(st.integers(0, end))
    lines = document.lines
    taken = [i for i, line in enumerate(lines) if start <= line.start and line.end <= end and line.start < end]
    whole = taken and start == lines[taken[0]].start and end in (lines[taken[-1]].end + 1, len(text)) and not new
    if start < end:
        assert whole_lines(document, [Edit(start, end, new)]) == (taken if whole else None)


@given(
    st.lists(PIECES, max_size=12).map("".join),
    st.lists(st.tuples(st.integers(0, 14), st.integers(0, 3), PIECES | st.just(""))),
)
def test_an_edited_document_has_the_lines_and_views_of_its_text(text: str, wanted: list[tuple[int, int, str]]) -> None:
    edits: list[Edit] = []
    for start, length, new in sorted(wanted):
        end = min(start + length, len(text))
        if start <= end and (not edits or edits[-1].end <= start):
            edits.append(Edit(start, end, new))
    document = Document(text)
    assert document.views is not None
    after = document.edited(Patch(edits))
    assert (after.texts, after.views) == (Document(after.text).texts, Document(after.text).views)


def test_lines_that_no_edit_touches_are_not_looked_at_again() -> None:
    document = Document("one\ntwo\nthree  3\nfour\n")
    assert document.views[2] == "three 3"
    after = document.edited(Patch([Edit(0, 4, ""), Edit(17, 17, "x")]))
    assert vars(after)["texts"] == ["two", "three  3", "xfour"]
    assert vars(after)["views"] == ["two", "three 3", "xfour"]
    assert "views" not in vars(document.edited(Patch([Edit(3, 4, " ")])))
