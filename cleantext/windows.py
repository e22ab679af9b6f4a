r"""Long documents in windows, cut by their content, so that it does not matter how they arrive."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

WHOLE = 8 << 20
"""Code points (8 Mi) up to which a document is one window."""
WINDOW = 1 << 18
"""Code points (256 Ki) of the windows that a longer one is cut into, about."""

_BLANK_LINE = re.compile(r"\n\r?\n|\r\r")


class Window(NamedTuple):
    """A piece of a document; ``first`` and ``last`` where the document begins and ends with it."""

    text: str
    first: bool = True
    last: bool = True


def cut(chunks: Iterable[str], whole: int = WHOLE, size: int = WINDOW) -> Iterator[Window]:
    """The windows of the document that the chunks make up.

    Each ends at the first blank line after half of ``size`` code points, else at the last line end or space before
    ``size``, else there, and never inside of a line end.

    >>> [window.text for window in cut(["aa\\n\\nb", "b\\n\\ncc\\n"], whole=8, size=8)]
    ['aa\\n\\nbb\\n\\n', 'cc\\n']
    """
    reach = size + size // 2 + 1
    held: list[str] = []
    length = 0
    first = True
    for chunk in chunks:
        held.append(chunk)
        length += len(chunk)
        if length <= (max(whole, reach) if first else reach):
            continue
        text, start = "".join(held), 0
        while len(text) - start > reach:
            end = _end(text, start, size)
            yield Window(text[start:end], first, last=False)
            first, start = False, end
        held, length = [text[start:]], len(text) - start
    text, start = "".join(held), 0
    while length - start > (max(whole, size) if first else size):
        end = _end(text, start, size)
        if end == length:
            break
        yield Window(text[start:end], first, last=False)
        first, start = False, end
    yield Window(text[start:], first, last=True)


def _end(text: str, start: int, size: int) -> int:
    """Where the window that begins at ``start`` ends; it looks no further than half of ``size`` beyond its size."""
    floor, ceiling = start + size // 2, start + size
    blank = _BLANK_LINE.search(text, floor, ceiling)
    end = blank.end() if blank else 0
    for mark in ("\n", "\r", " "):
        end = end or text.rfind(mark, floor, ceiling) + 1
    end = end or ceiling
    while end < len(text) and end < ceiling + size // 2 and text[end] in "\r\n" and text[end - 1] in "\r\n":
        end += 1
    return end + text.startswith("\n", end) if text[end - 1] == "\r" else end
