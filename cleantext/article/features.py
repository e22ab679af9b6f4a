"""Where a line stands among the others of its page: what the model sees beside the line's own shape.

Blank lines count only as gaps.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain, repeat

from cleantext.article.shapes import Shape, share, steps

CONTEXT = (
    "unit", "joins", "kinds3", "kinds5", "wide", "above", "below", "lastprose", "nextprose", "place", "prosebefore",
    "segment", "segmentkind", "overlap", "title", "repeats", "page", "pagekind", "gap", "gapkind", "teasers",
    "list", "sinceC", "talk", "dates", "sinceR", "prefix", "around", "labels", "stamps",
    "laststamp", "nextstamp", "period", "island", "islandkind",
)  # fmt: skip
"""Names of what :func:`context` tells of each line, in its order."""

_DIGIT = tuple(map(str, range(10)))
_STEPS = tuple(str(steps(n)) for n in range(1 << 12))
_HALVES = tuple(str(steps(n) // 2) for n in range(1 << 12))
_RELATED_REACH = 16
"""Lines that a heading of related stories may have below it."""
_STAMP = 6
"""Words that a line may have which the page repeats as a stamp, its numbers aside: "5 hours ago", "Reply" ..."""
_OFTEN = 3
"""... and how often the page must have it."""
_GAP = 3
"""Lines without prose within an island of prose."""
_TEASERS = re.compile(r"(?:[HTU][DNohqX]{0,3}S[DNohqXR]{0,3}){3,}|(?:[HTU][DN][ohqX]{0,2}){3,}")
_LIST = re.compile(r"[HTohXNDRC]{5,}")


def context(shapes: Sequence[Shape], gaps: Sequence[bool]) -> list[list[str]]:
    """For each of CONTEXT, in its order, what it says of each line: its place in the page and its neighbours.

    ``gaps[i]`` says whether a blank line stands before line ``i``. Linear in the number of lines.
    """
    n = len(shapes)
    kinds = "".join([s.kind for s in shapes])
    sizes = [s.size for s in shapes]
    unit, prose = _units(shapes)
    words_to, prose_to = _sums(sizes), _sums(prose)
    total, total_prose = words_to[n], prose_to[n]
    low, high = _densest(sizes, prose)
    where = "<" * low + "=" * (high - low) + ">" * (n - high)
    main = frozenset().union(*[s.content for s in shapes[low:high]])
    title = shapes[0].content
    keys, prefixes = Counter([s.key for s in shapes]), Counter([s.key[:6] for s in shapes])
    moulds = Counter([s.mould for s in shapes])
    stamped = [1 if s.size <= _STAMP and moulds[s.mould] >= _OFTEN else 0 for s in shapes]
    own = ["1" if words else "0" for words in prose]
    most9 = [_DIGIT[min(steps(size), 9)] for size in sizes]
    above16, below16 = _before(prose_to, 16), _after(prose_to, 16)
    words16 = _around(words_to, 16)
    kind_where = [k + w for k, w in zip(kinds, where, strict=True)]
    blank = "".join(["1" if gap else "0" for gap in gaps]) + "1"
    gap = [blank[i : i + 2] for i in range(n)]
    padded = "^^" + kinds + "$$"
    ends, firsts = ["^", *[s.end for s in shapes[:-1]]], [*[s.first for s in shapes[1:]], "$"]
    prose_share = _DIGIT[share(total_prose, total)]
    talk_to = _sums([k == "C" for k in kinds])
    page_talk = _DIGIT[min(3, talk_to[n].bit_length())]
    last_prose, next_prose = _distances(prose)
    last_stamp, next_stamp = _distances(stamped)
    islands = [name + w for name, w in zip(_islands(prose), where, strict=True)]
    at = [_DIGIT[share(words, total)] for words in words_to]
    so_far = [_DIGIT[share(words, total_prose)] for words in prose_to]
    done = ["1" if words >= total_prose else "0" for words in prose_to[1:]]
    far = [_step(low - i if i < low else i - high + 1 if i >= high else 0) for i in range(n)]
    common = [
        _DIGIT[9 if w == "=" else share(len(s.content & main), len(s.content))]
        for s, w in zip(shapes, where, strict=True)
    ]
    entitled = [_DIGIT[share(len(s.content & title), len(title))] for s in shapes]
    labels = _around(_sums([k in "ohXNRC" for k in kinds]), 16)
    room = _around(range(n + 1), 16)
    return [
        [_step(words) + ("1" if words > size else "0") for words, size in zip(unit, sizes, strict=True)],
        [e + s.first + s.end + f for e, s, f in zip(ends, shapes, firsts, strict=True)],
        [padded[i + 1 : i + 4] for i in range(n)],
        [padded[i : i + 5] for i in range(n)],
        [_half(a) + "," + _half(b) for a, b in zip(above16, below16, strict=True)],
        [_half(a) + k for a, k in zip(_before(prose_to, 4), kinds, strict=True)],
        [_half(b) + k for b, k in zip(_after(prose_to, 4), kinds, strict=True)],
        [_step(d) + o for d, o in zip(last_prose, own, strict=True)],
        [_step(d) + o for d, o in zip(next_prose, own, strict=True)],
        [p + k for p, k in zip(at, kinds, strict=False)],
        [p + d + k for p, d, k in zip(so_far, done, kinds, strict=False)],
        [w + f + o for w, f, o in zip(where, far, own, strict=True)],
        [w + k for w, k in zip(where, kinds, strict=True)],
        [w + c + z for w, c, z in zip(where, common, most9, strict=True)],
        [e + z + ("0" if i else "1") for i, (e, z) in enumerate(zip(entitled, most9, strict=True))],
        [_DIGIT[min(keys[s.key], 4)] + z for s, z in zip(shapes, most9, strict=True)],
        [prose_share + _half(total_prose)] * n,
        [prose_share + k for k in kinds],
        [g + z for g, z in zip(gap, most9, strict=True)],
        [g + k for g, k in zip(gap, kinds, strict=True)],
        [_DIGIT[m] + k for m, k in zip(_marked(_TEASERS, kinds, n), kind_where, strict=True)],
        [_DIGIT[m] + k for m, k in zip(_marked(_LIST, kinds, n), kind_where, strict=True)],
        _since(kinds, prose),
        [_DIGIT[min(3, t)] + k + page_talk for t, k in zip(_around(talk_to, 16), kinds, strict=True)],
        [_DIGIT[min(4, d)] + k for d, k in zip(_around(_sums([k == "D" for k in kinds]), 16), kinds, strict=True)],
        [r + k for r, k in zip(_since_related(kinds), kinds, strict=True)],
        [_DIGIT[min(3, prefixes[s.key[:6]].bit_length())] + z for s, z in zip(shapes, most9, strict=True)],
        [_DIGIT[share(a + b, w)] + k for a, b, w, k in zip(above16, below16, words16, kinds, strict=True)],
        [_DIGIT[share(m, r)] + k for m, r, k in zip(labels, room, kinds, strict=True)],
        [_step(m) + k for m, k in zip(_around(_sums(stamped), 8), kind_where, strict=True)],
        [_DIGIT[min(d, 9)] + k for d, k in zip(last_stamp, kinds, strict=True)],
        [_DIGIT[min(d, 9)] + k for d, k in zip(next_stamp, kinds, strict=True)],
        [_DIGIT[p] + k for p, k in zip(_periods(kinds), kind_where, strict=True)],
        [i + o for i, o in zip(islands, own, strict=True)],
        [i[:-1] + k for i, k in zip(islands, kinds, strict=True)],
    ]


def _step(n: int) -> str:
    return _STEPS[n] if n < len(_STEPS) else str(steps(n))


def _half(n: int) -> str:
    return _HALVES[n] if n < len(_HALVES) else str(steps(n) // 2)


def _before(sums: Sequence[int], reach: int) -> list[int]:
    """For each line the sum over the ``reach`` lines above it."""
    return [b - a for a, b in zip(chain(repeat(0, reach), sums), sums[:-1], strict=False)]


def _after(sums: Sequence[int], reach: int) -> list[int]:
    """For each line the sum over the ``reach`` lines below it."""
    return [b - a for a, b in zip(sums[1:], chain(sums[reach + 1 :], repeat(sums[-1])), strict=False)]


def _around(sums: Sequence[int], reach: int) -> list[int]:
    """For each line the sum over it and ``reach`` lines to each side."""
    low, high = chain(repeat(0, reach), sums), chain(sums[reach + 1 :], repeat(sums[-1]))
    return [b - a for a, b, _ in zip(low, high, range(len(sums) - 1), strict=False)]


def _since(kinds: str, prose: Sequence[int]) -> list[str]:
    """For each line, steps from the last heading of comments below a long line of prose; 0 before there is one."""
    out: list[str] = []
    since = 0
    seen = False
    for kind, words in zip(kinds, prose, strict=True):
        seen = seen or words > 24
        if kind == "C" and seen:
            since = 1
        elif since:
            since += 1
        out.append(_step(since))
    return out


def _since_related(kinds: str) -> list[str]:
    """For each line, steps from the last heading of related stories within reach; 0 where there is none."""
    out: list[str] = []
    since = 0
    for kind in kinds:
        if kind == "R":
            since = 1
        elif since:
            since = (since + 1) % _RELATED_REACH
        out.append(_step(since))
    return out


def _sums(values: Iterable[int]) -> list[int]:
    return list(accumulate(values, initial=0))


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


def _periods(kinds: str) -> list[int]:
    """For each line how well the kinds of the lines around it repeat with a period of two to five lines, 0 to 6.

    A run of one kind does not count. Teasers and readers' comments are printed from one template, an article is not.
    """
    best = [0] * len(kinds)
    changes = [a != b for a, b in zip(kinds, kinds[1:] + "$", strict=True)]
    for period in (2, 3, 4, 5):
        sums = _sums([c and a == b for a, b, c in zip(kinds, kinds[period:], changes, strict=False)] + [0] * period)
        low, high = chain(repeat(0, 6 + period), sums), chain(sums[7:], repeat(sums[-1]))
        best = [max(m, b - a) for m, a, b in zip(best, low, high, strict=False)]
    return [min(6, found // 2) for found in best]


def _islands(prose: Sequence[int]) -> list[str]:
    """For each line its island of prose, by its number from the top and its size; "-" between islands."""
    order = [-1] * len(prose)
    sizes: list[int] = []
    last = -_GAP - 2
    for i, words in enumerate(prose):
        if words:
            if i - last > _GAP + 1:
                sizes.append(0)
            else:
                order[last + 1 : i] = [len(sizes) - 1] * (i - last - 1)
            order[i] = len(sizes) - 1
            sizes[-1] += words
            last = i
    largest = max(sizes, default=0)
    names = [_DIGIT[min(nth, 4)] + _DIGIT[share(words, largest)] for nth, words in enumerate(sizes)]
    return [names[nth] if nth >= 0 else "-" for nth in order]


def _marked(pattern: re.Pattern[str], kinds: str, n: int) -> bytearray:
    marks = bytearray(n)
    for match in pattern.finditer(kinds):
        a, b = match.span()
        marks[a:b] = bytes([min(9, 1 + (b - a) // 8)]) * (b - a)
    return marks
