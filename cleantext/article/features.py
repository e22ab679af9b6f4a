"""Where a line stands among the others of its page: what the model sees beside the line's own shape.

Blank lines count only as gaps.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from cleantext.article.shapes import Shape, share, steps

CONTEXT = (
    "unit", "joins", "kinds3", "kinds5", "wide", "above", "below", "lastprose", "nextprose", "place", "prosebefore",
    "segment", "segmentkind", "overlap", "title", "repeats", "page", "pagekind", "gap", "gapkind", "teasers",
    "list", "sinceC", "talk", "dates", "sinceR", "prefix", "around", "labels",
)  # fmt: skip
"""Names of what :func:`context` tells of each line, in its order."""

_RELATED_REACH = 16
"""Lines that a heading of related stories may have below it."""
_TEASERS = re.compile(r"(?:[HTU][DNohqX]{0,3}S[DNohqXR]{0,3}){3,}|(?:[HTU][DN][ohqX]{0,2}){3,}")
_LIST = re.compile(r"[HTohXNDRC]{5,}")


def context(shapes: Sequence[Shape], gaps: Sequence[bool]) -> list[tuple[str, ...]]:
    """For each line, in the order of CONTEXT, what its place in the page and its neighbours say.

    ``gaps[i]`` says whether a blank line stands before line ``i``. Linear in the number of lines.
    """
    n = len(shapes)
    kinds = "".join([s.kind for s in shapes])
    padded = "^^" + kinds + "$$"
    size = [s.size for s in shapes]
    unit, prose = _units(shapes)
    words_to = _sums(size)
    prose_to = _sums(prose)
    total, total_prose = words_to[n], prose_to[n]
    low, high = _densest(size, prose)
    main = Counter(w for s in shapes[low:high] for w in s.content)
    main_words = main.keys()
    title = shapes[0].content
    repeats = Counter([s.key for s in shapes])
    prefixes = Counter([s.key[:6] for s in shapes])
    in_teasers = _marked(_TEASERS, kinds, n)
    in_list = _marked(_LIST, kinds, n)
    talk_to = _sums([1 if k == "C" else 0 for k in kinds])
    date_to = _sums([1 if k == "D" else 0 for k in kinds])
    label_to = _sums([1 if k in "ohXNRC" else 0 for k in kinds])
    prose_share = share(total_prose, total)
    page = f"{prose_share}{steps(total_prose) // 2}"
    page_talk = min(3, talk_to[n].bit_length())
    last_prose, next_prose = _distances(prose)
    since_comment = since_related = 0
    seen_prose = False
    rows: list[tuple[str, ...]] = []
    for i in range(n):
        s = shapes[i]
        kind = s.kind
        z = steps(s.size)
        seen_prose = seen_prose or prose[i] > 24
        if kind == "C" and seen_prose:
            since_comment = 1
        elif since_comment:
            since_comment += 1
        if kind == "R":
            since_related = 1
        elif since_related:
            since_related = (since_related + 1) % _RELATED_REACH
        a4, b4 = max(0, i - 4), min(n, i + 5)
        a16, b16 = max(0, i - 16), min(n, i + 17)
        above4, below4 = prose_to[i] - prose_to[a4], prose_to[b4] - prose_to[i + 1]
        above16, below16 = prose_to[i] - prose_to[a16], prose_to[b16] - prose_to[i + 1]
        where = "<" if i < low else ">" if i >= high else "="
        far = steps(low - i if i < low else i - high + 1 if i >= high else 0)
        own = prose[i] > 0
        before = share(prose_to[i], total_prose)
        after = prose_to[i + 1] >= total_prose
        content = s.content
        over = share(len(content & main_words), len(content)) if where != "=" else 9
        entitled = share(len(content & title), len(title))
        reps = min(repeats[s.key], 4)
        gap = f"{int(gaps[i])}{int(gaps[i + 1]) if i + 1 < n else 1}"
        before_end = shapes[i - 1].end if i else "^"
        after_first = shapes[i + 1].first if i + 1 < n else "$"
        rows.append(
            (
                f"{steps(unit[i])}{int(unit[i] > s.size)}",
                f"{before_end}{s.first}{s.end}{after_first}",
                padded[i + 1 : i + 4],
                padded[i : i + 5],
                f"{steps(above16) // 2},{steps(below16) // 2}",
                f"{steps(above4) // 2}{kind}",
                f"{steps(below4) // 2}{kind}",
                f"{steps(last_prose[i])}{own:d}",
                f"{steps(next_prose[i])}{own:d}",
                f"{share(words_to[i], total)}{kind}",
                f"{before}{after:d}{kind}",
                f"{where}{far}{own:d}",
                f"{where}{kind}",
                f"{where}{over}{min(z, 9)}",
                f"{entitled}{min(z, 9)}{i == 0:d}",
                f"{reps}{min(z, 9)}",
                page,
                f"{prose_share}{kind}",
                gap + f"{min(z, 9)}",
                gap + kind,
                f"{in_teasers[i]}{kind}{where}",
                f"{in_list[i]}{kind}{where}",
                f"{steps(since_comment)}",
                f"{min(3, talk_to[b16] - talk_to[a16])}{kind}{page_talk}",
                f"{min(4, date_to[b16] - date_to[a16])}{kind}",
                f"{steps(since_related)}{kind}",
                f"{min(3, prefixes[s.key[:6]].bit_length())}{min(z, 9)}",
                f"{share(above16 + below16, words_to[b16] - words_to[a16])}{kind}",
                f"{share(label_to[b16] - label_to[a16], b16 - a16)}{kind}",
            )
        )
    return rows


def _sums(values: Sequence[int]) -> list[int]:
    total = 0
    out = [0]
    for value in values:
        total += value
        out.append(total)
    return out


def _units(shapes: Sequence[Shape]) -> tuple[list[int], list[int]]:
    """Words of the paragraph that each line is a piece of, and the line's words where that reads as prose.

    A converter that breaks lines at inline tags leaves pieces: a line that ends in a word or a comma, and the
    next begins small or with a mark.
    """
    n = len(shapes)
    unit = [0] * n
    prose = [0] * n
    i = 0
    while i < n:
        j = i + 1
        while (
            j < n
            and (shapes[j].first in "a." or (shapes[j - 1].end == "," and shapes[j].first == "A"))
            and (shapes[j - 1].joins or shapes[j].first == ".")
        ):
            j += 1
        words = sum(s.size for s in shapes[i:j])
        reads = words >= 8 and (shapes[j - 1].end in ".!~:" or any(s.kind in "PS" for s in shapes[i:j]))
        reads = reads or (words >= 20 and any(s.kind == "U" for s in shapes[i:j]))
        for k in range(i, j):
            unit[k] = words
            prose[k] = shapes[k].size if reads else 0
        i = j
    return unit, prose


def _densest(size: Sequence[int], prose: Sequence[int]) -> tuple[int, int]:
    """The stretch (half open) with the most prose for what else it holds: the maximum-scoring segment."""
    best = value = 0
    low = high = start = 0
    for i, words in enumerate(prose):
        value += words if words else -5 - min(size[i], 10)
        if value <= 0:
            value, start = 0, i + 1
        elif value > best:
            best, low, high = value, start, i + 1
    return low, high


def _distances(prose: Sequence[int]) -> tuple[list[int], list[int]]:
    n = len(prose)
    last, following = [0] * n, [0] * n
    at = 99
    for i in range(n):
        last[i] = at
        at = 1 if prose[i] else at + 1
    at = 99
    for i in range(n - 1, -1, -1):
        following[i] = at
        at = 1 if prose[i] else at + 1
    return last, following


def _marked(pattern: re.Pattern[str], kinds: str, n: int) -> bytearray:
    marks = bytearray(n)
    for match in pattern.finditer(kinds):
        a, b = match.span()
        marks[a:b] = bytes([min(9, 1 + (b - a) // 8)]) * (b - a)
    return marks
