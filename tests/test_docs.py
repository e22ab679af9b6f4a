"""The docs say what the program does: every command, option and output in them is run."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import PROJECT

DOCS = PROJECT / "docs"


@pytest.fixture(scope="module")
def build() -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("docs_build", DOCS / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def test_options_outputs_and_pictures_are_fresh(build: ModuleType) -> None:
    stale = [str(path) for path, text in build.written() if not path.exists() or path.read_text("utf-8") != text]
    assert not stale, f"run python docs/build.py: {stale}"


def test_every_option_of_help_has_an_example(build: ModuleType) -> None:
    text = (DOCS / "options.md").read_text("utf-8")
    with build.Folder() as folder:
        shown = folder.run("cleantext --help")
    options = set(re.findall(r"^ +(?:-\w, )?(--[\w-]+)", shown, re.M)) - {"--help"}
    assert len(options) > 30
    for option in options:
        section = re.search(
            rf"^### [^\n]*`{option}`\n\n[^\n]+\n\n```console\n\$ ([^\n]*)\n(.*?)^```$", text, re.M | re.S
        )
        assert section, option
        assert section[2].strip(), option
        assert not re.search(r"did you mean|Usage:|No such option|Traceback", section[2]), option


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda p: p.stem)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target
