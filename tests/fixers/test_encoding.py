"""Mojibake, entities, composition, surrogates."""

from __future__ import annotations

import re
import sys
import time
import unicodedata
from itertools import product
from typing import Literal

import ftfy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import Cleaner
from cleantext.document import Document
from cleantext.fixers import c1, compose
from cleantext.fixers.mojibake import differences

ENCODING = Cleaner(select=["encoding"])


def test_every_code_point_is_composed_as_unicode_says() -> None:
    nfc = Cleaner(select=["encoding.compose"])
    points = [chr(c) for c in range(0xA0, 0x110000) if not 0xD800 <= c < 0xE000]
    text = "\n".join(points)
    assert nfc.clean(text).text == unicodedata.normalize("NFC", text)


def test_every_pair_that_composes_is_composed() -> None:
    pairs = set()
    for code in range(0xA0, 0x30000):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2 and parts[0][0] != "<":
            pairs.add("".join(chr(int(part, 16)) for part in parts))
    pairs |= {first + second for first in "\u1100\uac00a\u0301" for second in compose.SECOND_STARTERS}
    text = "\n".join(sorted(pairs))
    assert Cleaner(select=["encoding.compose"]).clean(text).text == unicodedata.normalize("NFC", text)


def test_characters_passed_over_are_composed_and_join_nothing() -> None:
    passed = [c for c in map(chr, range(sys.maxunicode)) if compose._ALONE.match(c) or compose._FAR_ALONE.match(c)]
    assert all(unicodedata.is_normalized("NFC", c) and not unicodedata.combining(c) for c in passed)
    assert compose.SECOND_STARTERS.isdisjoint(passed)


def test_long_runs_of_marks_are_left_alone_in_good_time() -> None:
    text = "a" + "\u0301\u0323" * 40_000
    started = time.process_time()
    assert not list(compose.build(compatible=False).find(Document(text)))
    assert time.process_time() - started < 1


def test_next_line_is_known_by_what_stands_before_it() -> None:
    slow = re.compile("(?![\x85](?<=[\x00-\x7f].))(?!\\A\x85)" + c1._SIGNS)
    text = "".join(a + b + c for a, b, c in product("a\n\x85\x80\x81é中", repeat=3))
    for start in range(3):
        found = [m.start() for m in c1._NO_NEXT_LINE.finditer(text[start:])]
        assert found == [m.start() for m in slow.finditer(text[start:])]


@pytest.mark.parametrize("text", ["x\x85 y", "one\x85", "\x85"])
def test_next_line_stays_unless_asked_for(text: str) -> None:
    assert ENCODING.clean(text).text == text
    loose = Cleaner(select=["encoding"], options={"encoding": {"next_line": True}})
    assert loose.clean(text).text == ftfy.fix_encoding(text)


def test_surrogates() -> None:
    assert ENCODING.clean("\ud83d\udca9 \ud83d caf\udce9").text == "\U0001f4a9 \ufffd caf\udce9"
    strict = Cleaner(select=["encoding"], options={"encoding": {"undecodable": True}})
    assert strict.clean("caf\udce9").text == "caf\ufffd"


def test_each_part_of_the_repair_can_be_left_out() -> None:
    text = "voil\u00c3 le travail\n\u00e2\u20ac\u0153lossy\u00e2\u20ac\ufffd\nMar\u00c3\u00ada\n"
    assert Cleaner(select=["encoding"], ignore=["encoding.byte-a0", "encoding.lossy", "encoding.inconsistent"]).clean(
        text
    ).text == text.replace("\u00c3\u00ad", "\u00ed")
    assert ENCODING.clean(text).text == "voil\u00e0 le travail\n\u201clossy\ufffd\nMar\u00eda\n"


@pytest.mark.parametrize(
    "text", ["Mar\u00c3\u00ada L\u00c3\u00b3pez, \u00c3\u00a9t\u00c3\u00a9", "\u00c3\u00a9", "a \u00e2\u20ac\u201d b"]
)
def test_edits_are_small_and_lead_to_the_repaired_line(text: str) -> None:
    whole = ftfy.fix_encoding(text)
    edits = list(differences(text, whole))
    made = text
    for start, end, new, _ in reversed(edits):
        assert end - start <= 3
        made = made[:start] + new + made[end:]
    assert made == whole


@pytest.mark.parametrize(
    "text",
    [
        "AT&T; R&B &copy 2020 ?a=1&lt=2 &nosuch; &#; &#x; &;",
        "<p>Fish &amp; chips</p>",
        "<!-- &amp; -->",
        "see <br/> &amp; so",
        "&#13; &#0; &#xD800; &#x1F;",
    ],
)
def test_references_that_stay(text: str) -> None:
    assert ENCODING.clean(text).text == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a < b &amp; c > d", "a < b & c > d"),
        ("<3 &amp; more", "<3 & more"),
        ("&amp;amp;amp;lt;", "<"),
        ("&am&#112;;", "&"),
        ("x &lt; y\n<b>&lt;</b>\nz &gt;", "x < y\n<b>&lt;</b>\nz >"),
    ],
)
def test_references_that_go(text: str, wanted: str) -> None:
    assert ENCODING.clean(text).text == wanted


@pytest.mark.parametrize("text", ["\ufffd\ufffd", "caf\ufffd\ufffd \u00ab\ufffd\u00bb"])
def test_replacement_characters_are_not_lost(text: str) -> None:
    assert ENCODING.clean(text).text == text
    assert Cleaner(select=["encoding.mojibake", "encoding.control"]).clean(text).text == text


MARKED = st.text(
    st.sampled_from("ae\u0301\u0323\u0344\u0340\u212b\u1100\u1161\u11a8\uac00\n \u2126\u0928\u093c\u00e9\ufb01")
)


@given(MARKED, st.booleans())
def test_what_joins_is_composed_with_what_stands_before_it(text: str, compatible: bool) -> None:
    form: Literal["NFC", "NFKC"] = "NFKC" if compatible else "NFC"
    changing = "".join(c for c in set(text) if unicodedata.normalize(form, c) != c)
    firsts = {c: unicodedata.normalize(form, c)[0] for c in set(text) if c > "\x7f"}
    joins = "".join(c for c, f in firsts.items() if unicodedata.combining(f) or f in compose.SECOND_STARTERS)
    parts = [f"(?:[^{joins}\n]?[{joins}]+)" if joins else "", f"[{changing}]" if changing else ""]
    pieces = [m for m in re.finditer("|".join(filter(None, parts)), text) if m.group()]
    wanted = [(m.start(), m.end(), unicodedata.normalize(form, m.group())) for m in pieces]
    found = [edit[:3] for edit in compose.build(compatible=compatible).find(Document(text))]
    assert found == [edit for edit in wanted if text[edit[0] : edit[1]] != edit[2]]
