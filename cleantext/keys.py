"""How a line is known: the key of a label, and the view that the chrome stage has of a line.

Two lines that a reader takes for the same label have the same key. A view is what later stages do not change.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence, Set

from cleantext.memory import remembered
from cleantext.patterns import lazy

LABEL_MAX = 400
"""Code points beyond which a line has no key that patterns see; a label that is written out may be longer."""

_SPELLED_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "ß": "ss",
        "ı": "i",
        "ς": "σ",
        "ё": "е",
        "\u0307": None,
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("یى", "ي"),
        "ک": "ك",
        **dict.fromkeys("\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652", None),
    }
)
INVISIBLE = lazy(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]+"
)


def fold(text: str) -> str:
    """The key of a line: :func:`folded`, but empty for text longer than LABEL_MAX code points: no label is that long.

    >>> fold("  You\\u00a0are  HERE: "), fold("a" * 401)
    ('you are here:', '')
    """
    return folded(text) if len(text) <= LABEL_MAX else ""


@remembered
def folded(text: str) -> str:
    """NFKC, lower case, without invisible characters, plain quotes, dashes and spaces.

    Letters that a reader takes for the same are one: sharp s is ss, dotless i is i, final sigma is sigma,
    Cyrillic io is ie, alef carries no hamza, Persian yeh and kaf are the Arabic ones.

    >>> folded("“Stra\u00dfe”")
    '"strasse"'
    """
    if text.isascii():
        return " ".join(text.lower().replace("`", "'").split())
    plain = _compatible(INVISIBLE.sub("", _compatible(text)).lower()).translate(_SPELLED_ALIKE)
    return " ".join(plain.split())


_ALIKE_AS = {chr(char): alike or "" for char, alike in _SPELLED_ALIKE.items()}
_ALIKE = frozenset(_ALIKE_AS)


def _compatible(text: str) -> str:
    return text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)


def fold_pattern(source: str) -> str:
    """A pattern's source with the same letters made one as in :func:`fold`, so that both meet."""
    return source if source.isascii() else unicodedata.normalize("NFC", source).translate(_SPELLED_ALIKE)


_STRAIGHT = [*((curly, "'") for curly in "‘’‛"), *((curly, '"') for curly in "“”‟")]
_CURLY = frozenset(curly for curly, _ in _STRAIGHT)
_OTHER_SPACES = frozenset("\t\v\f\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000") | frozenset(
    map(chr, range(0x2000, 0x200B))
)
"""What ``str.split`` splits at, but space and line feed."""


def straightened(text: str) -> str:
    """The text with straight quotes."""
    for curly, straight in _STRAIGHT:
        text = text.replace(curly, straight)
    return text


@remembered
def view(text: str) -> str:
    """A line with straight quotes and single spaces: what it is to the chrome stage.

    >>> view("  “Ferry\\u00a0sails”  ")
    '"Ferry sails"'
    """
    return " ".join((text if text.isascii() else straightened(text)).split())


def views(text: str, texts: list[str], odd: Set[str]) -> list[str]:
    """:func:`view` of each of the lines ``texts`` of a text whose odd characters are among ``odd``."""
    whole = text
    for space in odd & _OTHER_SPACES:
        whole = whole.replace(space, " ")
    if not odd.isdisjoint(_CURLY):
        whole = straightened(whole)
    return _single_spaced(whole, texts if whole is text else whole.split("\n")[: len(texts)])


def key_of_view(text: str) -> str:
    """What :func:`fold` makes of a view, for less."""
    return text.lower().replace("`", "'") if text.isascii() and len(text) <= LABEL_MAX else fold(text)


def folded_views(views: Sequence[str], odd: Set[str]) -> list[str]:
    """What :func:`folded` makes of each of these views, whose odd characters are among ``odd`` (see :func:`odd`).

    Those outside of ASCII and in NFKC are folded as one text: nothing that folding does looks across a line feed.
    """
    keys = {text: folded(text) for text in views if not text.isascii() and _compatible(text) is not text}
    rest = [text for text in views if not text.isascii() and text not in keys]
    if rest:
        keys.update(zip(rest, _folded_together("\n".join(rest), odd), strict=True))
    return [text.lower().replace("`", "'") if text.isascii() else keys[text] for text in views]


def _folded_together(text: str, odd: Set[str]) -> list[str]:
    if INVISIBLE.search("".join(odd)):
        text = INVISIBLE.sub("", text)
    text = text.lower()  # takes a sigma at the end of a word for another; both are one below
    plain = _compatible(text)
    if plain is not text:
        plain = plain.translate(_SPELLED_ALIKE)
    else:
        for char in _ALIKE.intersection("".join(odd).lower() + "ς`"):
            plain = plain.replace(char, _ALIKE_AS[char])
    return _single_spaced(plain, plain.split("\n"))


def _single_spaced(text: str, texts: list[str]) -> list[str]:
    """The lines of a text, without spaces at their ends and without two in a row; it holds no other ones."""
    if "  " not in text and "\n " not in text and " \n" not in text and text.strip(" ") == text:
        return texts
    return [" ".join(text.split()) if "  " in text or text[:1] == " " or text[-1:] == " " else text for text in texts]


def odd(text: str) -> frozenset[str]:
    r"""The characters of a text that are neither printable ASCII nor ``\n``."""
    rest = text.encode("utf-8", "surrogatepass").translate(None, _PRINTABLE)
    return frozenset(rest.decode("utf-8", "surrogatepass")) if rest else frozenset()


def blank(text: str) -> bool:
    """Whether a line holds nothing but white space and invisible characters."""
    if not text or text.isspace():
        return True
    return not text.isascii() and len(text) <= LABEL_MAX and not _VISIBLE.search(text) and not fold(text)


_VISIBLE = lazy("[!-~]")
"""What folding leaves in some form."""


_PRINTABLE = bytes(range(0x20, 0x7F)) + b"\n"
