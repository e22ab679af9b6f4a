"""cleantext in other tools: shells, vim, pre-commit, and the recipes of docs/howto/your-tools.md."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from tests.conftest import PROJECT

RECIPES = (PROJECT / "docs" / "howto" / "your-tools.md").read_text("utf-8")


def recipe(name: str) -> str:
    found = re.search(rf"^```\w+ {re.escape(name)}\n(.*?)^```$", RECIPES, re.M | re.S)
    assert found
    return found[1]


def needed(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        pytest.skip(f"{program} is not installed here: not tried with it")
    return path


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """An environment in which ``cleantext`` is the one under test."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "cleantext").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cleantext "$@"\n')
    (programs / "cleantext").chmod(0o755)
    path = f"{programs}:{Path(sys.executable).parent}:{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(PROJECT), "HOME": str(tmp_path), "TERM": "dumb"}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("cleantext --select space.no-", "space.no-break"),
        ("cleantext --ignore chrome,space.no-", "chrome,space.no-break"),
        ("cleantext rules show space.no-", "space.no-break"),
        ("cleantext --profile mini", "minimal"),
        ("cleantext expl", "explain"),
    ],
)
def test_bash_completes(words: str, found: str, env: dict[str, str]) -> None:
    script = f"""
    source <(cleantext --show-completion bash)
    COMP_WORDS=({words}) COMP_CWORD={len(words.split()) - 1}
    _cleantext_completion cleantext
    printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    env["SHELL"] = needed("bash")
    done = subprocess.run([env["SHELL"], "-c", script], env=env, capture_output=True, text=True)
    assert done.stdout.split() == [found]


def test_fish_completes(env: dict[str, str]) -> None:
    script = 'cleantext --show-completion | source; complete -C "cleantext --select space.no-"'
    done = subprocess.run([needed("fish"), "-c", script], env=env, capture_output=True, text=True)
    assert done.stdout.startswith("space.no-break\tNo-break")


def test_zsh_completes(env: dict[str, str]) -> None:
    child = pexpect.spawn(needed("zsh"), ["-f"], env=env, timeout=20, encoding="utf-8")
    child.sendline('autoload -U compinit; compinit -u; eval "$(cleantext --show-completion)"; echo rea""dy')
    child.expect("ready")
    child.send("cleantext rules show space.no-\t")
    child.expect("space.no-break")
    child.close(force=True)


def test_vim_filters_the_buffer(env: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Said\u00a0Anna.  \n\nKeep  this.\n")
    (tmp_path / "cleantext.vim").write_text(recipe("cleantext.vim"))
    for command in ("%!cleantext", "1Cleantext"):
        (tmp_path / "a.txt").write_text("Said\u00a0Anna.  \n\nKeep  this.\n")
        subprocess.run(
            [needed("vim"), "-es", "-u", "NONE", "-N", "-S", "cleantext.vim", "-c", command, "-c", "wq", "a.txt"],
            cwd=tmp_path, env=env, check=True, stdin=subprocess.DEVNULL, timeout=30,
        )  # fmt: skip
        assert (tmp_path / "a.txt").read_text().startswith("Said Anna.\n\n")
    assert (tmp_path / "a.txt").read_text() == "Said Anna.\n\nKeep  this.\n"


def test_the_task_of_visual_studio_code_cleans_the_file(env: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a  b\n")
    (task,) = json.loads(recipe(".vscode/tasks.json"))["tasks"]
    args = [arg.replace("${file}", str(tmp_path / "a.txt")) for arg in task["args"]]
    subprocess.run([task["command"], *args], env=env, check=True, capture_output=True)
    assert (tmp_path / "a.txt").read_text() == "a b\n"


def test_the_steps_of_the_workflow_run(env: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a  b\n")
    steps = [s for s in re.findall(r"run: (.*)", recipe(".github/workflows/text.yml")) if s.startswith("cleantext")]
    assert len(steps) == 2
    annotated, uploaded = (
        subprocess.run(["bash", "-e", "-c", step], cwd=tmp_path, env=env, capture_output=True, text=True)
        for step in steps
    )
    assert (annotated.returncode, annotated.stdout[:22]) == (1, "::warning file=a.txt,l")
    assert uploaded.returncode == 0
    assert json.loads((tmp_path / "cleantext.sarif").read_text())["version"] == "2.1.0"


@pytest.mark.parametrize(("hook", "after"), [("cleantext", "a b\n"), ("cleantext-check", "a  b\n")])
def test_pre_commit_hooks(hook: str, after: str, env: dict[str, str], tmp_path: Path) -> None:
    """The hooks as shipped, run by pre-commit with the program that is here instead of one that it installs."""
    shipped = (PROJECT / ".pre-commit-hooks.yaml").read_text("utf-8").replace("language: python", "language: system")
    hooks = re.sub(r"^", "      ", shipped, flags=re.M)
    repo = tmp_path / "repo"
    repo.mkdir()
    (repo / ".pre-commit-config.yaml").write_text(f"repos:\n  - repo: local\n    hooks:\n{hooks}\n")
    (repo / "a.txt").write_text("a  b\n")
    (repo / "a.py").write_text("a  = 1\n")
    for command in (["git", "init", "-q"], ["git", "add", "."]):
        subprocess.run(command, cwd=repo, env=env, check=True)
    pre_commit = [sys.executable, "-m", "pre_commit", "run", hook, "--all-files"]
    done = subprocess.run(pre_commit, cwd=repo, env=env, capture_output=True, text=True)
    assert (done.returncode, (repo / "a.txt").read_text()) == (1, after), done.stdout
    assert "a.py" not in done.stdout
    (repo / "a.txt").write_text("a b\n")
    done = subprocess.run(pre_commit, cwd=repo, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
