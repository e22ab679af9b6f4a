"""What the model sees of a line's place: repeated labels, templates and islands of prose."""

from __future__ import annotations

import pytest

from cleantext.article.features import CONTEXT, context
from cleantext.article.shapes import Shape, shape

PROSE = "The bridge on Mill Lane shuts on Monday for repairs, the council said, and it opens again in the third week."


def shapes(lines: list[str]) -> list[Shape]:
    return [found for line in lines if (found := shape(line))]


def seen(name: str, lines: list[str]) -> list[str]:
    return context(shapes(lines), [False] * len(lines))[CONTEXT.index(name)]


@pytest.mark.parametrize("lines", [["One"], ["One", PROSE], [PROSE] * 5, ["5H ago", "A b", PROSE] * 40])
def test_every_column_speaks_of_every_line(lines: list[str]) -> None:
    columns = context(shapes(lines), [False] * len(lines))
    assert len(columns) == len(CONTEXT)
    assert {len(column) for column in columns} == {len(lines)}


def test_a_label_is_a_stamp_from_the_third_time_on_whatever_its_number() -> None:
    teasers = [
        line
        for title, hours in (("Bridge shuts", 2), ("Market opens", 5), ("Ferry sails", 17))
        for line in (title, f"{hours}H ago")
    ]
    assert [value[0] for value in seen("laststamp", [*teasers, PROSE])] == ["9", "9", "1", "2", "1", "2", "1"]
    assert {value[0] for value in seen("laststamp", [*teasers[:4], PROSE])} == {"9"}


def test_a_template_repeats_and_an_article_does_not() -> None:
    teasers = ["Bridge shuts for three weeks", PROSE, "5H ago"] * 8
    article = [PROSE, PROSE + " " + PROSE] * 3 + ["What comes next"] + [PROSE] * 5
    middle = len(teasers) // 2
    assert int(seen("period", teasers)[middle][0]) > max(int(value[0]) for value in seen("period", article))
    assert {value[0] for value in seen("period", [PROSE] * 12)} == {"0"}


def test_islands_count_from_the_top_and_are_weighed_against_the_largest() -> None:
    labels = ["Home", "News", "Sport", "Weather", "Travel"]
    islands = seen("island", [*labels, *[PROSE] * 6, "A photograph", PROSE, *labels, PROSE, *labels])
    assert islands[0][0] == "-"
    assert {value[:2] for value in islands[5:13]} == {"07"}
    assert islands[18][0] == "1"
    assert islands[18][1] < "7"
    assert islands[-1][0] == "-"


def test_a_count_of_answers_is_a_heading_of_comments() -> None:
    assert shape("34 responses to Bridge shuts for three weeks").kind == "C"  # type: ignore[union-attr]
    assert shape("The council responses to the plan are due in May").kind != "C"  # type: ignore[union-attr]
