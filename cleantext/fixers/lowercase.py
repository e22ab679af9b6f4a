"""Small letters that lost the space between them: "thepresident", "inthe", "Kowalskasaid". A guess.

Fires on tokens that the lexicon does not know, where one side is a small word of the rule's list and the other a
common word, where both are a known collocation, or where a small word stands behind a name. Does not fire where
several readings are equally good, on hyphened tokens, code, or in other scripts than Latin.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from cleantext.document import Document
from cleantext.edits import Edit
from cleantext.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from cleantext.lexicon import Lexicon

OPTIONS: dict[str, object] = {
    "before": [],
    "after": [],
    "beside": [],
    "behind": [],
    "plain": [],
    "keep": [],
    "words": "",
}

_TOKEN = re.compile(
    r"(?<![\w@#/\\.'’=<>{}\[\]`~^|*+&%$-])[^\W\d_][^\W\d_A-ZÀ-ÖØ-Þ]{3,30}"
    r"(?![\w@/\\'’=<>{}\[\](`~^|*+&%$-]|\.\w)"
)
_COMMON = 3
_REACH = 400
_COLLOCATION = 11
"""Letters from which two words that often stand together are glue; shorter ones are compounds ("roadmap")."""
_ENGLISH = 2
"""Plain words that a line must hold to be English."""


def build(
    before: list[str],
    after: list[str],
    beside: list[str],
    behind: list[str],
    plain: list[str],
    keep: list[str],
    words: str,
) -> Lowercase:
    """Words that may have lost the space before another word, after one, beside another of them only, or behind a
    name; ``plain`` words are those by which a line shows that it is English."""
    listed: frozenset[str] = frozenset()
    if words:
        from cleantext.lexicon.reader import word_list

        listed = word_list(words)
    kept = frozenset(word.lower() for word in keep)
    return Lowercase(frozenset(before), frozenset(after), frozenset(beside), frozenset(behind), plain, kept, listed)


class Lowercase:
    def __init__(
        self,
        before: frozenset[str],
        after: frozenset[str],
        beside: frozenset[str],
        behind: frozenset[str],
        plain: list[str],
        keep: frozenset[str],
        words: frozenset[str],
    ) -> None:
        self._before = before
        self._after = after
        self._small = before | after | beside
        self._behind = behind
        self._plain = re.compile(rf"\b(?:{'|'.join(map(re.escape, plain))})\b", re.IGNORECASE)
        self._keep = keep
        self._words = words

    def find(self, document: Document) -> Iterator[Edit]:
        text = document.text
        cuts: dict[str, int] = {}
        places: list[tuple[int, int, str]] = []
        for match in _TOKEN.finditer(text):
            token = match.group()
            cut = cuts.get(token)
            if cut is None:
                cut = cuts[token] = self._cut(token)
            if cut:
                places.append((*match.span(), token))
        times = Counter(token for _, _, token in places)
        for start, end, token in places:
            if (times[token] == 1 or self._sure(token, cuts[token])) and self._in_english(text, start, end):
                yield Edit(start + cuts[token], start + cuts[token], " ")

    def _sure(self, token: str, cut: int) -> bool:
        """Whether both halves are small words: such a token may come again and be glue."""
        return token[:cut].lower() in self._small and token[cut:] in self._small

    def _in_english(self, text: str, start: int, end: int) -> bool:
        from cleantext.lexicon.joints import in_prose

        if not in_prose(text, start, end):
            return False
        top, bottom = text.rfind("\n", max(0, start - _REACH), start) + 1, text.find("\n", end, end + _REACH)
        around = text[max(top, start - _REACH) : bottom if bottom >= 0 else end + _REACH]
        return sum(1 for _ in islice(self._plain.finditer(around), _ENGLISH)) == _ENGLISH

    def _cut(self, token: str) -> int:
        """Where the token is to be cut; 0 where it is left alone."""
        lexicon = self._lexicon()
        if token.lower() in self._keep or lexicon.get(token):
            return 0
        costs = ((self._cost(token[:at], token[at:], lexicon), at) for at in range(1, len(token)))
        found = sorted((cost, at) for cost, at in costs if cost)
        return found[0][1] if found and (len(found) == 1 or found[0][0] < found[1][0]) else 0

    def _lexicon(self) -> Lexicon:
        from cleantext.lexicon.reader import shipped

        return shipped(self._words)

    def _cost(self, left: str, right: str, lexicon: Lexicon) -> int:
        """How odd the reading is, from 1; 0 where it is none."""
        first, last = lexicon.get(left), lexicon.get(right)
        small = left.lower()
        if left[0].isupper() and small not in self._small:
            if right not in self._behind or len(left) < 3:
                return 0
            return 1 if first.given or first.surname or first.place else 3 if len(left) > 3 else 0
        if small in self._small and right in self._small:
            return 1
        long = len(left) + len(right) >= _COLLOCATION and min(len(left), len(right)) > 3
        if long and lexicon.get(f"{left} {right}").collocation:
            return 1
        if small in self._before and len(right) > 3 and 0 < last.tier <= _COMMON:
            return 1 + last.tier
        if right in self._after and len(right) > 2 and len(left) > 3 and 0 < first.tier <= _COMMON:
            return 2 + first.tier
        return 0
