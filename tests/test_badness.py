"""The cheap test for mojibake says what ftfy says. It belongs to ftfy 6.3.1: a new version must be looked at."""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from functools import cache
from importlib.metadata import version
from itertools import accumulate

import ftfy.badness
import pytest

from cleantext import badness

CATEGORIES = ftfy.badness.MOJIBAKE_CATEGORIES
SEEDS = range(3)


@cache
def members(name: str) -> set[str]:
    pattern = re.compile(f"[{CATEGORIES[name]}]")
    return {chr(c) for c in range(0x110000) if pattern.match(chr(c))}


def test_the_class_is_that_of_the_installed_ftfy() -> None:
    names = ("bad", "currency", "numeric", "law", "box", "start_punctuation", "end_punctuation", "upper_accented", "c1")
    wanted = set("°ÙœŒЂ").union(*map(members, names))
    pattern = re.compile(f"[{badness.SUSPICIOUS}]")
    assert {chr(c) for c in range(0x110000) if pattern.match(chr(c))} == wanted, version("ftfy")


def agree(texts: list[str]) -> None:
    """ftfy's pattern runs over all texts at once, ours over those that it or we find suspicious."""
    joined = "\n".join(f"({text})" for text in texts)
    starts = list(accumulate((len(text) + 3 for text in texts), initial=0))
    bad = {bisect_right(starts, m.start()) - 1 for m in ftfy.badness.BADNESS_RE.finditer(joined)}
    suspects = {bisect_right(starts, m.start()) - 1 for m in badness.suspect().finditer(joined)}
    assert not [texts[i] for i in bad - suspects]
    assert [texts[i] for i in suspects if badness.is_bad(f"({texts[i]})") != (i in bad)] == []


def test_every_code_point_alone_and_between_letters_and_blanks() -> None:
    points = [chr(c) for c in range(0x110000) if c not in (0x0A, 0x0D)]
    agree([f"a{c}b e {c} " for c in points])


def test_every_pair_of_characters_that_ftfy_knows() -> None:
    known = sorted(set().union(*map(members, CATEGORIES)))
    agree([f"{one}{other} a{one}{other}" for one in known for other in known])


@pytest.mark.parametrize("seed", SEEDS)
def test_random_strings(seed: int) -> None:
    known = sorted(set().union(*map(members, CATEGORIES)))
    extra = list("abZ 1.,?!\n\t(ÂÃœŒŠŸž×ΓГўВЂВβ€√≈‚«»“”‘’„‹›ÄâóàÜé\u00a0\u202f…—п日ä") * 6
    chance = random.Random(seed)
    pool = known + extra
    for _ in range(30_000):
        text = "".join(chance.choices(pool, k=chance.randint(2, 10)))
        assert badness.is_bad(text) == ftfy.badness.is_bad(text), repr(text)


def test_sound_quotes_do_not_load_ftfy() -> None:
    assert not badness.suspect().search("«Да», сказала она. «\u00a0Très bien\u00a0», „Öl“ und ‚Äpfel'?"[:40])
