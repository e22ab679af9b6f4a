"""The user's editor on a few lines of text."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from cleantext.cli.talk import say


def edited(text: str, *, whole: bool) -> str | None:
    """``text`` as VISUAL, EDITOR or vi left it; None, with a word on stderr, if that failed.

    ``whole``: what is not empty ends with a line end. Otherwise a line end that the editor put behind the last line is
    taken off again. Lone surrogates and line ends come back as they were.
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    handle, name = tempfile.mkstemp(prefix="cleantext-", suffix=".txt")
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8", "surrogatepass"))
        status = subprocess.run(["/bin/sh", "-c", f'{command} "$1"', command, name], check=False)
        if status.returncode:
            say(f"the editor {command!r} ended with {status.returncode}; nothing was changed")
            return None
        new = path.read_bytes().decode("utf-8", "surrogatepass")
    except (OSError, UnicodeDecodeError) as error:
        say(f"the edited text cannot be read: {error}")
        return None
    finally:
        path.unlink(missing_ok=True)
    if whole and new and not new.endswith("\n"):
        return new + ("\r\n" if "\r\n" in text else "\n")
    if not whole and new.endswith("\n") and not text.endswith("\n"):
        return new.removesuffix("\n")
    return new
