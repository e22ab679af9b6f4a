"""Writes what the docs take from the program: options, outputs of examples, pictures.

    python docs/build.py            write
    python docs/build.py --check    list what is not as it would be written, and exit 1

Examples run in a fresh copy of fixtures/docs, on 80 columns, with the program of the Python that runs this.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

import typer
from rich.console import Console
from rich.text import Text

from cleantext.cli.app import app

DOCS = Path(__file__).parent
PROJECT = DOCS.parent
PAGES = [PROJECT / "README.md", *sorted(p for p in DOCS.rglob("*.md") if p.name != "options.md")]
LONGEST = 40
"""Lines of one output that are kept."""
_BLOCK = re.compile(r"^```(console|\w+ [\w./-]+)\n(.*?)^```$", re.M | re.S)
_FONT = re.compile(r"@font-face \{.*?\}\s*", re.S)
PICTURES = {
    "diff": (90, "cleantext --diff --diff-format rich --color always story.txt"),
    "columns": (120, "cleantext --diff --diff-format rich --side-by-side --color always story.txt"),
    "explain": (90, "cleantext explain story.txt:5"),
}
"""Name, width in columns and command of each picture."""


def main() -> None:
    check = sys.argv[1:] == ["--check"]
    stale = []
    for path, text in written():
        if not path.exists() or path.read_text("utf-8") != text:
            stale.append(path)
            if not check:
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, "utf-8")
    for path in stale:
        sys.stdout.write(f"{'stale' if check else 'wrote'}: {path.relative_to(PROJECT)}\n")
    sys.exit(1 if check and stale else 0)


def written() -> Iterator[tuple[Path, str]]:
    """Every file that this writes, with its text."""
    yield DOCS / "options.md", options()
    for page in PAGES:
        yield page, refreshed(page.read_text("utf-8"))
    yield from pictures()


def options() -> str:
    """docs/options.md: each command, each option, what it says of itself, and its example with the real output."""
    examples = tomllib.loads((DOCS / "examples.toml").read_text("utf-8"))
    out = ["# Commands and options", "", "Written by `python docs/build.py` from the program and `docs/examples.toml`."]
    for name, command in commands():
        out += ["", f"## cleantext {name}", "", (command.help or "").strip()]
        known = examples.pop(name, {})
        for key, heading, text in parameters(command):
            if key not in known:
                raise SystemExit(f"docs/examples.toml: no example for {key or 'the command'} of {name}")
            if heading:
                out += ["", f"### {heading}", "", text]
            out += ["", "```console", session(known.pop(key)), "```"]
        if known:
            raise SystemExit(f"docs/examples.toml: {name} has no {', '.join(known)}")
    if examples:
        raise SystemExit(f"docs/examples.toml: there is no command {', '.join(examples)}")
    return "\n".join(out) + "\n"


def commands() -> Iterator[tuple[str, typer.core.TyperCommand]]:
    """The commands in the order of --help, those of ``rules`` too."""
    for name, command in typer.main.get_group(app).commands.items():
        for sub, inner in getattr(command, "commands", {"": command}).items():
            yield f"{name} {sub}".strip(), inner


def parameters(command: typer.core.TyperCommand) -> Iterator[tuple[str, str, str]]:
    """For each parameter its longest name, its heading and its help; one without a heading where there is none."""
    own = [p for p in command.params if p.name != "help" and not p.name.startswith(("install_", "show_completion"))]
    if not own:
        yield "", "", ""
    for parameter in own:
        names = parameter.opts if parameter.param_type_name == "option" else [parameter.name]
        heading = ", ".join(f"`{name}`" for name in names)
        yield names[-1], heading, getattr(parameter, "help", "") or ""


def refreshed(text: str) -> str:
    """``text`` with the outputs in its console blocks as they are now.

    The blocks of a page share a folder; a block of another kind with a file name behind it is written there.
    """
    if not _BLOCK.search(text):
        return text
    with Folder() as folder:
        return _BLOCK.sub(folder.block, text)


def session(command: str) -> str:
    """A command and its output, in a folder of its own."""
    with Folder() as folder:
        return folder.session(command)


class Folder:
    """A fresh copy of fixtures/docs to run examples in."""

    def __enter__(self) -> Folder:
        self._top = Path(tempfile.mkdtemp(prefix="cleantext-docs-"))
        self._here = shutil.copytree(PROJECT / "fixtures" / "docs", self._top / "docs")
        programs = self._top / "bin"
        programs.mkdir()
        (programs / "cleantext").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cleantext "$@"\n')
        (programs / "cleantext").chmod(0o755)
        self._env = {
            "PATH": f"{programs}:{os.environ['PATH']}",
            "PYTHONPATH": str(PROJECT),
            "COLUMNS": "80",
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "HOME": str(self._top),
            "EDITOR": "true",
        }
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._top)

    def run(self, command: str) -> str:
        done = subprocess.run(
            ["bash", "-c", command], cwd=self._here, env=self._env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )  # fmt: skip
        return done.stdout.decode("utf-8", "replace").replace(str(self._here), "/home/you")

    def session(self, command: str) -> str:
        lines = [line.rstrip() for line in self.run(command).rstrip("\n").split("\n")]
        if len(lines) > LONGEST:
            lines = [*lines[:LONGEST], "..."]
        return "\n".join([f"$ {command}", *(line for line in lines if lines != [""])])

    def block(self, match: re.Match[str]) -> str:
        """Each ``$ command`` of a console block with its output; a line that ends in a backslash goes on."""
        kind, _, name = match[1].partition(" ")
        if name:
            (self._here / name).parent.mkdir(parents=True, exist_ok=True)
            (self._here / name).write_text(match[2], "utf-8")
            return match[0]
        found = re.findall(r"^\$ ((?:.*\\\n)*.*)$", match[2], re.M)
        return f"```{kind}\n" + "\n".join(self.session(command) for command in found) + "\n```"


def pictures() -> Iterator[tuple[Path, str]]:
    """SVG pictures of real runs, drawn by rich."""
    for name, (width, command) in PICTURES.items():
        with Folder() as folder:
            output = folder.run(f"COLUMNS={width} {command}")
        console = Console(record=True, file=io.StringIO(), width=width, force_terminal=True, color_system="truecolor")
        console.print(Text("$ ", "bold") + Text(re.sub(r" --diff-format rich| --color always", "", command)))
        console.print(Text.from_ansi(output))
        svg = console.export_svg(title="cleantext", unique_id=f"cleantext-{name}")
        yield DOCS / "pictures" / f"{name}.svg", _FONT.sub("", svg)


if __name__ == "__main__":
    main()
