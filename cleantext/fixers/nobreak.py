"""No-break spaces become plain ones, except where they are spelling.

They stay inside guillemets and before ``? ! : ; %`` signs that French sets off, whatever the language, and,
where ``locale`` is one whose style wants it, between a number and its unit. Empty ``locale``: no such place.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edits import Edit
from cleantext.patterns import lazy

OPTIONS: dict[str, object] = {"locale": ""}

_PLAIN = "[\u00a0\u202f](?<![«‹].)(?![»›?!:;])"
_UNIT = (
    r"(?<=\d)[\u00a0\u202f](?=%|‰|°|[€$£¥₽]|"
    r"(?:[kcmµdhMG]?(?:m|g|l|L|s|W|V|A|Hz|Pa|J|N|B|Wh)|min|km/h|t|h|ha|Mio|Mrd)\b[²³]?)"
)


def build(locale: str) -> NoBreak:
    if not locale:
        return NoBreak(False)
    from cleantext import locales

    return NoBreak(locales.known(locale) in locales.UNIT_SPACE)


class NoBreak:
    needs = frozenset("\u00a0\u202f")
    local = True

    def __init__(self, units: bool) -> None:
        self._pattern = lazy(f"(?!{_UNIT}){_PLAIN}" if units else _PLAIN)

    def find(self, document: Document) -> Iterator[Edit]:
        for match in document.foreign(self._pattern):
            yield Edit(match.start(), match.end(), " ")
