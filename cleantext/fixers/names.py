"""Names and words that lost the space between them: "AnnaKowalska", "saidPutin", "NATOSecretary".

A humped token is split where the log-odds of all its joints pass the threshold of the rule's ``level``
(see ``lexicon/odds.py``); an initialism of the rule's list, where a known word stands behind it. Does not fire
on brands and other tokens that the lexicon knows with a capital inside, on those of ``keep``, on code, on a
token alone on its line, nor on anything but letters, hyphens and apostrophes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleantext.document import Document
from cleantext.edits import Edit
from cleantext.memory import remembered
from cleantext.touching import places
from cleantext.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from cleantext.lexicon import Lexicon
    from cleantext.lexicon.joints import Run, Token

OPTIONS: dict[str, object] = {
    "parts": "names",
    "level": "low",
    "keep": [],
    "split": [],
    "words": "",
    "initialisms": [],
    "verbs": [],
}

_GERMAN_PLURALS = ("Innen", "In")


def build(
    parts: str, level: str, keep: list[str], split: list[str], words: str, initialisms: list[str], verbs: list[str]
) -> Names:
    """``parts`` is names, words, acronyms or all; ``level`` is low or high; ``words`` is the path of a word list;
    ``verbs`` are those that part from the name before them whatever the odds."""
    if parts not in ("names", "words", "acronyms", "all") or level not in ("low", "high"):
        raise ValueError("parts must be names, words, acronyms or all, and level low or high")
    listed: frozenset[str] = frozenset()
    if words:
        from cleantext.lexicon.reader import word_list

        listed = word_list(words)
    kept, parted = (frozenset(word.lower() for word in listing) for listing in (keep, split))
    return Names(parts, level, kept, parted, listed, frozenset(initialisms), frozenset(verbs))


class Names:
    def __init__(
        self,
        parts: str,
        level: str,
        keep: frozenset[str],
        split: frozenset[str],
        words: frozenset[str],
        initialisms: frozenset[str],
        verbs: frozenset[str],
    ) -> None:
        self._parts = parts
        self._level = level
        self._keep = keep
        self._split = split
        self._words = words
        self._initialisms = initialisms
        self._verbs = verbs
        self._judged = remembered(self._judge)

    def gate(self, document: Document) -> bool:
        """Whether a token stands there that could be split in some document."""
        judged = self._judged
        return any(judged[token.text] for run in _runs(document) for token in run.tokens)

    def find(self, document: Document) -> Iterator[Edit]:
        text, judged = document.text, self._judged
        for run in _runs(document):
            asked = [token for token in run.tokens if judged[token.text]]
            if asked and _in_prose(text, run):
                for token in asked:
                    for at in self._joints(token, text):
                        yield Edit(at, at, " ")

    def reason(self, document: Document, edit: Edit) -> str:
        """Why the rule makes an edit that it found in this document, for a person."""
        for token in (token for run in _runs(document) for token in run.tokens):
            if token.start < edit.start < token.start + len(token.text):
                cut = edit.start - token.start
                return self._told(token.text[:cut], token.text[cut:], document.text)
        return ""

    def _lexicon(self) -> Lexicon:
        from cleantext.lexicon.reader import shipped

        return shipped(self._words)

    def _judge(self, text: str) -> bool:
        """Whether the token of this text could be split, whatever document it stands in."""
        from cleantext.lexicon.joints import Token, humps

        return bool(self._joints(Token(0, humps(text)), None))

    def _joints(self, token: Token, text: str | None) -> list[int]:
        """Where the token is split: all of its joints, or none; without a text, in the document that helps it most."""
        from cleantext.lexicon.odds import shipped_odds

        whole = token.text.lower()
        if whole in self._keep:
            return []
        lexicon = self._lexicon()
        if token.humps[0].isupper():
            return self._behind_initialism(token, lexicon) if self._parts in ("acronyms", "all") else []
        joints = [token.start + sum(map(len, token.humps[:i])) for i in range(1, len(token.humps))]
        if self._parts not in ("all", "words" if self._wordy(token, lexicon) else "names"):
            return []
        if whole in self._split or self._says(token, lexicon):
            return joints
        if lexicon.get(token.text).token or token.humps[-1] in _GERMAN_PLURALS:
            return []
        if text is None:
            return [] if shipped_odds().hopeless(token, lexicon, self._level) else joints
        return joints if shipped_odds().glued(token, lexicon, text, self._level) else []

    def _behind_initialism(self, token: Token, lexicon: Lexicon) -> list[int]:
        run, rest = token.humps[0], token.humps[1]
        for size in (len(run) - 1, len(run)):
            word = run[size:] + rest
            if len(word) > 3 and run[:size] in self._initialisms and (entry := lexicon.get(word)) and not entry.token:
                return [token.start + size]
        return []

    def _wordy(self, token: Token, lexicon: Lexicon) -> bool:
        """Whether a half is no name but a word: "saidPutin", "PutinReplied"."""
        if token.humps[0].islower() or token.humps[-1] in self._verbs:
            return True
        last = lexicon.get(token.humps[-1])
        named = last.given or last.surname or last.place or last.proper
        return 0 < last.tier <= 2 and not named and not lexicon.get(token.humps[0]).tier

    def _says(self, token: Token, lexicon: Lexicon) -> bool:
        """A name and a verb of saying: "PutinSaid"."""
        if len(token.humps) != 2 or token.humps[1] not in self._verbs or lexicon.get(token.text).token:
            return False
        first = lexicon.get(token.humps[0])
        return token.humps[0][0].isupper() and (first.given or first.surname or first.place or not first.tier)

    def _told(self, left: str, right: str, text: str) -> str:
        from cleantext.lexicon.entry import fold
        from cleantext.lexicon.joints import evidence

        lexicon = self._lexicon()
        kinds = f"{lexicon.get(left)} + {lexicon.get(right)}"
        told = f"{left} | {right}: {kinds}" + (" word" if kinds.endswith("unknown") else "")
        if lexicon.get(f"{left} {right}").phrase:
            told += f", {left} {right} is a known name"
        seen = evidence(text)
        if seen.count[fold(right)]:
            told += f", {right} stands alone on line {seen.line(fold(right))}"
        return told


def _runs(document: Document) -> Sequence[Run]:
    if not document.once(places).capitals:
        return ()
    from cleantext.lexicon.joints import runs

    return document.once(runs)


def _in_prose(text: str, run: Run) -> bool:
    from cleantext.lexicon.joints import in_prose

    return in_prose(text, run.start, run.stop)
