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
    """Take a saved patch back; a file that changed since is left as it is, and said so."""
    try:
        found = list(patchfile.sections(patch.read_bytes()))
    except OSError as error:
        die(f"{patch}: cannot be read: {error.strerror}")
    except CleantextError as error:
        die(f"{patch}: {error}")
    failed = 0
    for section in reversed(found):
        path = Path(section.name)
        if not path.exists() and Path(os.sep, section.name).exists():
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
    sys.exit(2 if failed else 0)
