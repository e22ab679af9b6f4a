"""Promise 8: twice the text, twice the time. Ratios of processor time, never seconds."""

from __future__ import annotations

import time
from functools import cache

import pytest

from cleantext.cleaner import Cleaner
from cleantext.profiles import profiles

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
