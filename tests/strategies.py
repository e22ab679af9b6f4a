"""Texts that trouble a cleaner: all of Unicode, damage of every kind, pages cut and shuffled."""

from __future__ import annotations

from hypothesis import strategies as st

from cleantext.edits import Edit, Patch
from cleantext.shipped import shipped

PIECES = [
    "“Rock ’n’ roll,” she said.", "It’s 5′ 10″ — or so…", "Mar\u00c3\u00ada", "itâ€™s", "Ã ", "Â\u00a0", "&amp;", "&amp;lt;", "&#8217;", "&EACUTE;",
    "<b>bold</b>", "a < b", "\u00a0", "\u202f?", "« oui »", "\u200b", "\u200d", "\u200c", "\u00ad", "\u2060", "\ufeff", "\u202e", "\u2066",
    "\u05e9\u05dc\u05d5\u05dd", "\u0645\u06cc\u200c\u0631\u0648\u0645", "\U0001f469\u200d\U0001f680", "e\u0301", "\u0327\u0301", "\ufb01nal", "４２",
    "VolodymyrZelensky", "said,he", "ended.The talks", "May 19,2025", "Mr.Smith", "NATOSecretary", "McDonald", "iPhone",
    "http://example.org/A.B,c", "@handle", "#tag", "`x[1]`", "C:\\new", "user@example.org",
    "\x1b[31m", "\x00", "\x85", "\u2028", "\x0c", "\t", "  ", "   ", "12", "up", "PDF", "[red]", ":smile:", "- ", "• ", "– ",
]  # fmt: skip
LINES = [
    "You are here", "up", "9 users have voted.", "Newsletter", "Get top stories and blog posts emailed to you each day.", "PDF", "Advertisement",
    "14 Likes", "Share", "Read more: another story", "```", "~~~", "---", "title: x", "Skip to main content", "1", "Page 2", "| a | b |", "* one",
    "The bridge on Mill Lane shuts on Monday for repairs, the council said.", "Simmer the beans for an hour and then serve them with plenty of bread.",
    "Мост закроют в понедельник на ремонт, сообщили в городском совете.", "桥将于星期一关闭进行维修，市议会表示，预计需要三个星期。", "    indented code", "Name     Age", "Anna      12",
]  # fmt: skip


def examples() -> list[str]:
    return [e.before for b in shipped() for e in b.examples] + [k for b in shipped() for k in b.keep]


def characters() -> st.SearchStrategy[str]:
    """Any text, surrogates and noncharacters included."""
    return st.text(max_size=60)


def phrases() -> st.SearchStrategy[str]:
    """A line of damage and ordinary words."""
    return st.lists(
        st.one_of(st.sampled_from(PIECES), st.sampled_from(["the", "said", " ", " ", "Anna", ",", "."]), characters()),
        max_size=8,
    ).map("".join)


def mojibake() -> st.SearchStrategy[str]:
    """Text written as UTF-8 and read as another encoding, once or twice."""

    def damage(text: str, encoding: str, times: int) -> str:
        for _ in range(times):
            text = text.encode("utf-8", "replace").decode(encoding, "replace")
        return text

    return st.builds(
        damage,
        st.text(st.characters(max_codepoint=0x2FFF, exclude_categories=["Cs"]), max_size=20),
        st.sampled_from(["latin-1", "cp1252", "mac_roman", "cp437"]),
        st.integers(1, 2),
    )


def pages() -> st.SearchStrategy[str]:
    """Lines of chrome and prose, cut and shuffled, with any line ends."""
    line = st.one_of(st.sampled_from(LINES), phrases(), mojibake(), st.just(""))
    ends = st.sampled_from(["\n", "\n", "\n", "\r\n", "\r", "\n\n"])
    return st.lists(st.tuples(line, ends), max_size=14).map(lambda rows: "".join(a + b for a, b in rows))


def texts() -> st.SearchStrategy[str]:
    """Any of these, with or without a byte order mark."""
    body = st.one_of(pages(), pages(), phrases(), mojibake(), characters(), st.sampled_from(examples()))
    return st.builds(str.__add__, st.sampled_from(["", "", "", "\ufeff"]), body)


@st.composite
def patches(draw: st.DrawFn, text: str, rule: str = "a.a") -> Patch:
    """A patch of ``text``."""
    points = sorted(draw(st.lists(st.integers(0, len(text)), max_size=10)))
    new = draw(st.lists(st.text("xy\n", max_size=3), min_size=len(points), max_size=len(points)))
    pairs = zip(points[::2], points[1::2], new, strict=False)
    return Patch(Edit(a, b, n, (rule,)) for a, b, n in pairs if b > a or n)
