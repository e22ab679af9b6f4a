"""Log-odds that two halves of a token were two words: a sum of weights, one for each thing known of them.

The weights lie in ``odds.tsv``; ``benchmarks/fit_glue.py`` fits them. A half is known by the lexicon, by its
length and its letters; the rest is the document's own evidence.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from cleantext.errors import ConfigError
from cleantext.lexicon.entry import COMMON, Entry, fold
from cleantext.lexicon.joints import Evidence, Token, evidence
from cleantext.lexicon.reader import Lexicon
from cleantext.patterns import lazy
from cleantext.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

WEIGHTS = os.path.join(os.path.dirname(__file__), "odds.tsv")
# fmt: off
_PREFIXES = frozenset((
    "da", "de", "del", "della", "dello", "den", "der", "des", "di", "do", "dos", "du", "el", "fitz", "l", "la",
    "le", "les", "lo", "mac", "mc", "o", "san", "santa", "st", "te", "ten", "ter", "van", "vander", "von",
))
# fmt: on
_LONGEST = 8
_BESIDE = lazy(r"[lC]\.(?:after|before|particle|given\+given)")
"""Weights of :func:`_neighbours`."""
_ROUNDING = 1e-9
"""More than sums of some twenty weights differ by in another order."""


class Half(NamedTuple):
    """One side of a joint: its letters, and what the lexicon knows of them."""

    text: str
    entry: Entry

    @property
    def key(self) -> str:
        return fold(self.text)

    @property
    def word(self) -> bool:
        """A common word of English."""
        return 0 < self.entry.tier <= COMMON


def halves(token: Token, joint: int, lexicon: Lexicon) -> tuple[Half, Half]:
    """What stands on both sides of the joint before hump ``joint``; of hyphened humps the near part counts too."""
    left, right = token.humps[joint - 1], token.humps[joint]
    return (
        Half(left, lexicon.get(left) or lexicon.get(left.rpartition("-")[2])),
        Half(right, lexicon.get(right) or lexicon.get(right.partition("-")[0])),
    )


def features(token: Token, joint: int, lexicon: Lexicon, text: str, seen: Evidence | None = None) -> list[str]:
    """Names of the weights that apply to one joint of a token, with those of the document's evidence where given.

    Without a text there are none of the words beside the token.
    """
    left, right = halves(token, joint, lexicon)
    case = "l" if left.text[:1].islower() else "C"
    found = [case, *(_seen(token, left, right, seen) if seen else ())]
    found += _classes(f"{case}.left", left.entry, Entry.OPENS_TOKENS, Entry.OPENS_PHRASES)
    found += _classes(f"{case}.right", right.entry, Entry.CLOSES_TOKENS, Entry.CLOSES_PHRASES)
    for side, half in (("left", left), ("right", right)):
        found.append(f"{case}.{side}.length.{min(len(half.key), _LONGEST)}")
    found.append(f"{case}.{_kind(left)}+{_kind(right)}")
    if left.word and right.word:
        opens, closes = left.entry.rank(Entry.OPENS_PHRASES), right.entry.rank(Entry.CLOSES_PHRASES)
        found.append(f"{case}.word+word.phrases.{min(opens, closes)}")
    near = left.key.rpartition("-")[2]
    if near in _PREFIXES:
        found += [f"{case}.prefix", f"{case}.prefix.{near}"]
    if text:
        found += _neighbours(token, left, right, case, text)
    if len(token.humps) > 2:
        found.append(f"humps.{min(len(token.humps), 4)}")
    pair = lexicon.get(f"{left.text} {right.text}")
    if pair.phrase:
        forenames = left.entry.given and right.entry.given and not left.word
        settled = near not in _PREFIXES and not forenames
        found.append("phrase.known" if settled else "phrase")
    elif pair.collocation:
        found.append("collocation")
    if any(fold(half.text) != half.text.lower() for half in (left, right)):
        found.append("diacritic")
    if left.text[0] >= "\u0370":
        found.append("no-latin.known" if _kind(left) != "unknown" or _kind(right) != "unknown" else "no-latin")
    return found


def _neighbours(token: Token, left: Half, right: Half, case: str, text: str) -> Iterable[str]:
    """Whether the words beside the token are names too: "KevinDe Bruyne", but "AnnMarie Lee"."""
    stop = token.start + len(token.text)
    after = text[stop : stop + 1].isspace() and text[stop + 1 : stop + 2].isupper()
    opening = token.start < 2 or not text[token.start - 1].isspace() or not text[token.start - 2].isalpha()
    before = not opening and text[text.rfind(" ", 0, token.start - 1) + 1].isupper()
    if after:
        yield f"{case}.after"
        if right.key in _PREFIXES:
            yield f"{case}.particle"
        if left.entry.given and right.entry.given:
            yield f"{case}.given+given.after.{min(len(left.key), 5)}"
    if before:
        yield f"{case}.before"
        if left.key.rpartition("-")[2] in _PREFIXES:
            yield f"{case}.before.prefix"


def _seen(token: Token, left: Half, right: Half, found: Evidence) -> Iterable[str]:
    """What the document itself says."""
    times = found.count[fold(token.text)]
    if times > 1:
        yield "seen.again"
    if times > 2:
        yield "seen.often"
    if found.count[right.key]:
        yield "seen.right"
    if found.follows(left.key, right.key):
        yield "seen.pair"


@lru_cache(maxsize=1 << 10)
def _classes(side: str, entry: Entry, tokens: int, phrases: int) -> Sequence[str]:
    named = [name for name in ("given", "surname", "place", "proper") if getattr(entry, name)]
    ranks = [f"tokens.{entry.rank(tokens)}", f"phrases.{entry.rank(phrases)}"]
    return [f"{side}.{name}" for name in (f"tier.{entry.tier}", *named, *ranks)]


def _kind(half: Half) -> str:
    entry = half.entry
    if 0 < entry.tier <= COMMON:
        return "word"
    if entry.given or entry.surname:
        return "name"
    if entry.place:
        return "place"
    return "rare" if entry.tier else "unknown"


class Odds:
    """The fitted weights: ``weights`` by the names that ``features`` gives, and the thresholds of the rules."""

    def __init__(self, weights: dict[str, float], thresholds: dict[str, float]) -> None:
        self.weights = weights
        self.thresholds = thresholds
        self._helpful = sum(weight for name, weight in weights.items() if name.startswith("seen.") and weight > 0)
        self._around = sum(weight for name, weight in weights.items() if _BESIDE.match(name) and weight > 0)

    def of(self, found: Iterable[str]) -> float:
        weights = self.weights
        return sum(weights.get(name, 0.0) for name in found)

    def hopeless(self, token: Token, lexicon: Lexicon, level: str) -> bool:
        """Whether a joint of a token cannot pass the threshold, whatever document it stands in."""
        own = min(self.of(features(token, joint, lexicon, "")) for joint in range(1, len(token.humps)))
        return own + self._around + self._helpful < self.thresholds[level] - _ROUNDING

    def glued(self, token: Token, lexicon: Lexicon, text: str, level: str) -> bool:
        """Whether every joint of a token passes the threshold; the document is searched for evidence only where
        evidence can decide."""
        threshold = self.thresholds[level]
        joints = range(1, len(token.humps))
        if min(self.of(features(token, joint, lexicon, text)) for joint in joints) + self._helpful <= threshold:
            return False
        seen = evidence(text)
        return min(self.of(features(token, joint, lexicon, text, seen)) for joint in joints) > threshold


@cache
def shipped_odds() -> Odds:
    return read_odds(WEIGHTS)


def read_odds(path: str | Path) -> Odds:
    """Weights from a file of ``name<TAB>weight`` lines; ConfigError with its name if it is not one."""
    try:
        with open(path, encoding="utf-8") as file:
            lines = file.read().splitlines()
        pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
        weights = {name: float(weight) for name, weight in pairs}
        return Odds(weights, {level: weights.pop(f"threshold.{level}") for level in ("low", "high")})
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError):
        raise ConfigError(f"{path}: is no file of weights") from None
