"""``cleantext init``: a config file to start from."""

from __future__ import annotations

from pathlib import Path

from cleantext import files
from cleantext.cli.talk import die, say
from cleantext.errors import CleantextError

TEMPLATE = """\
# cleantext reads the nearest cleantext.toml, .cleantext.toml or [tool.cleantext] of a pyproject.toml, going up
# from the current folder. Command-line options win. `cleantext --show-settings` shows what is in force.

profile = "web"             # `cleantext rules list --profile NAME` shows what each does
# risk = "low"              # none, low or high: the highest risk of rules that run
# ignore = ["quotes"]       # families or rule ids that never run
# extend-select = ["typography.bullet"]
# packs = ["my-rules.toml"] # rule packs of your own, relative to this file
# extend = "../cleantext.toml"
# include = ["*.txt", "*.md", "*.text"]
# exclude = ["drafts/"]

# [glue]                    # options of a family, or of one rule: ["glue.name"]
# keep = ["HarperCollins"]

# [[per-file]]
# glob = "*.md"
# ignore = ["space.trailing"]
"""


def init() -> None:
    """Write a commented cleantext.toml into the current folder."""
    path = Path("cleantext.toml")
    if path.exists() or path.is_symlink():
        die(f"{path} is already there; left as it was")
    try:
        files.write(path, TEMPLATE.encode())
    except CleantextError as error:
        die(f"{path}: {error}")
    say(f"wrote {path}")
