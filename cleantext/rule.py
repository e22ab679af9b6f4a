"""What a rule is: something that finds edits, and what people need to know of it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from cleantext.document import Document
from cleantext.edits import Edit
from cleantext.typed import NamedTuple, Protocol


class Stage(IntEnum):
    """The order in which rules act, however they were selected."""

    encoding = 0
    invisible = 1
    layout = 2
    chrome = 3
    glue = 4
    typography = 5
    space = 6
    mask = 7


class Risk(IntEnum):
    """What a rule may cost.

    none: visible characters and their order stay; low: strong evidence; high: a guess from statistics.
    """

    none = 0
    low = 1
    high = 2


class Example(NamedTuple):
    before: str
    after: str


class Finder(Protocol):
    """The mechanism of a rule.

    What a finder may say besides, so that the chain need not ask it: ``needs``, characters of which the text must
    hold one, none of them printable ASCII; ``gate``, which must find something in the document, and judges each
    line by its text alone; ``local``, that it judges each line by its text alone, whatever stands around it and
    wherever in the document; ``viewing``, that it judges the lines' views
    (:func:`cleantext.keys.view`) alone; ``beyond``, that it looks beyond the line that it changes.
    ``whole``: it judges the page as it came, before other rules of its stage take lines.
    ``unbound``: protected spans do not bind it. A method ``drop`` gives the reason why a corpus should leave the
    document out, ``reason`` why an edit is made.
    """

    def find(self, document: Document) -> Iterable[Edit]:
        """Sorted, disjoint, unsigned edits of ``document.text``; nothing where the rule does not fire."""


class Rule(NamedTuple):
    """A rule of a pack: ``finder`` proposes, the cleaner checks, signs and applies.

    ``risk`` as in :class:`Risk`. ``default`` is false for rules that run only when named by their full id.
    ``shipped`` rules are those that weights were fitted with.
    """

    id: str
    stage: Stage
    risk: Risk
    why: str
    finder: Finder
    pack: str = ""
    kind: str = ""
    where: str = "anywhere"
    default: bool = True
    shipped: bool = True

    @property
    def family(self) -> str:
        return self.id.partition(".")[0]

    def find(self, document: Document) -> Iterable[Edit]:
        return self.finder.find(document)
