"""Where a line stands among the others of its page: what the model sees beside the line's own shape.

Blank lines count only as gaps.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain, repeat
from operator import add

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
    _, every_kind, sizes, firsts, ends, keys, moulds, contents, _ = zip(*shapes, strict=True)
    kinds = "".join(every_kind)
    unit, prose = _units(shapes)
    words_to, prose_to = _sums(sizes), _sums(prose)
    total, total_prose = words_to[n], prose_to[n]
    low, high = _densest(sizes, prose)
    where = "<" * low + "=" * (high - low) + ">" * (n - high)
    times, times_begun, times_moulded = Counter(keys), Counter([key[:6] for key in keys]), Counter(moulds)
    stamped = [size <= _STAMP and times_moulded[mould] >= _OFTEN for size, mould in zip(sizes, moulds, strict=True)]
    own = ["1" if words else "0" for words in prose]
    most9 = [_DIGIT[step if step < 9 else 9] for step in map(steps, sizes)]
    above16, below16 = _before(prose_to, 16), _after(prose_to, 16)
    around16 = list(map(add, above16, below16))
    kind_where = list(map(add, kinds, where))
    blank = "".join(["1" if gap else "0" for gap in gaps]) + "1"
    gap = list(map(add, blank, blank[1:]))
    padded = "^^" + kinds + "$$"
    edges = map(add, ("^", *ends[:-1]), firsts), map(add, ends, (*firsts[1:], "$"))
    prose_share = _DIGIT[share(total_prose, total)]
    talk_to = _sums([kind == "C" for kind in kinds])
    page_talk = _DIGIT[min(3, talk_to[n].bit_length())]
    last_prose, next_prose = _distances(prose)
    last_stamp, next_stamp = _distances(stamped)
    islands = list(map(add, _islands(prose), where))
    done = ["1" if words >= total_prose else "0" for words in prose_to[1:]]
    far = [*range(low, 0, -1), *[0] * (high - low), *range(1, n - high + 1)]
    main = frozenset().union(*contents[low:high])
    common = [
        "9" if w == "=" else _DIGIT[share(len(content & main), len(content))]
        for content, w in zip(contents, where, strict=True)
    ]
    title = contents[0]
    entitled = [_DIGIT[share(len(content & title), len(title))] for content in contents]
    labels = _around(_sums([kind in "ohXNRC" for kind in kinds]), 16)
    dates = _around(_sums([kind == "D" for kind in kinds]), 16)
    return [
        [step + ("1" if words > size else "0") for step, words, size in zip(_steps(unit), unit, sizes, strict=True)],
        list(map(add, *edges)),
        [padded[i + 1 : i + 4] for i in range(n)],
        [padded[i : i + 5] for i in range(n)],
        [a + "," + b for a, b in zip(_halves(above16), _halves(below16), strict=True)],
        list(map(add, _halves(_before(prose_to, 4)), kinds)),
        list(map(add, _halves(_after(prose_to, 4)), kinds)),
        list(map(add, _steps(last_prose), own)),
        list(map(add, _steps(next_prose), own)),
        list(map(add, _shares(words_to, total), kinds)),
        [p + d + k for p, d, k in zip(_shares(prose_to, total_prose), done, kinds, strict=False)],
        [w + f + o for w, f, o in zip(where, _steps(far), own, strict=True)],
        list(map(add, where, kinds)),
        [w + c + z for w, c, z in zip(where, common, most9, strict=True)],
        [e + z + ("0" if i else "1") for i, (e, z) in enumerate(zip(entitled, most9, strict=True))],
        list(map(add, _digits(map(times.__getitem__, keys), 4), most9)),
        [prose_share + _halves([total_prose])[0]] * n,
        [prose_share + kind for kind in kinds],
        list(map(add, gap, most9)),
        list(map(add, gap, kinds)),
        list(map(add, _digits(_marked(_TEASERS, kinds, n), 9), kind_where)),
        list(map(add, _digits(_marked(_LIST, kinds, n), 9), kind_where)),
        _since(kinds, prose),
        [t + k + page_talk for t, k in zip(_digits(_around(talk_to, 16), 3), kinds, strict=True)],
        list(map(add, _digits(dates, 4), kinds)),
        list(map(add, _since_related(kinds), kinds)),
        list(map(add, _digits([times_begun[key[:6]].bit_length() for key in keys], 3), most9)),
        [_DIGIT[share(a, w)] + k for a, w, k in zip(around16, _around(words_to, 16), kinds, strict=True)],
        [_DIGIT[share(m, r)] + k for m, r, k in zip(labels, _around(range(n + 1), 16), kinds, strict=True)],
        list(map(add, _steps(_around(_sums(stamped), 8)), kind_where)),
        list(map(add, _digits(last_stamp, 9), kinds)),
        list(map(add, _digits(next_stamp, 9), kinds)),
        list(map(add, _digits(_periods(kinds), 6), kind_where)),
        list(map(add, islands, own)),
        [island[:-1] + kind for island, kind in zip(islands, kinds, strict=True)],
    ]


def _digits(numbers: Iterable[int], most: int) -> list[str]:
    """Each number, at most ``most``, as a digit."""
    return [_DIGIT[number if number < most else most] for number in numbers]


def _steps(numbers: Sequence[int]) -> list[str]:
    return _by_table(_STEPS, numbers) or [str(steps(number)) for number in numbers]


def _halves(numbers: Sequence[int]) -> list[str]:
    return _by_table(_HALVES, numbers) or [str(steps(number) // 2) for number in numbers]


def _by_table(names: Sequence[str], numbers: Sequence[int]) -> list[str] | None:
    """The name of each number; None where one is too high for the table."""
    return list(map(names.__getitem__, numbers)) if max(numbers) < len(names) else None


def _shares(parts: Iterable[int], whole: int) -> list[str]:
    """:func:`share` of each part in the same whole, as a digit."""
    if whole <= 0:
        return ["0" for _ in parts]
    return ["7" if part >= whole else _DIGIT[1 + 6 * part // whole] if part > 0 else "0" for part in parts]


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
    out: list[int] = []
    since = 0
    seen = False
    for kind, words in zip(kinds, prose, strict=True):
        seen = seen or words > 24
        if kind == "C" and seen:
            since = 1
        elif since:
            since += 1
        out.append(since)
    return _steps(out)


def _since_related(kinds: str) -> list[str]:
    """For each line, steps from the last heading of related stories within reach; 0 where there is none."""
    out: list[int] = []
    since = 0
    for kind in kinds:
        if kind == "R":
            since = 1
        elif since:
            since = (since + 1) % _RELATED_REACH
        out.append(since)
    return _steps(out)


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
        best = [m if m > b - a else b - a for m, a, b in zip(best, low, high, strict=False)]
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
