"""Why a line of a page is kept or not: the features that weigh most, and how to say them to a person."""

from __future__ import annotations

from cleantext.article.model import Model, shipped
from cleantext.article.page import Page
from cleantext.document import Document

_OWN = {
    "z": "its length",
    "e": "how it ends",
    "b": "how it begins",
    "s": "its share of small words",
    "t": "its share of short words",
    ",": "its commas",
    "d": "its digits",
    "n": "its indent",
    "a": "the length of its words",
    "g": "a label word",
    "m": "the sign",
    "w": "the word",
    "f": "the first word",
    "l": "the last word",
    "2": "the first words",
}
_WHOLE = {"date": "a date in it", "url": "an address in it", "up": "its capitals", "cut": "its cut end"}
_PLACE = {
    "unit": "the length of its paragraph",
    "joins": "how it joins the lines beside it",
    "kinds3": "what the lines beside it are",
    "kinds5": "what the lines around it are",
    "wide": "the prose far around it",
    "above": "the prose above it",
    "below": "the prose below it",
    "lastprose": "the distance to the prose above",
    "nextprose": "the distance to the prose below",
    "place": "its place in the page",
    "prosebefore": "its place in the page's prose",
    "segment": "the distance to the densest prose",
    "segmentkind": "its side of the densest prose",
    "overlap": "the words it shares with the densest prose",
    "title": "the words it shares with the page's first line",
    "repeats": "how often the page has it",
    "page": "how much prose the page has",
    "pagekind": "how much prose the page has",
    "gap": "the blank lines beside it",
    "gapkind": "the blank lines beside it",
    "teasers": "a run of teasers",
    "list": "a run of short lines",
    "sinceC": "the distance to a heading of comments",
    "talk": "the comment labels around it",
    "dates": "the dates around it",
    "sinceR": "the distance to a heading of related stories",
    "prefix": "how many lines begin alike",
    "around": "the share of prose around it",
    "labels": "the share of labels around it",
    "stamps": "the repeated labels around it",
    "laststamp": "the distance to a repeated label above",
    "nextstamp": "the distance to a repeated label below",
    "period": "how regularly the lines around it repeat",
    "island": "the block of prose it is in",
    "islandkind": "the block of prose it is in",
}
_LINES = {"-1": "in the line above", "+1": "in the line below", "-2": "two lines above", "+2": "two lines below"}


def explain(document: Document, index: int, model: Model | None = None, most: int = 3) -> list[tuple[str, float]]:
    """The features that decided line ``index`` (from 0), strongest first, with their weights in log odds.

    A weight above 0 speaks for the main text. They are those of the first reading, in which the whole page is
    seen; ``feature@-1`` is a feature of the line above. Empty for a line without a word.
    """
    model = model or shipped()
    page = Page.read([line.text for line in document.lines], model)
    if index not in page.indices:
        return []
    return model.reasons(page.lines, page.gaps, page.indices.index(index))[:most]


def told(feature: str) -> str:
    """A feature in words.

    >>> told("wshare"), told("gscomment@-1"), told("teasers=1D>")
    ('the word "share"', 'a label word (comment) in the line above', 'a run of teasers')
    """
    name, _, value = feature.partition("=")
    if value and name in _PLACE:
        return _PLACE[name]
    own, at, offset = feature.rpartition("@")
    where = f" {_LINES[offset]}" if at and offset in _LINES else ""
    own = own if where else feature
    for start, words in _WHOLE.items():
        if own[:-1] == start:
            return words + where
    words = _OWN.get(own[0], own)
    if own[0] == "g":
        return f"{words} ({own[2:]}){where}"
    if own[0] in "wfl2":
        return f'{words} "{own[1:] if own[0] in "w2" else own[2:]}"{where}'
    return f"{words} {own[2:]}{where}" if own[0] == "m" else words + where
