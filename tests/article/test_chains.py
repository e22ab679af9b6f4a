"""The chains against the sum over all ways through a page; weights packed into one number against their sums."""

from __future__ import annotations

from itertools import pairwise, product
from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.article.chains import FAR, Odds, Parts, by_odds, by_parts
from cleantext.article.model import BITS, NUMBERS, OFFSETS, packed, shipped, unpacked
from cleantext.article.shapes import groups

scores = st.floats(-4, 4)
BEFORE, TEXT, WITHIN, AFTER = range(4)
STEPS = [(0, 0), (0, 1), (1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (3, 3)]


def log_odds(ways: list[tuple[tuple[int, ...], float]], line: int, text: int) -> float:
    kept = sum(exp(score) for states, score in ways if states[line] == text)
    rest = sum(exp(score) for states, score in ways if states[line] != text)
    return log(kept / rest)


@given(st.tuples(*[scores] * 6), st.lists(scores, min_size=2, max_size=6))
def test_odds_are_those_of_all_ways(numbers: tuple[float, ...], text: list[float]) -> None:
    chain = Odds(*numbers)
    step = [[chain.rest_rest, chain.rest_text], [chain.text_rest, chain.text_text]]
    ways = [
        (
            states,
            sum(own for own, state in zip(text, states, strict=True) if state)
            + sum(step[a][b] for a, b in pairwise(states))
            + chain.start * states[0]
            + chain.stop * states[-1],
        )
        for states in product((0, 1), repeat=len(text))
    ]
    assert by_odds(chain, text) == pytest.approx([log_odds(ways, i, 1) for i in range(len(text))])


@given(st.tuples(*[scores] * 11), st.lists(st.tuples(scores, scores, scores), min_size=2, max_size=5))
def test_parts_are_those_of_all_ways(numbers: tuple[float, ...], lines: list[tuple[float, float, float]]) -> None:
    chain = Parts(*numbers)
    step = dict(zip(STEPS, chain[:8], strict=True))
    first, last = (
        {BEFORE: chain.start_before, TEXT: 0.0},
        {BEFORE: chain.stop_before, TEXT: 0.0, AFTER: chain.stop_after},
    )
    ways = [
        (
            states,
            sum((own[0], 0.0, own[1], own[2])[state] for own, state in zip(lines, states, strict=True))
            + sum(step[pair] for pair in pairwise(states))
            + first[states[0]]
            + last[states[-1]],
        )
        for states in product(range(4), repeat=len(lines))
        if states[0] in first and states[-1] in last and all(pair in step for pair in pairwise(states))
    ]
    found = by_parts(chain, *zip(*lines, strict=True))
    assert found == pytest.approx([log_odds(ways, i, TEXT) for i in range(len(lines))])


def test_no_evidence_is_too_strong() -> None:
    level = Parts(*[0.0] * 11)
    assert by_parts(level, [900.0] * 3, [0.0] * 3, [-900.0] * 3)[0] < 0
    for strong in (900.0, -900.0):
        assert all(abs(odds) <= FAR for odds in by_parts(level, [strong] * 999, [strong] * 999, [strong] * 999))


@given(st.lists(st.lists(st.integers(-165, 165), max_size=NUMBERS), max_size=99))
def test_packed_numbers_add_up(rows: list[list[int]]) -> None:
    sums = [sum(row[k] if k < len(row) else 0 for row in rows) for k in range(NUMBERS)]
    assert unpacked(sum(map(packed, rows))) == tuple(sums)


MOST = {"z": 3, "d": 2, "u": 2, "w": 8, "g": len(set(groups().values())), "m": 40}
"""Attributes of one line that begin with the same letter, where these may be more than one."""


def test_no_sum_of_weights_leaves_its_field() -> None:
    weights = shipped().weights
    for k in range(NUMBERS):
        most = sum(max(abs((*row, *[0] * NUMBERS)[k]) for row in table.values()) for table in weights.place)
        for offset in range(len(OFFSETS)):
            alike: dict[str, list[int]] = {}
            for name, row in weights.own.items():
                alike.setdefault(name[0], []).append(abs((*row, *[0] * 20)[NUMBERS * offset + k]))
            most += sum(sum(sorted(found)[-MOST.get(letter, 1) :]) for letter, found in alike.items())
        assert most < 1 << (BITS - 1)


def test_a_line_weighs_what_its_attributes_weigh() -> None:
    model = shipped()
    for text in ("Share this article", "By Anna Kowalska, 3 May 2024", "The bridge shuts on Monday, the council said."):
        found = model.known(text)
        assert found
        rows = [(*row, *[0] * 20) for name in found[0].attributes if (row := model.weights.own.get(name))]
        for offset, fields in enumerate(found[1]):
            at = NUMBERS * offset
            assert unpacked(fields) == tuple(sum(row[at + k] for row in rows) for k in range(NUMBERS))
