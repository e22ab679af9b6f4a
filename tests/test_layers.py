"""Imports run one way, rich is imported by show/ alone, and only cli/ prints or exits."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "cleantext"
LAYERS = [
    ["errors", "edits", "memory", "patterns", "typed"],
    ["keys"],
    ["document", "ends", "bounds", "clues"],
    ["touching"],
    [
        "prose",
        "protect",
        "labels",
        "processes",
        "windows",
        "badness",
        "locales",
        "main_text",
        "line_marks",
        "margins",
        "teasers",
    ],
    ["seams", "budget", "rule", "invariants"],
    ["lexicon", "article"],
    ["kinds", "fixers"],
    ["packs"],
    ["shipped"],
    ["profiles"],
    ["config"],
    ["chain"],
    ["cleaner"],
    ["trial", "trace", "catalogue"],
    ["atomic"],
    ["files", "walk", "streams", "corpus", "html", "patchfile", "learn"],
    ["show"],
    ["cli", "__main__"],
]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
MODULES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[0]


def imported(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_layers(path: Path) -> None:
    here = room(path)
    if here == "__init__":
        return
    assert here in RANK, f"{here} has no layer"
    tree = ast.parse(path.read_text("utf-8"))
    names = imported(tree)
    for name in names:
        parts = name.split(".")
        if parts[0] == "cleantext" and len(parts) > 1 and parts[1] in RANK and parts[1] != here:
            assert RANK[parts[1]] < RANK[here] or (RANK[parts[1]] == RANK[here] and here not in ("kinds", "fixers")), (
                f"{here} imports {parts[1]}"
            )
        if parts[0] == "rich":
            assert here == "show", "only show/ imports rich"
        assert parts[0] != "click"
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in ("print", "sys.exit", "exit", "quit") or here == "cli", f"{called} outside of cli/"
