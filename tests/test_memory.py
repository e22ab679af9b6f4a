"""What is remembered of lines: asked once, bounded by length and number, forgotten when told."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from cleantext.memory import HELD, remembered, remembered_together


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def known(asked: list[str]) -> remembered[int]:
    def size(text: str) -> int:
        asked.append(text)
        return len(text)

    return remembered(size)


def test_what_was_remembered_first_is_known_through_one_more_fill(known: remembered[int], asked: list[str]) -> None:
    for number in range(HELD + 1):
        known(str(number))
    known("0")
    assert asked.count("0") == 1
    known.forget()
    known("0")
    assert asked.count("0") == 2


def test_what_is_remembered_of_lines_is_bounded_by_their_length(known: remembered[int], asked: list[str]) -> None:
    for text in ("a", "a", "b" * 9000, "c" * 9000, "d" * 9000, "b" * 9000):
        assert known(text) == len(text)
    assert len(asked) == 5


def test_texts_asked_together_are_asked_once_and_kept() -> None:
    asked: list[list[str]] = []

    def sizes(texts: Sequence[str]) -> list[int]:
        asked.append(list(texts))
        return [len(text) for text in texts]

    known = remembered_together(sizes)
    assert known.each(["a", "bb", "a"]) == [1, 2, 1]
    assert known.each(["bb", "ccc", "d" * 9000]) == [2, 3, 9000]
    assert known("ccc") == 3
    assert known("dddd") == 4
    assert asked == [["a", "bb"], ["ccc", "d" * 9000], ["dddd"]]
    assert known.each(map(str, range(3 * HELD)))[-1] == 5
    assert len(known) <= HELD
    assert known.each(["a"]) == [1]
