"""For every profile: twice is once, and no rule breaks the promise of its stage, on all of Unicode and mojibake."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleantext import Cleaner
from cleantext.profiles import profiles

PROSE = (
    "The ferry sails at noon. ", "Zażółć gęślą jaźń — „tak”. ", "«Да», — сказала она… ", "Вот и всё. ", "これは本です。「はい」",
    "می‌روم ", "हिन्दी में ", "Ça va\u00a0? ", "Łódź, São Paulo, Ærø: “fine”, ‘so’ ", "Ελληνικά ", "שלום\u200f ", "ภาษาไทย ",
)  # fmt: skip
PIECES = (
    "\n", "\n\n", "  ", "   ", "\t", "\f", "\u00a0", "\u202f", "\u2009", "\u3000", "\u2028", "\x85", "\x93", "\x00", "\x1b[31m", "\ufeff",
    "\u200b", "\u200c", "\u200d", "\u00ad", "\u00ad\n", "\u200e", "\u202e", "\u2066", "\u2069", "\ufe0f", "\U000e0041", "\U000e0100", "\u180e",
    "&amp;", "&lt;", "&eacute;", "&EACUTE;", "&#38;", "&am", "p;", "#60;", "&", ";", "<b>", "<", "\u0301", "\u0323", "\u0345", "\u1161", "\u11a8", "\u1100",
    "\u212b", "\ufb01", "\ufb05", "\u01c4", "\u0149", "\uff21", "\uff76\uff9e", "½", "1/2", "...", "…", "--", "---", "–", "'", '"', "’", "“", "„", "»",
    "6' 2\"", "'n'", "'50s", "-\n", "well-\nknown", "• ", "- ", "[12]", "Page 3 of 4\n", "12", "\f12\n", "Head 1\n", "https://example.org/a", "a@b.example",
    "@name", "#tag", "C:\\new", "192.0.2.1", "+44 20 7946 0018", "€", "👩\u200d🚀", "🏴", "\ud83d", "\udca9", "\udce9", "Ã", "Â", "â€", "œ", "\ufffd", "\x1a", "?",
)  # fmt: skip


def garbled(text: str, encoding: str, times: int) -> str:
    for _ in range(times):
        text = text.encode("utf-8", "replace").decode(encoding, "replace")
    return text


MOJIBAKE = st.builds(
    garbled,
    st.sampled_from(PROSE),
    st.sampled_from(["latin-1", "cp1252", "cp1250", "cp1251", "mac-roman", "cp437"]),
    st.integers(1, 2),
)
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=12)
MIXTURE = st.lists(st.one_of(st.sampled_from(PIECES), st.sampled_from(PROSE), MOJIBAKE, ANYTHING), max_size=14).map(
    "".join
)
BOUNDED = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
NAMES = sorted(profiles())


@cache
def cleaner(name: str) -> Cleaner:
    return Cleaner(name)


@pytest.mark.parametrize("name", NAMES)
@BOUNDED
@given(text=st.one_of(ANYTHING, MOJIBAKE, MIXTURE))
def test_twice_is_once_and_every_edit_keeps_the_promise_of_its_stage(name: str, text: str) -> None:
    once = cleaner(name).clean(text)
    assert not once.warnings
    assert once.patch.apply(text) == once.text
    again = cleaner(name).clean(once.text)
    assert again.text == once.text, list(again.patch)[:3]
