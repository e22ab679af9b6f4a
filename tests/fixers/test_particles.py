"""Particles are looked for in lines where one can end; elsewhere their patterns find nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cleantext import Cleaner
from cleantext.document import Document
from cleantext.fixers import particles

RULE = Cleaner(select=["glue.particle"]).rules[0].finder
WORDS = st.sampled_from(
    ["Ursula", "Ursulavon", "vander", "van", "von", "der", "de", "dela", "la", "La", "Leyen", "Cruz", "Mariadel", "Rio", "Лев", "été",
     "中文", "Fernandoda", "Silva", "inde", "x", "ibn", "Saudbin", "Ab", "A"]
)  # fmt: skip
TEXTS = st.lists(st.tuples(WORDS, st.sampled_from([" ", "\u00a0", "\n", ". ", ""])), max_size=12).map(
    lambda pairs: "".join(map("".join, pairs))
)
LISTS = st.sampled_from([(["van", "de", "della"], ["der", "la"]), ([], []), (["d'", "y"], ["la"]), (["von"], [])])


def everywhere(rule: particles.Particles, text: str) -> list[int]:
    found = {m.start("at") for m in rule._double.finditer(text) if rule._two(m, text)}
    return sorted(found | {m.start("at") for m in rule._glued.finditer(text) if rule._after_name(m, text)})


@given(TEXTS, LISTS)
def test_no_line_is_passed_over(text: str, lists: tuple[list[str], list[str]]) -> None:
    for rule in (RULE, particles.build(*lists, keep=[])):
        assert isinstance(rule, particles.Particles)
        assert [edit.start for edit in rule.find(Document(text))] == everywhere(rule, text)
        held = [line for line in text.split("\n") if rule._glued.search(line) or rule._double.search(line)]
        looked_at = {text[start:stop].rstrip("\n") for start, stop in rule._lines(Document(text))}
        assert set(held) <= looked_at
