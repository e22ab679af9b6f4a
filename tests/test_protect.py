"""Inline spans are looked for in words that can hold one; the pattern finds none in the others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cleantext import protect

PIECES = st.sampled_from(
    [
        *"abC1.,:;@#/\\`~_-+&()<>“”\"' \t\u00a0\u0085\x1c中",
        "www.",
        "http://",
        "mailto:",
        "a.b",
        "../",
        "C:\\",
        "x/y.z",
        "\\\\",
        "a@b.c",
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_words_without_a_sign_hold_no_span(line: str) -> None:
    whole = tuple(match.span() for match in protect._INLINE.finditer(line))
    assert protect.inline(line) == whole
