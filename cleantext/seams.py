"""Whole lines that go, and the seams that this leaves.

What remains is well formed: one blank line where a block stood, none at the top or the bottom.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from cleantext.document import Document
from cleantext.edits import Edit
from cleantext.keys import blank
from cleantext.protect import Span

Dropped = dict[int, tuple[str, ...]]
"""Line index -> ids of the rules that drop it."""


def whole_lines(document: Document, edits: Iterable[Edit]) -> list[int] | None:
    """The lines that the edits delete; None if one of them is no deletion of whole lines."""
    starts, texts, size = document.starts, document.texts, len(document.text)
    at = {start: i for i, start in enumerate(starts)}
    found: list[int] = []
    for start, end, new, _ in edits:
        if not new and start in at and at.get(end, -1) == at[start] + 1:
            found.append(at[start])  # one line, its line end included, as nearly all are
            continue
        first = document.line_at(start)
        last = document.line_at(max(start, end - 1))
        last_end = starts[last] + len(texts[last])
        if new or starts[first] != start or end not in (last_end + 1, size) or end < last_end:
            return None
        found.extend(range(first, last + 1))
    return found


def unprotected(document: Document, lines: Iterable[int], blocks: Sequence[Span]) -> list[int]:
    """The lines that lie in no protected block; blocks are sorted and disjoint."""
    if not blocks:
        return list(lines)
    starts, ends = document.starts, [end for _, end in blocks]
    kept: list[int] = []
    for i in lines:
        k = bisect_right(ends, starts[i])
        if k == len(blocks) or starts[i] < blocks[k][0]:
            kept.append(i)
    return kept


def close(document: Document, dropped: Dropped) -> list[Edit]:
    """Signed edits that delete the lines, and the blank lines that would be one too many without them."""
    starts, texts, size = document.starts, document.texts, len(document.text)
    count = len(texts)
    edits: list[Edit] = []
    chosen = sorted(dropped)
    i = 0
    while i < len(chosen):
        first = last = chosen[i]
        rules = dict.fromkeys(dropped[first])
        i += 1
        while i < len(chosen) and all(blank(texts[k]) for k in range(last + 1, chosen[i])):
            last = chosen[i]
            rules.update(dict.fromkeys(dropped[last]))
            i += 1
        above, below = first, last + 1
        while above > 0 and blank(texts[above - 1]):
            above -= 1
        while below < count and blank(texts[below]):
            below += 1
        if above == 0 or below == count:
            first, last = above, below - 1
        elif above < first and last + 1 < below:
            first, last = above + 1, below - 1
        edits.append(Edit(starts[first], min(starts[last] + len(texts[last]) + 1, size), "", tuple(rules)))
    return edits
