"""The diff that people read on a terminal: word by word, hidden characters named, rules in the margin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from cleantext.edits import Edit, Hunk, Patch
from cleantext.show.marks import escape, reveal

CONTEXT = 1
"""Unchanged lines shown around a hunk."""

_OLD, _NEW = "red", "green"


def console(color: str, *, stderr: bool = False) -> Console:
    """A console that draws text as it is: no markup, no emoji codes, no highlighting.

    ``color``: always, never (no attribute at all), or auto, which leaves NO_COLOR and TERM to rich.
    """
    return Console(
        stderr=stderr,
        markup=False,
        emoji=False,
        highlight=False,
        force_terminal=True if color == "always" else None,
        color_system=None if color == "never" else "auto",
    )


def draw(screen: Console, name: str, before: str, patch: Patch) -> None:
    """Draw every hunk of one file: where it is, who signed it, the old lines and the new ones."""
    hunks = patch.hunks(before)
    count = len(patch)
    screen.print(Text(escape(name), "bold") + Text(f"  {count} edit{'s' * (count != 1)}", "dim"), soft_wrap=True)
    for hunk in hunks:
        edits = patch.edits[hunk.first : hunk.stop]
        rules = ", ".join(dict.fromkeys(rule for edit in edits for rule in edit.rules))
        screen.print(Text(f"  line {hunk.top + 1}  ", "dim") + Text(rules, "cyan"), soft_wrap=True)
        for text in _context(before, hunk, above=True):
            screen.print(Text("    " + reveal(text), "dim"), soft_wrap=True)
        for line in _side(before, hunk, edits, new=False):
            screen.print(line, soft_wrap=True)
        for line in _side(before, hunk, edits, new=True):
            screen.print(line, soft_wrap=True)
        for text in _context(before, hunk, above=False):
            screen.print(Text("    " + reveal(text), "dim"), soft_wrap=True)


def _context(before: str, hunk: Hunk, *, above: bool) -> list[str]:
    if above:
        return before[: hunk.start].split("\n")[-CONTEXT - 1 : -1] if hunk.start < 4000 else _tail(before, hunk.start)
    lines = before[hunk.end : hunk.end + 4000].split("\n")
    return [line for line in lines[:CONTEXT] if line]


def _tail(before: str, end: int) -> list[str]:
    return before[end - 4000 : end].split("\n")[-CONTEXT - 1 : -1]


def _side(before: str, hunk: Hunk, edits: Sequence[Edit], *, new: bool) -> Iterator[Text]:
    """The old or the new lines of a hunk; what the edits took or brought is emphasised and revealed."""
    plain = _NEW if new else _OLD
    strong = f"bold reverse {plain}"
    pieces: list[tuple[str, bool]] = []
    at = hunk.start
    for edit in edits:
        pieces.append((before[at : edit.start], False))
        pieces.append((edit.new if new else before[edit.start : edit.end], True))
        at = edit.end
    pieces.append((before[at : hunk.end], False))
    if not any(text for text, _ in pieces):
        return
    sign = "  + " if new else "  - "
    line = Text(sign, plain)
    for text, changed in pieces:
        parts = text.split("\n")
        for i, part in enumerate(parts):
            line.append(reveal(part, spaces=changed and not part.strip()), strong if changed else plain)
            if i < len(parts) - 1:
                if changed and not new:
                    line.append("⏎", strong)
                yield line
                line = Text(sign, plain)
    if len(line.plain) > len(sign):
        yield line
