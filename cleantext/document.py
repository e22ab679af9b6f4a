r"""Text as the rules see it: lines that end at ``\n``, and the key by which a label is known.

:class:`Document` holds text whose line ends are all ``\n`` and that has no byte order mark;
:mod:`cleantext.ends` remembers what they were, and puts them back.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import accumulate

from cleantext.edits import Edit, Patch
from cleantext.memory import remembered
from cleantext.patterns import lazy
from cleantext.typed import Any, NamedTuple, TypeVar

T = TypeVar("T")
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


def key_of_view(text: str) -> str:
    """What :func:`fold` makes of a view, for less."""
    return text.lower().replace("`", "'") if text.isascii() and len(text) <= LABEL_MAX else fold(text)


def odd(text: str) -> frozenset[str]:
    r"""The characters of a text that are neither printable ASCII nor ``\n``."""
    rest = text.encode("utf-8", "surrogatepass").translate(None, _PRINTABLE)
    return frozenset(rest.decode("utf-8", "surrogatepass")) if rest else frozenset()


def blank(text: str) -> bool:
    """Whether a line holds nothing but white space and invisible characters."""
    return not text or text.isspace() or (len(text) <= LABEL_MAX and not text.isascii() and not fold(text))


class Line(NamedTuple):
    r"""A line: ``text`` without its ``\n``, which begins at code point ``start``."""

    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def key(self) -> str:
        return fold(self.text)

    @property
    def blank(self) -> bool:
        return blank(self.text)


class Document:
    r"""Text inside the chain, and what can be known of it without a rule.

    ``text`` holds ``\n`` as its only line end. ``first`` and ``last`` are false for windows cut out of the
    middle of a long text. Where a line is cut, the window ``begun`` in its midst holds its rest, and one that ends
    ``inside`` holds its front. Line 1 is ``lines[0]``; the empty rest after a final ``\n`` is no line.
    """

    def __init__(
        self, text: str, *, first: bool = True, last: bool = True, begun: bool = False, inside: bool = False
    ) -> None:
        self.text = text
        self.begun = begun
        self.inside = inside
        self.first = first
        self.last = last
        self._said: dict[Callable[[Document], Any], Any] = {}
        self._fresh: tuple[frozenset[str], Document] | None = None
        self.labelled: frozenset[int] = frozenset()
        """Lines that shipped rules of the chrome stage know by their words: evidence for its fixers."""

    def edited(self, patch: Patch) -> Document:
        """The document that ``patch`` makes of this one."""
        after = Document(patch.apply(self.text), first=self.first, last=self.last, begun=self.begun, inside=self.inside)
        if "odd" in self.__dict__:
            new = "".join(edit.new for edit in patch)
            after.__dict__["odd"] = self.odd if new.isascii() and new.isprintable() else self.odd | odd(new)
        return after

    def once(self, find: Callable[[Document], T]) -> T:
        """What ``find`` says of this document; it is asked one time."""
        if find not in self._said:
            self._said[find] = find(self)
        answer: T = self._said[find]
        return answer

    def fresh(self, known: frozenset[str]) -> Document:
        """The lines whose text is not in ``known``, as a document; the same one for the same set."""
        if self._fresh is None or self._fresh[0] is not known:
            texts = [text for text in self.texts if text not in known]
            self._fresh = known, Document("\n".join([*texts, ""]))
        return self._fresh[1]

    @cached_property
    def texts(self) -> list[str]:
        r"""The lines without their ``\n``."""
        texts = self.text.split("\n")
        if not texts[-1]:
            texts.pop()
        return texts

    @cached_property
    def distinct(self) -> frozenset[str]:
        """The lines without their order."""
        return frozenset(self.texts)

    @cached_property
    def views(self) -> list[str]:
        """What the chrome stage sees of each line: nothing that later stages change (see :func:`view`)."""
        text = self.text
        if not self.odd.isdisjoint(_OTHER_SPACES):
            return list(map(view, self.texts))
        if not self.odd.isdisjoint(_CURLY):
            text = straightened(text)
        texts = self.texts if text is self.text else text.split("\n")[: len(self.texts)]
        if "  " not in text and "\n " not in text and " \n" not in text and text.strip(" ") == text:
            return texts
        return [" ".join(text.split()) if "  " in text or " " in (text[:1], text[-1:]) else text for text in texts]

    @cached_property
    def lines(self) -> list[Line]:
        return list(map(Line, self.starts, self.texts))

    @cached_property
    def starts(self) -> list[int]:
        """Where each line begins."""
        return list(accumulate([len(text) + 1 for text in self.texts[:-1]], initial=0)) if self.texts else []

    @cached_property
    def odd(self) -> frozenset[str]:
        r"""The characters of the text that are neither printable ASCII nor ``\n``, for ruling rules out.

        After an edit, a superset of them.
        """
        return odd(self.text)

    def foreign(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The matches of a pattern that needs a character outside of ASCII and stays within a line."""
        text = self.text
        for start, end in self._foreign_spans:
            yield from pattern.finditer(text, start, end)

    @cached_property
    def _foreign_spans(self) -> list[tuple[int, int]]:
        """Where lines that are not ASCII stand together, line ends included."""
        spans: list[tuple[int, int]] = []
        if self.text.isascii():
            return spans
        at = 0
        for text in self.texts:
            end = at + len(text) + 1
            if not text.isascii():
                if spans and spans[-1][1] == at:
                    spans[-1] = spans[-1][0], end
                else:
                    spans.append((at, end))
            at = end
        return spans

    def line_at(self, position: int) -> int:
        """The index of the line that holds the code point at ``position``."""
        return max(0, bisect_right(self.starts, position) - 1)


_PRINTABLE = bytes(range(0x20, 0x7F)) + b"\n"


def drop_lines(document: Document, lines: Iterable[int]) -> list[Edit]:
    r"""Edits that delete whole lines, each with its ``\n``; ``lines`` are indices."""
    size, starts, texts = len(document.text), document.starts, document.texts
    return [Edit(starts[i], min(starts[i] + len(texts[i]) + 1, size), "") for i in sorted(set(lines))]
