"""Parts of a page that an option asks to keep though the model would not: title, captions, bylines, comments."""

from __future__ import annotations

from cleantext.article.page import Page

_NEAR = 6
"""Lines above the text within which a byline stands."""
_SHORT = 30
"""Words that a caption or a byline may have."""


def title(page: Page, first: int) -> int | None:
    """The position of the title, given that the text begins at position ``first``; None if there is none.

    It is the nearest line above that shares half of its longer words, two at least, with the page's first line
    (in a dump of a web page that is the title of the window), or the first line itself right above the text.
    """
    shapes = page.shapes
    window = shapes[0].content
    for i in range(first - 1, 0, -1):
        common = len(shapes[i].content & window)
        if common >= 2 and 2 * common >= len(shapes[i].content) and shapes[i].kind not in "PU":
            return i
    return 0 if first == 1 and shapes[0].kind in "HTqS" else None


def labelled(page: Page, low: int, high: int, group: str) -> list[int]:
    """Positions from ``low`` to ``high`` (half open) of short lines that hold a label word of the group."""
    known = tuple(f"g{length}{group}" for length in "sml")
    return [
        i
        for i in range(max(low, 0), min(high, len(page.lines)))
        if page.shapes[i].size <= _SHORT and any(name in page.shapes[i].attributes for name in known)
    ]


def comments(page: Page, after: int) -> list[int]:
    """Positions of what readers wrote: prose after the first heading of comments below position ``after``."""
    shapes = page.shapes
    heading = next((i for i in range(after + 1, len(shapes)) if shapes[i].kind == "C"), None)
    if heading is None:
        return []
    return [heading, *(i for i in range(heading + 1, len(shapes)) if shapes[i].kind in "PSUqD")]


def asked_for(page: Page, kept: set[int], *, captions: bool, bylines: bool, reader_comments: bool) -> set[int]:
    """Positions that the options add to ``kept`` (positions too)."""
    if not kept:
        return set()
    low, high = min(kept), max(kept)
    found: set[int] = set()
    if captions:
        found.update(labelled(page, low - 1, high + 2, "caption"))
    if bylines:
        found.update(labelled(page, low - _NEAR, high + 2, "byline"))
    if reader_comments:
        found.update(comments(page, high))
    return found
