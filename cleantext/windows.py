"""Long documents in windows, cut by their content, so that it does not matter how they arrive."""

from __future__ import annotations

from collections.abc import Iterator

LIMIT = 8 << 20
"""Code points (8 Mi) up to which a document is one window."""


def cut(text: str, limit: int = LIMIT) -> Iterator[str]:
    """Pieces of ``text``: each ends at the first blank line after half of ``limit`` code points, else at the
    last line end or space before ``limit``, else there.

    >>> list(cut("aa\\n\\nbb\\n\\ncc\\n", 8))
    ['aa\\n\\nbb\\n\\n', 'cc\\n']
    """
    start = 0
    while len(text) - start > limit:
        floor, ceiling = start + limit // 2, start + limit
        at = text.find("\n\n", floor, ceiling)
        end = at + 2 if at >= 0 else 0
        for mark in ("\n", " "):
            end = end or text.rfind(mark, floor, ceiling) + 1
        end = end or ceiling
        while end < len(text) and end < ceiling + limit // 2 and text[end] == "\n":
            end += 1
        yield text[start:end]
        start = end
    yield text[start:]
