"""The pager: what is longer than the screen goes to the user's one, as git does it."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator

from cleantext.cli import talk
from cleantext.typed import IO, TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess

LESS = "FRX"
"""What ``less`` is told where the user has not told it anything: quit if short, keep colours, leave the screen."""


class Pager:
    """A text file that holds back one screen; only what is longer starts a pager.

    The pager is PAGER, or ``less`` where there is one; none off a terminal, on a dumb one, and for ``cat`` or "".
    """

    def __init__(self, *, wanted: bool) -> None:
        self._command = _command() if wanted else ""
        self._held: list[str] = []
        self._rows = 0
        self._process: subprocess.Popen[str] | None = None
        self._out: IO[str] = sys.stdout

    encoding = "utf-8"

    def write(self, text: str) -> int:
        if not self._command or self._process is not None:
            self._send(text)
            return len(text)
        self._held.append(text)
        self._rows += text.count("\n")
        import shutil

        if self._rows >= shutil.get_terminal_size().lines - 1:
            self._start()
        return len(text)

    def flush(self) -> None:
        """What the pager has not been given yet is held back until the end."""

    def isatty(self) -> bool:
        return self._out.isatty()

    def fileno(self) -> int:
        return self._out.fileno()

    def close(self) -> None:
        """Show the rest, and wait for the reader to leave."""
        if self._process is None:
            held, self._held = self._held, []
            for text in held:
                self._send(text)
            with contextlib.suppress(ValueError):
                sys.stdout.flush()
            return
        process, self._process = self._process, None
        with contextlib.suppress(BrokenPipeError):
            assert process.stdin is not None
            process.stdin.close()
        while True:
            try:
                process.wait()
            except KeyboardInterrupt:
                continue
            break
        talk.release()

    def _start(self) -> None:
        environment = {**os.environ, "LESS": os.environ.get("LESS", LESS), "LV": os.environ.get("LV", "-c")}
        import subprocess

        self._process = subprocess.Popen(
            self._command, shell=True, stdin=subprocess.PIPE, text=True, encoding="utf-8", errors="backslashreplace",
            env=environment,
        )  # fmt: skip
        assert self._process.stdin is not None
        self._out = self._process.stdin
        talk.hold()
        held, self._held = self._held, []
        for text in held:
            self._send(text)

    def _send(self, text: str) -> None:
        try:
            self._out.write(text)
        except BrokenPipeError:
            if self._process is None:
                raise
            raise talk.ReaderLeft from None
        except UnicodeEncodeError:
            encoding = sys.stdout.encoding
            self._out.write(text.encode(encoding, "backslashreplace").decode(encoding))


@contextlib.contextmanager
def paged(*, wanted: bool) -> Iterator[Pager]:
    """A pager that is left, whatever happens."""
    pager = Pager(wanted=wanted)
    try:
        yield pager
    finally:
        pager.close()


def _command() -> str:
    if sys.stdout is None or not sys.stdout.isatty() or os.environ.get("TERM", "dumb") == "dumb":
        return ""
    import shutil

    command = os.environ.get("PAGER", "less" if shutil.which("less") else "")
    return "" if command.strip() == "cat" else command
