"""A real terminal for tests: a program on a pseudo terminal, and the screen that it drew."""

from __future__ import annotations

import codecs
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pexpect
import pyte

PATIENCE = 20.0
"""Seconds after which a screen that does not come is a failure."""
ZERO_WIDTH = dict.fromkeys(map(ord, "\u200d\u200e\ufe0f"))
"""Characters at which pyte stops drawing; terminals give them no cell."""


class Terminal:
    """``cleantext`` with ``args`` on a terminal of ``columns`` and ``rows``."""

    def __init__(self, *args: str, cwd: Path, columns: int = 80, rows: int = 24, **env: str) -> None:
        unset = {"NO_COLOR", "PAGER", "LESS", "COLUMNS", "LINES", "VISUAL", "EDITOR", "FORCE_COLOR", "COLORTERM"}
        clean = {key: value for key, value in os.environ.items() if key not in unset}
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.raw = b""
        self._child = pexpect.spawn(
            sys.executable,
            ["-m", "cleantext", *args],
            cwd=str(cwd),
            dimensions=(rows, columns),
            env={**clean, "TERM": "xterm-256color", **env},
            timeout=PATIENCE,
        )

    @property
    def rows(self) -> list[str]:
        return [row.rstrip() for row in self.screen.display]

    @property
    def text(self) -> str:
        return "\n".join(self.rows).rstrip() + "\n"

    def until(self, wanted: str | Callable[[], bool]) -> Terminal:
        """Read until ``wanted`` is on the screen; fails with the screen when it does not come."""
        holds = wanted if callable(wanted) else lambda: wanted in self.text
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, f"{wanted!r} did not come:\n{self.text}"
            if not self._read():
                assert holds(), f"{wanted!r} did not come before the end:\n{self.text}"
        return self

    def type(self, keys: str) -> Terminal:
        self._child.send(keys)
        return self

    def resize(self, columns: int, rows: int) -> Terminal:
        self._child.setwinsize(rows, columns)
        self.screen.resize(rows, columns)
        return self

    def end(self) -> int:
        """Read to the end and return the exit code."""
        end = time.monotonic() + PATIENCE
        while self._read():
            assert time.monotonic() < end, f"did not end:\n{self.text}"
        self._child.close()
        assert self._child.exitstatus is not None, f"ended by signal {self._child.signalstatus}"
        return int(self._child.exitstatus)

    def _read(self) -> bool:
        try:
            piece: bytes = self._child.read_nonblocking(65536, 0.1)  # type: ignore[assignment]
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += piece
        self._stream.feed(self._decoder.decode(piece).translate(ZERO_WIDTH))
        return True
