"""Log-odds that two halves of a token were two words: a sum of weights, one for each thing known of them.

The weights lie in ``odds.toml``; ``benchmarks/fit_glue.py`` fits them. A half is known by the lexicon, by its
length and its letters; the rest is the document's own evidence.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cleantext.errors import ConfigError
from cleantext.lexicon.entry import COMMON, Entry, fold
from cleantext.lexicon.joints import Evidence, Token
from cleantext.lexicon.reader import Lexicon

WEIGHTS = Path(__file__).with_name("odds.toml")
_PREFIXES = frozenset(
    "da de del della dello den der des di do dos du el fitz l la le les lo mac mc o san santa st te ten ter van vander von".split()
)
_LONGEST = 8


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


def features(token: Token, joint: int, lexicon: Lexicon, evidence: Evidence) -> list[str]:
    """Names of the weights that apply to one joint of a token."""
    left, right = halves(token, joint, lexicon)
    case = "l" if left.text[:1].islower() else "C"
    found = [case, *_seen(token, left, right, evidence)]
    found += [f"{case}.left.{name}" for name in _classes(left, Entry.OPENS_TOKENS, Entry.OPENS_PHRASES)]
    found += [f"{case}.right.{name}" for name in _classes(right, Entry.CLOSES_TOKENS, Entry.CLOSES_PHRASES)]
    found += [f"{case}.left.length.{min(len(left.key), _LONGEST)}", f"{case}.right.length.{min(len(right.key), _LONGEST)}"]
    found.append(f"{case}.{_kind(left)}+{_kind(right)}")
    if left.word and right.word:
        opens, closes = left.entry.rank(Entry.OPENS_PHRASES), right.entry.rank(Entry.CLOSES_PHRASES)
        found.append(f"{case}.word+word.phrases.{min(opens, closes)}")
    near = left.key.rpartition("-")[2]
    if near in _PREFIXES:
        found += [f"{case}.prefix", f"{case}.prefix.{near}"]
    found += _neighbours(token, left, right, case, evidence.text)
    if len(token.humps) > 2:
        found.append(f"humps.{min(len(token.humps), 4)}")
    pair = lexicon.get(f"{left.text} {right.text}")
    if pair.phrase:
        found += ["phrase", f"phrase.{_kind(left)}+{_kind(right)}"]
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


def _seen(token: Token, left: Half, right: Half, evidence: Evidence) -> Iterable[str]:
    """What the document itself says."""
    times = evidence.count[fold(token.text)]
    if times > 1:
        yield "seen.again"
    if times > 2:
        yield "seen.often"
    if evidence.count[right.key]:
        yield "seen.right"
    if (left.key, right.key) in evidence.pairs:
        yield "seen.pair"


def _classes(half: Half, tokens: int, phrases: int) -> Iterable[str]:
    entry = half.entry
    yield f"tier.{entry.tier}"
    for name, holds in (("given", entry.given), ("surname", entry.surname), ("place", entry.place), ("proper", entry.proper)):
        if holds:
            yield name
    yield f"tokens.{entry.rank(tokens)}"
    yield f"phrases.{entry.rank(phrases)}"


def _kind(half: Half) -> str:
    entry = half.entry
    if 0 < entry.tier <= COMMON:
        return "word"
    if entry.given or entry.surname:
        return "name"
    if entry.place:
        return "place"
    return "rare" if entry.tier else "unknown"


def joint_odds(token: Token, lexicon: Lexicon, evidence: Evidence) -> list[float]:
    """The log-odds of each joint of a token."""
    odds = shipped_odds()
    return [odds.of(features(token, joint, lexicon, evidence)) for joint in range(1, len(token.humps))]


class Odds:
    """The fitted weights: ``weights`` by the names that ``features`` gives, and the thresholds of the rules."""

    def __init__(self, weights: dict[str, float], thresholds: dict[str, float]) -> None:
        self.weights = weights
        self.thresholds = thresholds

    def of(self, found: Iterable[str]) -> float:
        weights = self.weights
        return sum(weights.get(name, 0.0) for name in found)


@cache
def shipped_odds() -> Odds:
    return read_odds(WEIGHTS)


def read_odds(path: Path) -> Odds:
    """Weights from a file; ConfigError with its name if it is not one."""
    try:
        data = tomllib.loads(path.read_bytes().decode("utf-8"))
        return Odds({k: float(v) for k, v in data["weights"].items()}, {k: float(v) for k, v in data["thresholds"].items()})
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, AttributeError, TypeError):
        raise ConfigError(f"{path}: is no file of weights") from None
