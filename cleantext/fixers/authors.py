"""Notes on who wrote a text, below it: a name and a line on that person, or one line that begins with the name.

A note says what somebody does: a word for a profession of writing or research follows the name, or opens the line
under it. It stands below the running text; without
the line for the name only where no running text follows, else where less follows. Does not fire where the text above is short,
nor where more than MOST notes stand: there people are what the page is about. A person's page, which begins with the
name, has no running text above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext.document import Document, drop_lines
from cleantext.edits import Edit
from cleantext.kinds.teasers import LEAST_ABOVE, Page
from cleantext.margins import Shape

OPTIONS: dict[str, object] = {}
MOST = 3
NOTE_WORDS = 120
"""Words of a note at most."""
_PART = r"[^\W\d_a-z][\w'’.-]*"
_NAME = rf"(?:Dr\.? |Prof\.? |Dr\.? med\.? )?{_PART}(?: (?:{_PART}|van|von|de|der|den|del|di|da|dos|la|le|al|bin|el)){{1,4}}"
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
    r"|dziennikark?a?|redaktork?a?|publicyst\w*|autork?a|журналист\w*"
    r"|редактор\w*|газетеці"
    r"|gazeteci|muhabir|yazarı?|editörü?)"
)
_IS = r"(?:is|was|works|has (?:been|worked|written|covered)|ist|war|arbeitet|hat|est|es|è|é|jest|pracuje|werkt)"
_DOES = r"(?:writes|covers|schreibt|berichtet|studiert|studierte|leitet|beschäftigt sich)"
_SENTENCE = re.compile(rf"(?P<name>{_NAME})(?: \([^)]{{1,40}}\))?,? (?:{_DOES}\b|{_IS}\b(?=.{{0,100}}\b{_WORK}\b))")
_LINE = re.compile(
    r"(?:(?:is|ist) )?(?:(?:(?:an?|ein|eine) (?:\w+ ){0,2}|senior |junior |freie[rn]? |freelance |staff |leitende[rn]? )"
    rf"{{0,3}}{_WORK}\b|Schreibt (?:seit|für|über)\b|Jahrgang \d{{4}}\b)",
    re.IGNORECASE,
)
_FIRST = re.compile(rf"(?P<name>{_PART}) (?:{_DOES}\b|{_IS}\b(?=.{{0,100}}\b{_WORK}\b))")
_NAMED = re.compile(rf"(?:[*•] )?(?P<name>{_NAME})\Z")
_SELF = re.compile(r"(?:(?:Hi|Hey|Hello|Hallo|Moin)[,!]? )?(?:I'm|I am|Ich bin|Mein Name ist|My name is|Mi nombre es|Je suis) [^\W\d_a-z]")


def build() -> Authors:
    return Authors()


class Authors:
    viewing = True

    def find(self, document: Document) -> list[Edit]:
        page = document.once(Page.read)
        if page.running[-1] < LEAST_ABOVE:
            return []
        whole, notes = page.running[-1], []
        for rows in _notes(page.shapes):
            above, below = page.running[rows[0]], whole - page.running[rows[-1] + 1]
            if above >= LEAST_ABOVE and below < (above if len(rows) > 1 else LEAST_ABOVE):
                notes.append(rows)
        if len(notes) > MOST:
            return []
        return drop_lines(document, sorted({page.indices[row] for rows in notes for row in rows}))


def _notes(shapes: list[Shape]) -> Iterator[list[int]]:
    """The rows of each note."""
    for row, line in enumerate(shapes):
        if line.words > NOTE_WORDS or line.words < 3:
            continue
        named = _NAMED.match(shapes[row - 1].text) if row and shapes[row - 1].words <= 6 else None
        if found := _SENTENCE.match(line.text):
            yield [row - 1, row] if named and found["name"].split()[-1] in named["name"] else [row]
        elif named and (found := _FIRST.match(line.text)) and found["name"] in named["name"].split():
            yield [row - 1, row]
        elif named and _LINE.match(line.text):
            yield [row - 1, row]
        elif line.prose and _SELF.match(line.text):
            yield [row]
