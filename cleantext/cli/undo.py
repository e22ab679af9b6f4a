"""``cleantext undo``: a saved patch, taken back."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from cleantext import files, patchfile
from cleantext.cli.talk import die, say
from cleantext.errors import CleantextError


def undo(
    patch: Annotated[Path, typer.Argument(help="A file that --save-patch wrote.")],
    check: Annotated[bool, typer.Option("--check", help="Say what would be done, and write nothing.")] = False,
) -> None:
    """Take a saved patch back; a file that changed since is left as it is, and said so.

    A run that was killed leaves its patch cut off in the section of a file that it had not written yet.
    """
    found: list[patchfile.Section] = []
    broken = 0
    try:
        found.extend(patchfile.sections(patch.read_bytes()))
    except OSError as error:
        die(f"{patch}: cannot be read: {error.strerror}")
    except CleantextError as error:
        if not found:
            die(f"{patch}: {error}")
        say(f"{patch}: {error}; what stands before that is taken back")
        broken = 1
    failed = 0
    for section in reversed(found):
        path = Path(section.name)
        if not os.path.exists(path) and os.path.exists(Path(os.sep, section.name)):
            path = Path(os.sep, section.name)
        try:
            source = files.read_raw(path)
            text = patchfile.before(section, source.text)
            if not check:
                files.rewrite(source, text)
        except CleantextError as error:
            failed += 1
            say(f"{path}: {error}")
    verb = "would be taken back" if check else "taken back"
    done = len(found) - failed
    say(f"{done} of {len(found)} {'file' if len(found) == 1 else 'files'} {verb}")
    sys.exit(2 if failed or broken else 0)
