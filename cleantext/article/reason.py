"""Why a line of a page is kept or not: the features that weigh most."""

from __future__ import annotations

from cleantext.article.model import Model, shipped
from cleantext.article.page import Page
from cleantext.document import Document


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
