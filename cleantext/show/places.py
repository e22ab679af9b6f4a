"""Where the edits of a cleaning lie, in lines and columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cleantext.cleaner import Cleaning
from cleantext.edits import Edit

RISKS = ("none", "low", "high")


class Place(NamedTuple):
    """An edit with its lines and columns, from 1, in code points; lines end at LF. The end is exclusive."""

    edit: Edit
    line: int
    column: int
    end_line: int
    end_column: int


def places(cleaning: Cleaning) -> Iterator[Place]:
    """The edits in order, each with its place. Linear."""
    before = cleaning.before
    line, begin, at = 1, 0, 0
    for edit in cleaning.patch:
        line, begin = _moved(before, at, edit.start, line, begin)
        end_line, end_begin = _moved(before, edit.start, edit.end, line, begin)
        yield Place(edit, line, edit.start - begin + 1, end_line, edit.end - end_begin + 1)
        line, begin, at = end_line, end_begin, edit.end


def highest(rules: tuple[str, ...], risks: Mapping[str, str]) -> str:
    """The highest risk of the rules."""
    return max((risks.get(rule, "low") for rule in rules), key=RISKS.index, default="low")


def _moved(text: str, at: int, to: int, line: int, begin: int) -> tuple[int, int]:
    newlines = text.count("\n", at, to)
    return (line + newlines, text.rfind("\n", at, to) + 1) if newlines else (line, begin)
