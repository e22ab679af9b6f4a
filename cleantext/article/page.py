"""A page as the model reads it, and the lines that stay when it has read as often as it takes."""

from __future__ import annotations

from collections.abc import Sequence

from cleantext.article.choose import best
from cleantext.article.model import Model, Sums
from cleantext.article.shapes import Shape
from cleantext.typed import NamedTuple

ROUNDS = 8
"""Readings in one go; a page that is still not settled is read again by the chain."""


class Page(NamedTuple):
    """The lines of a page that hold a word: where each stands in the text, and whether a blank line is above."""

    indices: list[int]
    lines: list[tuple[Shape, Sums]]
    gaps: list[bool]

    @classmethod
    def read(cls, texts: Sequence[str], model: Model) -> Page:
        indices: list[int] = []
        lines: list[tuple[Shape, Sums]] = []
        gaps: list[bool] = []
        gap = False
        for index, text in enumerate(texts):
            if not text or text.isspace():
                gap = True
                continue
            known = model.known(text)
            if known is not None:
                indices.append(index)
                lines.append(known)
                gaps.append(gap)
                gap = False
        return cls(indices, lines, gaps)

    @property
    def shapes(self) -> list[Shape]:
        return [shape for shape, _ in self.lines]

    def only(self, keep: Sequence[bool]) -> Page:
        """The page with the lines that are kept."""
        chosen = [i for i, k in enumerate(keep) if k]
        return Page([self.indices[i] for i in chosen], [self.lines[i] for i in chosen], [self.gaps[i] for i in chosen])


def main_text(page: Page, model: Model) -> Page:
    """What remains of a page: the model reads what it kept until it would change nothing.

    The evidence of each reading is what remains, so the main text of a main text is itself.
    """
    for _ in range(ROUNDS):
        if not page.lines:
            return page
        keep = best(model.marginals(page.lines, page.gaps), [shape.size for shape, _ in page.lines])
        if keep is None or all(keep):
            return page
        page = page.only(keep)
    return page
