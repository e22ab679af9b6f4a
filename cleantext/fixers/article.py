"""The main text of a page: what a linear-chain model over its lines does not keep goes.

Nothing is proposed where too little prose is found, or where the page as it stands is expected to be nearly as
good as any choice of its lines. Options keep what the model alone may leave out: ``keep_title`` the heading above
the text that says what the page's first line says; ``keep_captions`` and ``keep_bylines`` short labelled lines in
the text or beside it; ``keep_comments`` what readers wrote below it.
"""

from __future__ import annotations

from cleantext.document import Document, drop_lines
from cleantext.edits import Edit
from cleantext.keys import blank
from cleantext.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from cleantext.article.model import Model

OPTIONS: dict[str, object] = {
    "keep_title": False,
    "keep_captions": False,
    "keep_comments": False,
    "keep_bylines": False,
}
LEAST_TEXT = 400
"""Code points below which no text is a page."""


def build(keep_title: bool, keep_captions: bool, keep_comments: bool, keep_bylines: bool) -> Article:
    return Article(keep_title, keep_captions, keep_comments, keep_bylines)


class Article:
    """``model`` is the shipped one, loaded when the first page comes, unless another is set."""

    whole = True

    def __init__(self, keep_title: bool, keep_captions: bool, keep_comments: bool, keep_bylines: bool) -> None:
        self.model: Model | None = None
        self._title = keep_title
        self._captions = keep_captions
        self._comments = keep_comments
        self._bylines = keep_bylines

    def __reduce__(self) -> tuple[object, ...]:
        return Article, (self._title, self._captions, self._comments, self._bylines)

    def find(self, document: Document) -> list[Edit]:
        if len(document.text) < LEAST_TEXT:
            return []
        from cleantext.article import model, page, parts

        chain = self.model or model.shipped()
        whole = page.Page.read(document.texts, chain)
        text = page.main_text(whole, chain)
        if len(text.lines) == len(whole.lines):
            return []
        chosen = set(text.indices)
        kept = {i for i, index in enumerate(whole.indices) if index in chosen}
        asked = parts.asked_for(
            whole, kept, captions=self._captions, bylines=self._bylines, reader_comments=self._comments
        )
        heading = parts.title(whole, min(kept))
        if heading is None and asked:
            heading = parts.title(whole, min(kept | asked))
        kept |= asked
        if heading is not None:
            (kept.add if self._title else kept.discard)(heading)
        return drop_lines(document, _dropped(document, {whole.indices[i] for i in kept}, set(whole.indices)))

    def reason(self, document: Document, edit: Edit) -> str:
        """The three features that weigh most for (+) or against (-) the first line with a word that an edit takes."""
        from cleantext.article.reason import explain, told

        for index, line in enumerate(document.lines):
            if line.end > edit.start and (found := explain(document, index, self.model)):
                return ", ".join(f"{told(name)} {weight:+.1f}" for name, weight in found)
        return ""


def _dropped(document: Document, kept: set[int], judged: set[int]) -> list[int]:
    """The lines that go: those judged and not kept, and lines of mere marks that do not stand between kept ones."""
    dropped: list[int] = []
    marks: list[int] = []
    inside = False
    for index, text in enumerate(document.texts):
        if index not in judged:
            if not blank(text):
                marks.append(index)
        elif index in kept:
            if not inside:
                dropped += marks
            marks, inside = [], True
        else:
            dropped += [*marks, index]
            marks, inside = [], False
    return sorted(dropped if inside else dropped + marks)
