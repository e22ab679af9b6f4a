"""A particle of a surname stuck to the name before it or to its own second part: "Ursulavon der Leyen", "vander Meer".

Fires between a name and a capitalised word only, and only on a token that is no word or name itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edits import Edit
from cleantext.patterns import lazy

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
        self._glued = lazy(rf"{name}(?P<at>)(?P<particle>{first}){onward}")
        self._double = lazy(rf"(?:{first})(?P<at>)(?:{second}){onward}")
        self._particles = frozenset(particles)
        self._keep = keep
        self._ends = {space: _before_capital(space, particles or [""], seconds or [""]) for space in " \u00a0"}

    def find(self, document: Document) -> Iterator[Edit]:
        text = document.text
        places: set[int] = set()
        for start, stop in self._lines(document):
            places.update(m.start("at") for m in self._double.finditer(text, start, stop) if self._two(m, text))
            places.update(m.start("at") for m in self._glued.finditer(text, start, stop) if self._after_name(m, text))
        for at in sorted(places):
            yield Edit(at, at, " ")

    def _lines(self, document: Document) -> Iterator[tuple[int, int]]:
        """Spans of the lines that hold the end of what either pattern matches."""
        text = document.text
        for space, pattern in self._ends.items():
            stop = 0
            for match in pattern.finditer(text) if space == " " or space in document.odd else ():
                if (at := match.start()) >= stop:
                    start, stop = text.rfind("\n", 0, at) + 1, text.find("\n", at) + 1 or len(text)
                    yield start, stop

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


def _before_capital(space: str, particles: list[str], seconds: list[str]) -> re.Pattern[str]:
    """A space before what may be a capital, behind a word that ends with any of the particles or is one of
    ``seconds``. One sign first, which is found faster than one of several."""
    behind = [
        f"(?<={left}(?:{'|'.join(re.escape(word) for word in words if len(word) == length)}).)"
        for left, words in ((r"\S", [*particles, *seconds]), (r"[ \u00a0]", seconds))
        for length in sorted(set(map(len, words)))
    ]
    last = {word[-1:] for word in (*particles, *seconds)}
    quick = "" if "" in last else f"(?<=[{re.escape(''.join(sorted(last)))}].)"
    return lazy(rf"{space}(?=[^\x00-@\[-\xa9]){quick}(?:{'|'.join(behind)})")


def _behind_name(text: str, at: int) -> bool:
    """Whether the word before ``at`` has a capital and stands in the same line."""
    before = text[max(0, at - 40) : at]
    word = re.search(r"([^\W\d_][^\W_]*)[ \u00a0]\Z", before)
    return word is not None and word[1][0].isupper()
