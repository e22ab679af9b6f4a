"""The console script: looks whether ``cleantext`` is this project before it imports anything of it.

PyPI's ``clean-text`` and ``cleantext`` install an import package of the same name over ours.
"""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec


def main() -> None:
    """Run the command line, or say whose package lies in its place."""
    gc.set_threshold(100_000, 20, 20)
    spec = _spec()
    folders = list(spec.submodule_search_locations or ()) if spec else []
    init = spec.origin if spec else None
    if not init or not folders or not _is_ours(init, folders[0]):
        place = folders[0] if folders else "nowhere"
        print(
            f"cleantext: another package's files lie in place of cleantext-cli's ({place}): PyPI's clean-text and "
            "cleantext use the same name; install with `pipx install cleantext-cli` or `uv tool install cleantext-cli`",
            file=sys.stderr,
        )
        sys.exit(2)
    try:
        from cleantext.cli import plain

        if plain.is_plain(sys.argv[1:]):
            sys.exit(plain.plain(sys.argv[1:]))
        from cleantext.cli.app import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        gc.freeze()  # what is held at the end is given back as it is, not looked through for cycles first


def _spec() -> ModuleSpec | None:
    """What ``importlib.util.find_spec`` finds, without loading it."""
    for finder in sys.meta_path:
        try:
            if spec := finder.find_spec("cleantext", None):
                return spec
        except (AttributeError, ImportError, ValueError):
            continue
    return None


def _is_ours(init: str, folder: str) -> bool:
    try:
        with open(init, encoding="utf-8") as file:
            ours = "every change is an edit signed by its rule" in file.read(400)
    except (OSError, UnicodeDecodeError):
        return False
    return ours and os.path.exists(os.path.join(folder, "edits.py"))


if __name__ == "__main__":
    main()
