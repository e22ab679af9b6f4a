"""Patterns that wait, and gates before them that spare their compilation."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from cleantext import badness, labels, line_marks
from cleantext.document import Document
from cleantext.fixers import authors
from cleantext.lexicon import joints
from cleantext.patterns import lazy


def test_compiled_when_used() -> None:
    broken = lazy("(")
    waiting = lazy("A(?P<x>.)", re.IGNORECASE)
    assert not waiting.__dict__.keys() & {"search", "match"}
    assert waiting.search("bab")["x"] == "b"  # type: ignore[index]
    assert waiting.groups == 1
    assert waiting.search is waiting.search
    try:
        broken.match("")
    except re.error:
        return
    raise AssertionError("a bad pattern was compiled")


@given(st.from_regex(labels._BULLET._made[0]) | st.text("*•- o1a>\n", max_size=6))  # type: ignore[attr-defined]
def test_bullet_of_a_label(key: str) -> None:
    found = labels._BULLET.match(key)
    assert labels.unbulleted(key) == (key[found.end() :] if found else key)


@given(st.from_regex(line_marks._BULLET._made[0]) | st.text("*•–o1٣. a>", min_size=1, max_size=6))  # type: ignore[attr-defined]
def test_bullet_of_a_margin(text: str) -> None:
    if line_marks._BULLET.match(text):
        assert text[0] in line_marks._BULLET_STARTS or text[0].isdecimal()


@given(
    st.lists(st.sampled_from(["Anna", "van", "É", "é", "is", "is,", "a", "writer", "writes", "(b)", ","]), max_size=9)
)
def test_gates_of_notes(words: list[str]) -> None:
    text = " ".join(words)
    if authors._SENTENCE.match(text):
        assert authors._SENTENCE_GATE.match(text)
    if authors._FIRST.match(text):
        assert re.fullmatch(authors._PART, text.partition(" ")[0])


@given(st.text("aZéÉǅ1, ", min_size=2, max_size=5))
def test_joints_without_their_pattern(text: str) -> None:
    for at in range(1, len(text)):
        assert joints._is_joint(text, at) == (joints._JOINT.match(text, at) is not None)


@given(st.text("aÂœ\x85é“’ \n", max_size=6))
def test_texts_that_can_hold_no_mojibake(text: str) -> None:
    document = Document(text)
    if badness._is_plain(document):
        assert next(document.foreign(badness.suspect()), None) is None
