"""Spans that rules must not touch: fenced code, front matter, and inline URLs, addresses, paths and code.

Blocks bind every stage but ``encoding``; inline spans bind ``glue``, ``typography`` and ``layout``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext.memory import remembered
from cleantext.patterns import lazy

Span = tuple[int, int]

_FENCE = lazy(r"^ {0,3}(`{3,}|~{3,})[^\n]*$", re.MULTILINE)
_FRONT_MATTER = lazy(
    r"\A(?:---[ \t]*\n(?:[\w.\"'-]+:(?:[ \t][^\n]*)?\n|[ \t][^\n]*\n|-[ \t][^\n]*\n|#[^\n]*\n|\n)+(?:---|\.\.\.)"
    r"|\+\+\+[ \t]*\n(?:[^\n+][^\n]*\n|\n)*\+\+\+)[ \t]*(?:\n|\Z)"
)
_INLINE_GATE = re.compile(r"[@#`/\\]|www\.|mailto:")
_INLINE_SIGN = lazy(r"[@#/\\]|www\.|mailto:")
"""What every inline span but code holds."""
_BLANK = lazy(r"\s")
_INLINE = lazy(
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


def blocks(text: str, *, first: bool = True) -> tuple[Span, ...]:
    r"""Spans of closed code fences and of front matter at the start; whole lines, in order.

    A fence that is never closed protects nothing. Without ``first`` the text begins in the midst of a document.

    >>> blocks("a\n```\nb\n```\n")
    ((2, 12),)
    """
    spans: list[Span] = []
    if first and text.startswith(("---", "+++")) and (front := _FRONT_MATTER.match(text)):
        spans.append(front.span())
    closed, _ = _fences(text, spans[0][1] if spans else 0, len(text))
    return (*spans, *closed)


def opened(text: str, start: int, end: int) -> int:
    r"""Where in ``text[start:end]`` the line of a fence begins that is not closed there; -1 if all are.

    >>> opened("a\n```\nb\n", 0, 8), opened("```\nb\n```\n", 0, 10)
    (2, -1)
    """
    return _fences(text, start, end)[1]


def closed(text: str, start: int, end: int) -> int:
    """Where the fence ends that is opened at ``start``, its last line included; -1 if it is not closed by ``end``."""
    spans, _ = _fences(text, start, end)
    return spans[0][1] if spans and spans[0][0] == start else -1


def _fences(text: str, start: int, end: int) -> tuple[list[Span], int]:
    """The closed fences of ``text[start:end]``, and where one that is not closed begins, or -1."""
    spans: list[Span] = []
    if not any(mark in text and text.find(3 * mark, start, end) >= 0 for mark in "`~"):
        return spans, -1
    first: re.Match[str] | None = None
    for fence in _FENCE.finditer(text, start, end):
        marks = fence[1]
        if first is None:
            if marks[0] == "~" or "`" not in fence[0].strip()[len(marks) :]:
                first = fence
        elif marks[0] == first[1][0] and len(marks) >= len(first[1]) and fence[0].strip() == marks:
            spans.append((first.start(), min(fence.end() + 1, len(text))))
            first = None
    return spans, -1 if first is None else first.start()


@remembered
def inline(line: str) -> tuple[Span, ...]:
    """Spans of a line that hold a URL, e-mail address, @handle, #tag, file path or code span.

    >>> line = "see www.example.org or `x[1]`"
    >>> [line[a:b] for a, b in inline(line)]
    ['www.example.org', '`x[1]`']
    """
    if not _INLINE_GATE.search(line):
        return ()
    stretches = [(0, len(line))] if "`" in line else _words(line)
    return tuple(match.span() for stretch in stretches for match in _INLINE.finditer(line, *stretch))


def _words(line: str) -> Iterator[tuple[int, int]]:
    """The words of a line that can hold an inline span: none but code has blanks, and code has backticks."""
    stop = 0
    for sign in _INLINE_SIGN.finditer(line):
        if (at := sign.start()) >= stop:
            before = line[stop:at]
            start = at if not before or before[-1].isspace() else at - len(before.rsplit(None, 1)[-1])
            blank = _BLANK.search(line, at)
            stop = blank.start() if blank else len(line)
            yield start, stop
