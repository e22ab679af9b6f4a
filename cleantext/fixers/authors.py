"""Notes on who wrote a text, below it: a name and a line on that person, or one line that begins with the name.

A note says what somebody does: a word for a profession of writing or research follows the name, or opens the line
under it. It stands below running text: a note of one line only where no running text follows it, one of two lines
where less follows than stands above. Does not fire where the text above is short, nor where more than MOST notes stand:
there people are what the page is about. A person's page, which begins with the name, has no running text above it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from cleantext.document import Document, drop_lines
from cleantext.edits import Edit
from cleantext.main_text import Shape
from cleantext.patterns import lazy
from cleantext.teasers import LEAST_ABOVE, Page

OPTIONS: dict[str, object] = {}
MOST = 3
NOTE_WORDS = 120
"""Words of a note at most."""
_PART = r"[^\W\d_a-z][\w'’.-]*"
_SMALL = "van|von|de|der|den|del|di|da|dos|la|le|al|bin|el"
_NAME = rf"(?:Dr\.? |Prof\.? |Dr\.? med\.? )?{_PART}(?: (?:{_PART}|{_SMALL})){{1,4}}"
_WORK = (
    r"(?:writer|reporter|journalist|(?:co-)?editor|editor-in-chief|author|co-author|contributor"
    r"|correspondent|columnist|blogger|freelancer|professor|lecturer|researcher|fellow|(?:co-)?founder"
    r"|developer|engineer|expert|consultant|photographer|producer|copywriter|novelist|poet|critic"
    r"|Redakteur(?:in)?|\w*[Rr]edakteur(?:in)?|\w*[Rr]edaktion|Autor(?:in)?|\w*[Aa]utor(?:in)?|\w*[Jj]ournalist(?:in)?"
    r"|\w*[Kk]orrespondent(?:in)?|Volontär(?:in)?|Herausgeber(?:in)?|Publizist(?:in)?|Professor(?:in)?"
    r"|Blogger(?:in)?|schreibt|berichtet|studiert(?:e)?|leitet|beschäftigt sich|Gründer(?:in)?|Ressort\w*"
    r"|journaliste|rédac(?:teur|trice)\w*|auteure?|correspondante?|chroniqueu(?:r|se)|maître de conférences"
    r"|periodista|redactora?|escritora?|corresponsal|columnista|giornalista|redat(?:tore|trice)|scrit(?:tore|trice)"
    r"|jornalista|repórter|colunista|escritora?|redacteur|schrijver|schrijfster"
    r"|dziennikar(?:z|ka)|redaktor(?:ka)?|publicyst\w*|autor(?:ka)?|журнал[иі]ст\w*|редактор\w*|авторк?а?"
    r"|gazeteci|muhabir|yazarı?|editörü?)"
)
_IS = r"(?:is|was|works|has (?:been|worked|written|covered)|ist|war|arbeitet|hat|est|es|è|é|jest|pracuje|werkt)"
_DOES = r"(?:writes|covers|schreibt|berichtet|studiert|studierte|leitet|beschäftigt sich)"
_RANK = r"(?:(?:an?|ein|eine) (?:\w+ ){0,2}|senior |junior |freie[rn]? |freelance |staff |leitende[rn]? )"
_DOING = rf"(?:{_DOES}\b|{_IS}\b(?=.{{0,100}}\b{_WORK}\b))"
_NAMING = rf"(?P<name>{_NAME})(?: \([^)]{{1,40}}\))?,?"
_SENTENCE = lazy(rf"{_NAMING} {_DOING}")
"""A line that begins with a name."""
_SENTENCE_GATE = lazy(rf"{_NAMING} (?:{_DOES}|{_IS})\b")
"""What each of them matches too, without the professions, which take long to compile."""
_FIRST = lazy(rf"{_PART} {_DOING}")
"""One that begins with a first name."""
_LINE = lazy(
    rf"(?:(?:is|ist) )?(?:{_RANK}{{0,3}}{_WORK}\b|Schreibt (?:seit|für|über)\b|Jahrgang \d{{4}}\b)", re.IGNORECASE
)
"""One under a name."""
_NAMED = lazy(rf"(?:[*•] )?(?P<name>{_NAME})\Z")
_OWN = lazy(
    r"(?:(?:Hi|Hey|Hello|Hallo|Moin)[,!]? )?"
    r"(?:I'm|I am|Ich bin|Mein Name ist|My name is|Mi nombre es|Je suis) [^\W\d_a-z]"
)


def build() -> Authors:
    return Authors()


class Authors:
    viewing = True

    def find(self, document: Document) -> list[Edit]:
        page = document.once(Page.read)
        if page.running[-1] < LEAST_ABOVE:
            return []
        notes = list(_notes(page.shapes, page.running))
        if len(notes) > MOST:
            return []
        return drop_lines(document, sorted({page.indices[row] for rows in notes for row in rows}))


def _notes(shapes: Sequence[Shape], running: Sequence[int]) -> Iterator[list[int]]:
    """The rows of each note that stands low enough: one row or two, the first with the name.

    Nothing above the middle of the running text does, nor above its last LEAST_ABOVE words where it has few.
    """
    whole, begins, named_by = running[-1], _SENTENCE_GATE.match, _NAMED.match
    low = bisect_right(running, min(whole // 2, whole - LEAST_ABOVE)) - 1
    for row in range(max(low, bisect_left(running, LEAST_ABOVE)), len(shapes)):
        line, below = shapes[row], whole - running[row + 1]
        if line.words > NOTE_WORDS or line.words < 3:
            continue
        last = below < LEAST_ABOVE
        under = row > 0 and shapes[row - 1].words <= 6 and running[row - 1] >= LEAST_ABOVE and below < running[row - 1]
        if not (last or under):
            continue
        named = named_by(shapes[row - 1].text) if row and shapes[row - 1].words <= 6 else None
        if found := begins(line.text) and _SENTENCE.match(line.text):
            with_name = named and found["name"].split()[-1] in named["name"]
        elif named and _tells(line.text, named["name"]):
            with_name = True
        elif line.prose and _OWN.match(line.text):
            with_name = False
        else:
            continue
        if with_name and under:
            yield [row - 1, row]
        elif last and not with_name:
            yield [row]


def _tells(text: str, name: str) -> bool:
    """Whether a line under a name says what its owner does."""
    first = text.partition(" ")[0] in name.split() and _FIRST.match(text)
    return bool(first or _LINE.match(text))
