"""HTML character references (``&amp;``, ``&#8217;``, ``&EACUTE;``) in lines that hold no HTML tag.

A reference needs its semicolon; ``&not`` and ``&copy`` are left alone. References to references
(``&amp;lt;``) are decoded to the end. References to control characters, line ends and surrogates stay.
Source of the names: the HTML standard, through the standard library's ``html.entities``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext.document import Document
from cleantext.edits import Edit
from cleantext.patterns import lazy

OPTIONS: dict[str, object] = {}

_REFERENCE = lazy(r"&(?:(?:amp|AMP|#0*38|#[xX]0*26);)*(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LAST = lazy(r"[^;&]*;\Z")
_TAG = lazy(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|<!--|<!DOCTYPE", re.IGNORECASE)
_NO_TEXT = lazy("[\x00-\x08\n\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffd-\uffff]")


def build() -> Entities:
    return Entities()


class Entities:
    def find(self, document: Document) -> Iterator[Edit]:
        text = document.text
        if "&" not in text or ";" not in text:
            return
        tagged: tuple[int, int] = (-1, -1)
        plain: tuple[int, int] = (-1, -1)
        for match in _REFERENCE.finditer(text):
            at = match.start()
            if tagged[0] <= at < tagged[1]:
                continue
            if not plain[0] <= at < plain[1]:
                span = text.rfind("\n", 0, at) + 1, (text.find("\n", at) + 1 or len(text) + 1)
                if "<" in text[slice(*span)] and _TAG.search(text, *span):
                    tagged = span
                    continue
                plain = span
            new = decoded(match.group())
            if new is not None:
                yield Edit(at, match.end(), new)


def decoded(reference: str) -> str | None:
    """What a reference (perhaps behind ``&amp;`` layers) stands for; None if it is to be left alone.

    >>> decoded("&amp;eacute;"), decoded("&EACUTE;"), decoded("&nosuch;"), decoded("&#13;")
    ('é', 'É', None, None)
    """
    import html

    last = _LAST.search(reference)
    if last is None:
        return None
    inner = "&" + last.group()
    new = html.unescape(inner)
    if new == inner or (new.endswith(";") and new != ";"):
        new = _upper(inner) or ("&" + last.group() if reference != inner else "")
        if not new:
            return None
    return None if not new or _NO_TEXT.search(new) or new == reference else new


def _upper(reference: str) -> str:
    """``&EACUTE;`` for ``&eacute;``: names that only exist in lower case, shouted."""
    name = reference[1:]
    if name != name.upper() or name[:1] == "#":
        return ""
    from html.entities import html5

    return html5.get(name.lower(), "").upper()
