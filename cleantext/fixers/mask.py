"""What a pattern finds gives way to a placeholder: addresses, numbers, names of accounts.

``match`` is the pattern, ``placeholder`` what stands there instead, ``trigger`` literals one of which must
occur in the text. A placeholder that the pattern would find again, or that holds a line end, is refused.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edits import Edit
from cleantext.errors import CleantextError
from cleantext.labels import Pattern

OPTIONS: dict[str, object] = {"match": "", "placeholder": "", "trigger": []}


def build(match: str, placeholder: str, trigger: list[str]) -> Mask:
    if "\n" in placeholder or "\r" in placeholder:
        raise ValueError(f"placeholder must be on one line, not {placeholder!r}")
    try:
        pattern = Pattern(match, "match", trusted=False)
        found = pattern.search(f" {placeholder} ")
    except CleantextError as error:
        raise ValueError(str(error)) from None
    if found and found.group() != placeholder:
        raise ValueError(f"placeholder {placeholder!r} would be masked again")
    return Mask(pattern, placeholder, trigger)


class Mask:
    def __init__(self, pattern: Pattern, placeholder: str, trigger: list[str]) -> None:
        self.pattern = pattern
        self._placeholder = placeholder
        self._trigger = trigger

    def find(self, document: Document) -> Iterator[Edit]:
        text = document.text
        if not self._trigger or any(literal in text for literal in self._trigger):
            for match in self.pattern.finditer(text):
                yield Edit(match.start(), match.end(), self._placeholder)
