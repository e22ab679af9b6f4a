r"""Every line end becomes ``\n``. Rules see nothing else; the cleaner makes the edits where this rule is chosen."""

from __future__ import annotations

from cleantext.document import Document
from cleantext.edits import Edit

OPTIONS: dict[str, object] = {}


def build() -> Newlines:
    return Newlines()


class Newlines:
    def find(self, document: Document) -> tuple[Edit, ...]:
        return ()
