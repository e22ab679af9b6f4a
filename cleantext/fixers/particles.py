"""A particle of a surname stuck to the name before it or to its own second part: "Ursulavon der Leyen", "vander Meer".

Fires between a name and a capitalised word only, and only on a token that is no word or name itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edits import Edit

OPTIONS: dict[str, object] = {"particles": [], "seconds": [], "keep": []}


_SHORTEST = 3
_NARROW = ("da", "di")
"""Particles of languages whose names end in vowels; many other names end in these letters themselves."""


def build(particles: list[str], seconds: list[str], keep: list[str]) -> Particles:
    """``particles`` may follow a given name ("von"), ``seconds`` a particle ("der")."""
    return Particles(particles, seconds, frozenset(word.lower() for word in keep))


class Particles:
    local = True

    def __init__(self, particles: list[str], seconds: list[str], keep: frozenset[str]) -> None:
        first, second = (
            "|".join(sorted(map(re.escape, words), key=len, reverse=True)) for words in (particles, seconds)
        )
        onward = rf"(?=[ \u00a0](?:(?:{second})[ \u00a0])?(?P<next>[^\W\d_a-zß-öø-ÿ][^\W\d_A-Z]+))"
        name = r"(?P<name>[A-ZÀ-ÞĀ-ž](?<![\w@#/.'’-].)[^\W\d_A-Z]+?)"
        self._glued = re.compile(rf"{name}(?P<at>)(?P<particle>{first}){onward}")
        self._double = re.compile(rf"(?:{first})(?P<at>)(?:{second}){onward}")
        self._particles = frozenset(particles)
        self._keep = keep

    def find(self, document: Document) -> Iterator[Edit]:
        text = document.text
        places = {m.start("at") for m in self._double.finditer(text) if self._two(m, text)}
        places.update(m.start("at") for m in self._glued.finditer(text) if self._after_name(m, text))
        for at in sorted(places):
            yield Edit(at, at, " ")

    def _after_name(self, match: re.Match[str], text: str) -> bool:
        """A name before the particle, a name behind it, and no word that is spelled like both together."""
        name, particle = match["name"], match["particle"]
        if len(name) < _SHORTEST + (len(particle) < 3) or not self._unknown(name + particle):
            return False
        if particle in _NARROW and name[-1] not in "aeio":
            return False
        from cleantext.lexicon.reader import shipped

        entry, onward = shipped().get(name), shipped().get(match["next"])
        if onward.tier and not (onward.surname or onward.given or onward.place):
            return False
        return entry.given or (entry.surname and _behind_name(text, match.start()))

    def _two(self, match: re.Match[str], text: str) -> bool:
        return match[0] not in self._particles and _behind_name(text, match.start())

    def _unknown(self, token: str) -> bool:
        if token.lower() in self._keep:
            return False
        from cleantext.lexicon.reader import shipped

        return not shipped().get(token)


def _behind_name(text: str, at: int) -> bool:
    """Whether the word before ``at`` has a capital and stands in the same line."""
    before = text[max(0, at - 40) : at]
    word = re.search(r"([^\W\d_][^\W_]*)[ \u00a0]\Z", before)
    return word is not None and word[1][0].isupper()
