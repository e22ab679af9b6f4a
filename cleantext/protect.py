"""Spans that rules must not touch: fenced code, front matter, and inline URLs, addresses, paths and code.

Blocks bind every stage but ``encoding``; inline spans bind ``glue``, ``typography`` and ``layout``.
"""

from __future__ import annotations

import re
from functools import lru_cache

Span = tuple[int, int]

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*$", re.MULTILINE)
_FRONT_MATTER = re.compile(
    r"\A(?:---[ \t]*\n(?:[\w.\"'-]+:(?:[ \t][^\n]*)?\n|[ \t][^\n]*\n|-[ \t][^\n]*\n|#[^\n]*\n|\n)+(?:---|\.\.\.)"
    r"|\+\+\+[ \t]*\n(?:[^\n+][^\n]*\n|\n)*\+\+\+)[ \t]*(?:\n|\Z)"
)
_INLINE_GATE = re.compile(r"[@#`/\\]|www\.")
_INLINE = re.compile(
    r"""(?P<code>(?<!`)(`+)(?!`)[^`\n]+?(?<!`)\2(?!`))
    | \b[a-zA-Z][a-zA-Z0-9+.-]{1,20}://[^\s<>"“”]+ | \bmailto:[^\s<>"“”]+ | \bwww\.[^\s<>"“”]+
    | [\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+
    | (?<![\w.@])@\w[\w.-]*\w | (?<![\w&])\#\w+
    | \b[A-Za-z]:[\\/][^\s"“”<>|]+
    | (?<![\w/])(?:~|\.{1,2})?/(?:[\w.@+-]+/)*[\w.@+-]+/?
    | (?<![\w/])[\w-]+(?:\.[\w-]+)+/[^\s<>"“”]*
    | (?<![\w/])(?:[\w.-]+/)+[\w-]+\.[A-Za-z0-9]{1,5}\b
    | (?<![\w\\])\\\\?(?:[\w.$-]+\\)+[\w.$-]+""",
    re.VERBOSE,
)


def blocks(text: str) -> tuple[Span, ...]:
    r"""Spans of closed code fences and of front matter at the start; whole lines, in order.

    A fence that is never closed protects nothing.

    >>> blocks("a\n```\nb\n```\n")
    ((2, 12),)
    """
    spans: list[Span] = []
    if text.startswith(("---", "+++")) and (front := _FRONT_MATTER.match(text)):
        spans.append(front.span())
    if "```" not in text and "~~~" not in text:
        return tuple(spans)
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(text, spans[0][1] if spans else 0):
        marks = fence[1]
        if opened is None:
            if marks[0] == "~" or "`" not in fence[0].strip()[len(marks) :]:
                opened = fence
        elif marks[0] == opened[1][0] and len(marks) >= len(opened[1]) and fence[0].strip() == marks:
            spans.append((opened.start(), min(fence.end() + 1, len(text))))
            opened = None
    return tuple(spans)


@lru_cache(maxsize=4096)
def inline(line: str) -> tuple[Span, ...]:
    """Spans of a line that hold a URL, e-mail address, @handle, #tag, file path or code span.

    >>> line = "see www.example.org or `x[1]`"
    >>> [line[a:b] for a, b in inline(line)]
    ['www.example.org', '`x[1]`']
    """
    if not _INLINE_GATE.search(line):
        return ()
    return tuple(m.span() for m in _INLINE.finditer(line))
