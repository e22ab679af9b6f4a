"""Promise 8: twice the text, twice the time. Ratios of processor time, never seconds."""

from __future__ import annotations

import re
import time
from functools import cache
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from cleantext.cleaner import Cleaner
from cleantext.profiles import profiles
from cleantext.shipped import shipped

GROWTH = 8
SLACK = 2.5
"""How much more than linear a measurement may look; quadratic growth would be 8 times."""

ATTEMPTS = 4
"""Measurements before growth is believed: a busy machine disturbs one, quadratic growth shows in all."""

GENERATORS = {
    "one letter": "a",
    "spaces": " ",
    "tabs and spaces": " \t",
    "no-break spaces": "\u00a0",
    "line ends": "\n",
    "blank lines": " \n",
    "carriage returns": "\r",
    "references": "&amp;",
    "ampersands": "&",
    "nested references": "&amp;amp;",
    "A tilde": "\u00c3",
    "mojibake": "\u00e2\u20ac\u2122",
    "combining marks": "\u0301\u0327",
    "quotes": "\u201c\u2019",
    "escapes": "\x1b[",
    "open tags": "<a ",
    "capitals": "AbcdeFghij",
    "commas": "said,he",
    "sentences": "ended.The",
    "digits": "1,2025May",
    "backticks": "`",
    "fences": "```\nx\n",
    "fences and labels": "```\nx\n```\nShare this article\n",
    "paths": "a/b.c/",
    "paths and commas": "we said,he read a/b.c/d now ",
    "commas among words": "we said,he went to town ",
    "at signs": "a@b.",
    "labels": "Share this article\n",
    "numbers in lines": "12\n\n",
    "prompts": "sign up for our newsletter and your inbox ",
    "bidi": "\u202e",
    "tags": "\U000e0061",
    "hyphens at line ends": "exam-\nple ",
    "page breaks": "Head 1\n\n1\n\f",
    "spaced columns": "a   b   c\n",
}


@cache
def cleaner(profile: str) -> Cleaner:
    return Cleaner(profile)


def cost(profile: str, text: str) -> float:
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        cleaner(profile).clean(text)
        best = min(best, time.process_time() - began)
    return best


@pytest.mark.parametrize("profile", sorted(profiles()))
@pytest.mark.parametrize("piece", GENERATORS.values(), ids=GENERATORS.keys())
def test_growth(profile: str, piece: str) -> None:
    small = piece * (4_000 // len(piece) + 1)
    large = piece * (4_000 * GROWTH // len(piece) + 1)
    ratios = []
    for _ in range(ATTEMPTS):
        ratios.append(cost(profile, large) / max(cost(profile, small), 0.002))
        if ratios[-1] < GROWTH * SLACK:
            return
    raise AssertionError(f"{GROWTH} times the text took {ratios} times the time")


NESTED = {"chrome.call-to-action", "chrome.caption", "chrome.page-number", "layout.citation"}
"""Rules with a repeat in a repeat where each round begins or ends with a sign that its inside cannot hold."""


def nested(tree: Any, inside: bool = False) -> bool:
    """Whether a repeat without an end, or a long one, stands in another: that can take exponential time."""
    for op, value in tree:
        name = str(op)
        if name in ("MAX_REPEAT", "MIN_REPEAT"):
            long = value[1] > 8
            if (long and inside) or nested(value[2], inside or long):
                return True
        elif name == "BRANCH":
            if any(nested(branch, inside) for branch in value[1]):
                return True
        elif name == "SUBPATTERN":
            if nested(value[3], inside):
                return True
        elif name in ("ATOMIC_GROUP", "POSSESSIVE_REPEAT", "ASSERT", "ASSERT_NOT") and nested(
            value if name == "ATOMIC_GROUP" else value[-1]
        ):
            return True
    return False


def test_no_shipped_pattern_repeats_what_repeats() -> None:
    found = set()
    for blueprint in shipped():
        for key in ("match", "start", "then", "end", "near"):
            sources = blueprint.values.get(key, [])
            for source in [sources] if isinstance(sources, str) else sources:  # type: ignore[attr-defined]
                if nested(_parser.parse(re.sub(r"\\p\{\w+\}", "x", source))):
                    found.add(blueprint.id)
    assert found == NESTED


@pytest.mark.parametrize("label", ["You are here: ", "Sie sind hier: ", "Estás aquí: "])
def test_a_trail_of_many_steps_that_ends_as_a_sentence(label: str) -> None:
    text = label + "a" + " > b" * 25 + ".\n"
    assert Cleaner().clean(text).text == text


def test_growth_of_labels_above_teasers() -> None:
    told = "The bridge on Mill Lane shuts on Monday for repairs that last three weeks, and boats go the long way."

    def page(labels: int) -> str:
        teasers = ["A short title of four words", told, "Another short title of words", told]
        return "\n".join([told] * 8 + ["Advertisement", "Read more"] * labels + teasers)

    ratios = []
    for _ in range(ATTEMPTS):
        ratios.append(cost("web", page(GROWTH * 250)) / max(cost("web", page(250)), 0.002))
        if ratios[-1] < GROWTH * SLACK:
            return
    raise AssertionError(f"{GROWTH} times the labels took {ratios} times the time")
