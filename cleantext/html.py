"""HTML pages: telling that a text is one, and turning it into text (extra ``html``)."""

from __future__ import annotations

import re

from cleantext.errors import ConfigError

_HEAD = 2000
"""Code points at the start of a text in which a page says what it is."""
_DECLARED = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html\b|html[\s>])", re.IGNORECASE | re.DOTALL
)
_PARTS = re.compile(r"<(head|body|meta|title|script|link|div|table)\b[^<>]*>", re.IGNORECASE)


def looks_like_html(text: str) -> bool:
    """Whether a text is an HTML page: it says so at its start, or begins with a tag and has three parts of one.

    Does not fire on text that shows tags: prose, Markdown with a few tags, code in fences.

    >>> looks_like_html("<!DOCTYPE html><title>Ferry</title>"), looks_like_html("Use the <html> tag.")
    (True, False)
    """
    head = text[:_HEAD]
    if _DECLARED.match(head):
        return True
    return head.lstrip("\ufeff \t\r\n")[:1] == "<" and len({m[1].lower() for m in _PARTS.finditer(head)}) > 2


def html_to_text(text: str) -> str:
    """The text of an HTML page as a browser lays it out: a line for each block, a blank line between paragraphs.

    Scripts, styles and comments are left out; whatever else the page holds stays. ConfigError if the
    converter (html-text, MIT licence) is not installed.
    """
    try:
        from html_text import extract_text
    except ImportError:
        raise ConfigError("--html needs the extra: pip install 'cleantext-cli[html]'") from None
    converted: str = extract_text(_UNDECLARED.sub("", text, count=1))
    return converted + "\n" if converted else ""


_UNDECLARED = re.compile(r"^\ufeff?\s*<\?xml[^>]*\?>")
"""The converter refuses a string that names an encoding: it is decoded already."""
