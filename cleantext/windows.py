r"""Long documents in windows, cut by their content, so that it does not matter how they arrive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleantext import protect
from cleantext.patterns import lazy
from cleantext.typed import NamedTuple

WHOLE = 8 << 20
"""Code points (8 Mi) up to which a document is one window."""
WINDOW = 1 << 18
"""Code points (256 Ki) of the windows that a longer one is cut into, about."""

_BLANK_LINE = lazy(r"\n\r?\n|\r\r")


class Window(NamedTuple):
    """A piece of a document; ``first`` and ``last`` where the document begins and ends with it.

    ``inside``: the piece ends in the midst of a line, and ``blanks`` stand there, which belong to no window.
    ``begun``: the piece begins in the midst of a line.
    """

    text: str
    first: bool = True
    last: bool = True
    blanks: str = ""
    inside: bool = False
    begun: bool = False


def cut(chunks: Iterable[str], whole: int = WHOLE, size: int = WINDOW) -> Iterator[Window]:
    """The windows of the document that the chunks make up.

    Each ends at the first blank line after half of ``size`` code points, else at the last line end or before the last
    blanks before ``size``, else there; never inside of a line end, nor of a code fence that is closed within four times
    ``size``.

    >>> [window.text for window in cut(["aa\\n\\nbb\\n\\nc", "c\\n\\ndd\\n\\nee\\n"], whole=4, size=4)]
    ['aa\\n\\n', 'bb\\n\\n', 'cc\\n\\n', 'dd\\n\\n', 'ee\\n']
    """
    reach = 4 * size
    held: list[str] = []
    length = 0
    first, begun = True, False
    for chunk in chunks:
        held.append(chunk)
        length += len(chunk)
        if length <= (max(whole, reach) if first else reach):
            continue
        text, start = "".join(held), 0
        while len(text) - start > reach:
            end, after, inside = _end(text, start, size)
            yield Window(text[start:end], first, False, text[end:after], inside, begun)
            first, begun, start = False, inside, after
        held, length = [text[start:]], len(text) - start
    text, start = "".join(held), 0
    while not first and length - start > size:
        end, after, inside = _end(text, start, size)
        if after >= length:
            break
        yield Window(text[start:end], first, False, text[end:after], inside, begun)
        first, begun, start = False, inside, after
    yield Window(text[start:], first, True, "", False, begun)


def _end(text: str, start: int, size: int) -> tuple[int, int, bool]:
    """Where the window that begins at ``start`` ends, where the next begins, and whether that is within a line.

    It looks no further than four times ``size``.
    """
    floor, ceiling = start + size // 2, start + size
    blank = _BLANK_LINE.search(text, floor, ceiling)
    end = blank.end() if blank else 0
    for mark in ("\n", "\r"):
        end = end or text.rfind(mark, floor, ceiling) + 1
    if not end:
        space = text.rfind(" ", floor, ceiling)
        end = after = ceiling if space < 0 else space
        while after < len(text) and after < ceiling + size // 2 and text[after] == " ":
            after += 1
        while space >= 0 and end > start and text[end - 1] == " ":
            end -= 1
        return end, after, True
    while end < len(text) and end < ceiling + size // 2 and text[end] in "\r\n" and text[end - 1] in "\r\n":
        end += 1
    if text[end - 1] == "\r" and text.startswith("\n", end):
        end += 1
    fence = protect.opened(text, start, end)
    if fence > start:
        end = fence
    elif fence == start:
        end = max(end, protect.closed(text, start, min(len(text), start + 4 * size)))
    return end, end, False
