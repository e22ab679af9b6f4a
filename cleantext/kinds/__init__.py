"""What a TOML rule can be made of: one kind a file. ``KINDS`` maps the name in ``kind = ...`` to its module's class."""

from __future__ import annotations

from cleantext.kinds.block import Block
from cleantext.kinds.line import Line
from cleantext.kinds.replace import Replace

KINDS: dict[str, type[Line] | type[Block] | type[Replace]] = {"line": Line, "block": Block, "replace": Replace}

__all__ = ["KINDS", "Block", "Line", "Replace"]
