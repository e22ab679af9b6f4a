"""What reads as prose, held against the definition word by word."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from cleantext import prose
from cleantext.document import Document
from cleantext.keys import view
from cleantext.main_text import body, shape
from cleantext.prose import CLOSERS, END_MARKS, is_ended, is_prose, may_be_spaceless, spaceless_letters

_WORDS = ["a", "tide", "Ferry", "12", "été", "Émile", "мост", "Мост", "²x", "ǅ", "(so", "桥将于星期", "ที่", "→", "ª"]
_BETWEEN = [" ", "  ", "\t", "\u00a0", "\u2003", "\u200b", "\x1f"]
LINES = st.builds(
    lambda parts, end: "".join(f"{word}{space}" for word, space in parts) + end,
    st.lists(st.tuples(st.sampled_from(_WORDS), st.sampled_from(_BETWEEN)), max_size=40),
    st.sampled_from(["", ".", "end.", "end.»", "end:", "end?' ", "©"]),
)


def word_by_word(text: str) -> bool:
    if "©" in text:
        return False
    words = text.split()
    count, letters = len(words), sum(len(found) for found in prose._SPACELESS.findall(text[:2000]))
    if letters > 12:
        count = max(count, letters // 3)
    elif 3 * sum(not (word[0].isupper() or word[0].isdigit()) for word in words[:200]) < min(count, 200):
        return False
    ended = text.rstrip().rstrip(CLOSERS)[-1:]
    return count >= 20 or (count >= 8 and (ended in END_MARKS or ended == ":"))


@given(st.one_of(LINES, st.text(max_size=80)))
@example("a b c d e f g.")
@example("a b c d e f g h")
@example("A b C d E f G h.")
@example("A B C D E F g h.")
@example("Été B C D E F g h.")
@example("été été C D E F g h.")
@example("a" + " B" * 300 + " a" * 300)
@example("a " * 70 + "B " * 500)
@example("\u00e9 " * 70 + "B " * 500)
def test_prose_is_what_it_is_word_by_word(text: str) -> None:
    assert is_prose(text) is word_by_word(text)


@given(st.lists(LINES.map(view).filter(bool), max_size=8))
def test_shapes_of_many_lines_are_those_of_each(views: list[str]) -> None:
    shape.forget()
    together = shape.each(views)
    shape.forget()
    assert together == [shape(text) for text in views]
    for text, (held, words, reads, ended, *_) in zip(views, together, strict=True):
        letters = spaceless_letters(text[:2000])
        counted = len(text.split())
        assert held == text
        assert words == (max(counted, letters // 2) if letters > 3 else counted)
        assert (reads, ended) == (is_prose(text), is_ended(text))


def test_letters_of_scripts_without_spaces_lie_in_the_gate() -> None:
    for code in range(0x110000):
        if spaceless_letters(chr(code)):
            assert may_be_spaceless(chr(code))
    assert spaceless_letters("ที่ ที่ 桥x") == 7
    assert not may_be_spaceless("Naïve — “мост” …")


@given(st.lists(st.one_of(LINES, st.sampled_from(["", "\u200b", "Tide"])), max_size=8), st.booleans(), st.booleans())
def test_the_body_goes_from_the_first_line_of_prose_to_the_last(lines: list[str], first: bool, last: bool) -> None:
    document = Document("\n".join(lines), first=first, last=last)
    prose = [index for index, text in enumerate(document.views) if is_prose(text)] or [len(document.views), -1]
    found = body(document)
    assert found[0] == (prose[0] if first else 0)
    assert found[1] == (prose[-1] if last else max(prose[-1], len(document.views) - 1))
