"""What a preview leaves out: the middle of long untouched stretches, and the middle of removed blocks."""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.show.sides import Kind, Line, Piece

STRETCH = 60
"""Characters of an untouched stretch that are kept beside an edit."""
HIT = 400
"""Characters of one edit that are shown in a line."""
PIECES = 200
"""Pieces of one line that are shown."""
BLOCK = 4
"""Lines up to which a removed block is shown whole."""
GAP = " … "


def shortened(line: Line) -> Line:
    """``line`` with the middle of what is long left out, at word boundaries where there are any.

    Of a line with very many edits the first ones are shown, and how many there are more.
    """
    pieces: list[Piece] = []
    last = len(line.pieces) - 1
    for i, piece in enumerate(line.pieces[:PIECES]):
        if piece.kind is Kind.same:
            pieces += _cut(piece, head=STRETCH if i else 0, tail=STRETCH if i < last else 0)
        elif piece.kind is Kind.hit:
            pieces += _cut(piece, head=HIT * 3 // 4, tail=HIT // 4)
        else:
            pieces.append(piece)
    rest = sum(piece.kind is Kind.hit for piece in line.pieces[PIECES:])
    if rest:
        pieces.append(Piece(f" … {rest:,} more in this line", Kind.gap))
    return Line(pieces, line.rules, line.end_hit)


def clipped(line: Line, width: int) -> Line:
    """An untouched line, cut to about ``width`` characters."""
    text = line.pieces[0].text if line.pieces else ""
    return line if len(text) <= width else Line([Piece(text[:width], Kind.same), Piece("…", Kind.gap)])


def folded(lines: list[Line]) -> Iterator[Line | int]:
    """``lines`` with each wholly removed block as its first line that is not blank, a count, and its last one."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].whole:
            end += 1
        if end - at > BLOCK:
            block = lines[at:end]
            shown = [line for line in block if not line.blank] or block
            rules = tuple(dict.fromkeys(rule for line in block for rule in line.rules))
            yield Line(shown[0].pieces, rules, True)
            yield len(block) - min(2, len(shown))
            if len(shown) > 1:
                yield Line(shown[-1].pieces, (), True)
        else:
            yield from lines[at : max(end, at + 1)]
        at = max(end, at + 1)


def _cut(piece: Piece, head: int, tail: int) -> list[Piece]:
    text, kind = piece
    if not head and not tail:
        head = 2 * STRETCH
    if len(text) <= head + tail + STRETCH // 2:
        return [piece]
    stop = text.find(" ", head) if head else 0
    stop = stop if 0 <= stop < head + STRETCH // 4 else head
    start = text.rfind(" ", 0, len(text) - tail) + 1 if tail else len(text)
    start = start if start > len(text) - tail - STRETCH // 4 else len(text) - tail
    parts = (Piece(text[:stop], kind), Piece(GAP if stop else GAP.lstrip(), Kind.gap), Piece(text[start:], kind))
    return [part for part in parts if part.text]
