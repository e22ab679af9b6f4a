r"""Text as the rules see it: lines that end at ``\n``, and the key by which a label is known.

:class:`Document` holds text whose line ends are all ``\n`` and that has no byte order mark;
:mod:`cleantext.ends` remembers what they were, and puts them back.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import cached_property
from itertools import accumulate, groupby

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
        if "views" in self.__dict__ and 0 < len(patch) < len(self.texts):
            after.__dict__.update(self._lines_after(patch))
        return after

    def _lines_after(self, patch: Patch) -> dict[str, list[str]]:
        """The ``texts`` and ``views`` of what ``patch`` makes of this text: only lines that it touches are looked at.

        Nothing where an edit joins lines or makes new ones.
        """
        text = self.text
        rest = [""] if text.endswith("\n") else []  # what stands behind the last line feed
        old, old_views = self.texts + rest, self.views + rest
        starts = [*self.starts, len(text)] if rest else self.starts
        line = {start: i for i, start in enumerate(starts)}
        texts: list[str] = []
        views: list[str] = []
        done = 0
        for top, edits in groupby(patch, lambda edit: bisect_right(starts, edit.start) - 1):
            texts += old[done:top]
            views += old_views[done:top]
            at, stop = starts[top], starts[top] + len(old[top])
            pieces: list[str] = []
            done = top + 1
            for start, end, new, _ in edits:
                if start in line and end in line and start < end and not new and not pieces:
                    done = line[end]
                    break
                if start in line and end == len(text):
                    done, stop = len(old), end
                elif end > stop:
                    return {}
                pieces += (text[at:start], new)
                at = end
            else:
                changed = "".join([*pieces, text[at:stop]])
                if "\n" in changed:
                    return {}
                texts.append(changed)
                views.append(view(changed))
        texts += old[done:]
        views += old_views[done:]
        if not texts[-1]:
            texts.pop()
            views.pop()
        return {"texts": texts, "views": views}

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
        for space in self.odd & _OTHER_SPACES:
            text = text.replace(space, " ")
        if not self.odd.isdisjoint(_CURLY):
            text = straightened(text)
        return _single_spaced(text, self.texts if text is self.text else text.split("\n")[: len(self.texts)])

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

    def held(self, pattern: re.Pattern[str], characters: Set[str]) -> Iterator[re.Match[str]]:
        """The matches of a pattern that takes one of the odd ``characters`` each time and stays within a line."""
        text = self.text
        present = self.odd.intersection(characters)
        for start, end in self._lines_with(present) if len(present) <= _FEW else ((0, len(text)),):
            yield from pattern.finditer(text, start, end)

    def _lines_with(self, characters: Iterable[str]) -> list[tuple[int, int]]:
        """Where the lines that hold one of the characters begin and end, line ends included."""
        text = self.text
        spans: set[tuple[int, int]] = set()
        for character in characters:
            at = text.find(character)
            while at >= 0:
                end = text.find("\n", at) + 1 or len(text)
                spans.add((text.rfind("\n", 0, at) + 1, end))
                at = text.find(character, end)
        return sorted(spans)

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


_FEW = 8
"""Characters that are looked for one by one; more of them are left to the pattern."""
_PRINTABLE = bytes(range(0x20, 0x7F)) + b"\n"


def drop_lines(document: Document, lines: Iterable[int]) -> list[Edit]:
    r"""Edits that delete whole lines, each with its ``\n``; ``lines`` are indices."""
    size, starts, texts = len(document.text), document.starts, document.texts
    return [Edit(starts[i], min(starts[i] + len(texts[i]) + 1, size), "") for i in sorted(set(lines))]
