"""Two linear chains over the lines of a page, forward and backward: what each says for a line being main text.

The first knows only text and the rest. The second knows the parts of a page: what stands before the text, the text,
what stands within it, and what stands after it, from where no way leads back. Each errs on other pages, and the mean
of their log odds is better than either.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log

from cleantext.typed import NamedTuple

FAR = 30.0
"""Log odds from which on nothing changes any more."""


class Odds(NamedTuple):
    """Log scores of the first chain: from rest or text to rest or text, and log odds of the first and last line."""

    rest_rest: float
    rest_text: float
    text_rest: float
    text_text: float
    start: float
    stop: float


class Parts(NamedTuple):
    """Log scores of the second chain: its steps; the first line before the text, the last line before or after it."""

    before_before: float
    before_text: float
    text_text: float
    text_within: float
    text_after: float
    within_text: float
    within_within: float
    after_after: float
    start_before: float
    stop_before: float
    stop_after: float


def _near(odds: float) -> float:
    return FAR if odds > FAR else -FAR if odds < -FAR else odds


def by_odds(chain: Odds, text: Sequence[float]) -> list[float]:
    """Log odds of each line being text; ``text`` holds those of each line by itself.

    >>> steady = Odds(1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    >>> [round(odds, 1) for odds in by_odds(steady, [3.0, 0.0, 3.0])]
    [3.4, 1.8, 3.4]
    """
    rr, rt, tr, tt = map(exp, chain[:4])
    forward: list[float] = []
    odds = chain.start
    for i, own in enumerate(text):
        if i:
            e = exp(odds)
            odds = log((e * tt + rt) / (e * tr + rr))
        odds = _near(odds + own)
        forward.append(odds)
    back = chain.stop
    found = [0.0] * len(text)
    for i in range(len(text) - 1, -1, -1):
        found[i] = forward[i] + back
        e = exp(_near(back + text[i]))
        back = log((tt * e + tr) / (rt * e + rr))
    return found


def by_parts(chain: Parts, before: Sequence[float], within: Sequence[float], after: Sequence[float]) -> list[float]:
    """Log odds of each line being text; the others hold how much rather each line by itself is that part.

    >>> level = Parts(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    >>> [odds > 0 for odds in by_parts(level, [9.0, -9.0, -9.0], [-9.0] * 3, [-9.0, -9.0, 9.0])]
    [False, True, False]
    """
    bb, bt, tt, tw, ta, wt, ww, aa, start, stop_b, stop_a = map(exp, chain)
    own = [(exp(_near(b)), exp(_near(w)), exp(_near(a))) for b, w, a in zip(before, within, after, strict=True)]
    forward: list[tuple[float, float, float, float]] = []
    b, t, w, a = start, 1.0, 0.0, 0.0
    for i, (eb, ew, ea) in enumerate(own):
        if i:
            b, t, w, a = eb * b * bb, b * bt + t * tt + w * wt, ew * (t * tw + w * ww), ea * (t * ta + a * aa)
        else:
            b *= eb
        whole = b + t + w + a
        b, t, w, a = b / whole, t / whole, w / whole, a / whole
        forward.append((b, t, w, a))
    found = [0.0] * len(own)
    b, t, w, a = stop_b, 1.0, 0.0, stop_a
    for i in range(len(own) - 1, -1, -1):
        fb, ft, fw, fa = forward[i]
        text, rest = ft * t, fb * b + fw * w + fa * a
        found[i] = _near(log(text / rest)) if text and rest else FAR if text else -FAR
        eb, ew, ea = own[i]
        b, w, a = b * eb, w * ew, a * ea
        b, t, w, a = bb * b + bt * t, tt * t + tw * w + ta * a, wt * t + ww * w, aa * a
        whole = b + t + w + a
        b, t, w, a = b / whole, t / whole, w / whole, a / whole
    return found
