"""What spelling differs by language: quotes, and the no-break space between a number and its unit.

Quotes follow the printed style that is usual in each language. French
has a no-break space inside its guillemets.
"""

from __future__ import annotations

from cleantext.errors import nearest
from cleantext.typed import NamedTuple


class Quotes(NamedTuple):
    """Opening and closing signs, outer and inner."""

    double: tuple[str, str]
    single: tuple[str, str]

    @property
    def opening(self) -> str:
        return (self.double[0] + self.single[0]).strip()


def _of(double: tuple[str, str], single: tuple[str, str]) -> Quotes:
    return Quotes(double, single)


_ENGLISH = _of(("“", "”"), ("‘", "’"))
_GERMAN = _of(("„", "“"), ("‚", "‘"))
_POLISH = _of(("„", "”"), ("‚", "’"))
_ANGLED = _of(("«", "»"), ("“", "”"))
_RUSSIAN = _of(("«", "»"), ("„", "“"))
_CORNERS = _of(("「", "」"), ("『", "』"))
_NORDIC = _of(("”", "”"), ("’", "’"))

LOCALES: dict[str, Quotes] = {
    **dict.fromkeys(("en", "nl", "tr", "vi", "ko", "th", "hi", "zh", "id", "pt-br", "ga", "cy"), _ENGLISH),
    **dict.fromkeys(("de", "cs", "sk", "sl", "lt", "et", "is", "bg"), _GERMAN),
    **dict.fromkeys(("pl", "hr", "bs", "sr"), _POLISH),
    **dict.fromkeys(("es", "it", "pt", "ca", "el"), _ANGLED),
    **dict.fromkeys(("ru", "uk", "be"), _RUSSIAN),
    **dict.fromkeys(("ja", "zh-tw", "zh-hk"), _CORNERS),
    **dict.fromkeys(("sv", "fi"), _NORDIC),
    "de-ch": _of(("«", "»"), ("‹", "›")),
    "fr": _of(("«\u00a0", "\u00a0»"), ("“", "”")),
    "hu": _of(("„", "”"), ("»", "«")),
    "ro": _of(("„", "”"), ("«", "»")),
    "da": _of(("“", "”"), ("‘", "’")),
    "nb": _of(("«", "»"), ("‘", "’")),
    "fa": _of(("«", "»"), ("‹", "›")),
    "he": _of(("”", "”"), ("’", "’")),
}

UNIT_SPACE = frozenset(LOCALES) - {
    "en",
    "nl",
    "tr",
    "vi",
    "ko",
    "th",
    "hi",
    "zh",
    "zh-tw",
    "zh-hk",
    "ja",
    "id",
    "ga",
    "cy",
    "he",
    "fa",
}
"""Locales whose style guides want a no-break space between a number and its unit."""


def known(locale: str) -> str:
    """The locale's key: its own, or its language's. ValueError for an unknown one."""
    key = locale.lower().replace("_", "-")
    for name in (key, key.partition("-")[0]):
        if name in LOCALES:
            return name
    raise ValueError(
        f"locale: unknown locale {locale!r}{nearest(key, LOCALES) or '; known: ' + ', '.join(sorted(LOCALES))}"
    )


def quotes(locale: str) -> Quotes:
    """The quotes of a locale. ValueError for an unknown one."""
    return LOCALES[known(locale)]
