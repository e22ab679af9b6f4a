"""How the command line speaks: text on stdout, talk on stderr, closed pipes in silence."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator

from cleantext.errors import CleantextError
from cleantext.typed import IO, TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from cleantext.show.screen import Console

CLOSED_PIPE = 141
"""Exit code after the reader of stdout has gone, as for a program that SIGPIPE ends."""


class ReaderLeft(Exception):
    """Who reads in a pager has seen enough."""


def put(data: bytes) -> None:
    """Write to stdout; if nobody reads any more, leave without a word."""
    if sys.stdout is None:
        die("stdout is closed")
    try:
        sys.stdout.buffer.write(data)
    except BrokenPipeError:
        leave_closed_pipe()
    except OSError as error:
        _die_unwritten(error)


def put_name(name: str) -> None:
    """A file name on a line of its own: quoted as git does on a terminal, byte for byte elsewhere."""
    from cleantext.show.marks import escape
    from cleantext.show.unified import quoted

    if sys.stdout is not None and sys.stdout.isatty():
        put(escape(quoted(name).rstrip("\t")).encode("utf-8", "backslashreplace") + b"\n")
    else:
        put(os.fsencode(name) + b"\n")


def flush() -> None:
    """Bring what was put to its reader, or say why it cannot be."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        leave_closed_pipe()
    except OSError as error:
        _die_unwritten(error)


def leave_closed_pipe() -> NoReturn:
    """End in silence."""
    _forget(sys.stdout)
    sys.exit(CLOSED_PIPE)


def _die_unwritten(error: OSError) -> NoReturn:
    _forget(sys.stdout)
    die(f"stdout: cannot be written: {error.strerror}")


def _forget(stream: IO[str]) -> None:
    """Let what the stream still holds, and the interpreter's last flush of it, go nowhere."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


_held: list[str] | None = None


def hold() -> None:
    """Keep what is said back, so that it does not write over a pager."""
    global _held
    _held = []


def release() -> None:
    """Say what was held back."""
    global _held
    held, _held = _held or [], None
    for message in held:
        say(message)


def say(message: str) -> None:
    """One line on stderr; what a terminal could obey in it is drawn."""
    from cleantext.show.marks import escape

    if _held is not None:
        _held.append(message)
        return
    _tell(f"cleantext: {escape(message)}\n")


def _tell(text: str) -> None:
    """Write to stderr; where that is closed or broken there is nobody to tell."""
    try:
        sys.stderr.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stderr.flush()
    except OSError:
        _forget(sys.stderr)
    except (ValueError, AttributeError):
        pass


class _Stderr:
    """A stream that takes what ``say`` would take: no fault where stderr is closed or broken."""

    encoding = "utf-8"

    def write(self, text: str) -> int:
        _tell(text)
        return len(text)

    def isatty(self) -> bool:
        return sys.stderr is not None and sys.stderr.isatty()

    def flush(self) -> None: ...


def screen_on_stderr(color: str) -> Console:
    """A screen for tables beside what is said."""
    from cleantext.show import screen

    return screen.console(color, stderr=True, file=_Stderr())  # type: ignore[arg-type]


def die(message: str) -> NoReturn:
    say(message)
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except (OSError, ValueError):
        _forget(sys.stdout)
    sys.exit(2)


@contextlib.contextmanager
def errors_told() -> Iterator[None]:
    """What a user can cause ends the program with one line and 2, Ctrl-C with 130."""
    try:
        _buffer_stdout()
        yield
    except CleantextError as error:
        die(str(error))
    except OSError as error:
        die_of(error)
    except KeyboardInterrupt:
        say("interrupted")
        sys.exit(130)


def _buffer_stdout() -> None:
    """Put a buffer before a stdout that has none (PYTHONUNBUFFERED): a raw file may take less than it is given."""
    out = sys.stdout
    if isinstance(out, io.TextIOWrapper) and isinstance(out.buffer, io.RawIOBase):
        encoding, errors = out.encoding, out.errors
        buffered = io.BufferedWriter(out.detach())
        sys.stdout = sys.__stdout__ = io.TextIOWrapper(buffered, encoding, errors, write_through=True)  # type: ignore[misc]


def die_of(error: OSError) -> NoReturn:
    """The last word on an error that nothing nearer to it could name better."""
    die(f"{os.fsdecode(error.filename)}: {error.strerror}" if error.filename else f"stopped: {error.strerror}")
