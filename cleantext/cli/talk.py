"""How the command line speaks: text on stdout, talk on stderr, closed pipes in silence."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import NoReturn

from cleantext.errors import CleantextError

CLOSED_PIPE = 141
"""Exit code after the reader of stdout has gone, as for a program that SIGPIPE ends."""


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
    _forget_stdout()
    sys.exit(CLOSED_PIPE)


def _die_unwritten(error: OSError) -> NoReturn:
    _forget_stdout()
    die(f"stdout: cannot be written: {error.strerror}")


def _forget_stdout() -> None:
    """Let the interpreter's last flush go nowhere."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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
    with contextlib.suppress(OSError, ValueError, AttributeError):
        data = (f"cleantext: {escape(message)}\n").encode("utf-8", "backslashreplace")
        sys.stderr.buffer.write(data)
        sys.stderr.flush()


def die(message: str) -> NoReturn:
    say(message)
    sys.exit(2)


@contextlib.contextmanager
def errors_told() -> Iterator[None]:
    """What a user can cause ends the program with one line and 2, Ctrl-C with 130."""
    try:
        yield
    except CleantextError as error:
        die(str(error))
    except OSError as error:
        die_of(error)
    except KeyboardInterrupt:
        say("interrupted")
        sys.exit(130)


def die_of(error: OSError) -> NoReturn:
    """The last word on an error that nothing nearer to it could name better."""
    die(f"{os.fsdecode(error.filename)}: {error.strerror}" if error.filename else f"stopped: {error.strerror}")
