"""The wheel, the sdist and the editable install hold the rules, and a foreign package is named."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.conftest import PROJECT

RULES = {p.relative_to(PROJECT / "rules").as_posix() for p in (PROJECT / "rules").rglob("*.toml")}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(PROJECT)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return folder


def test_the_wheel_holds_the_rules_inside_the_package(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        archive.extractall(tmp_path)
    assert {f"cleantext/rules/{name}" for name in RULES} <= names
    assert {"cleantext/py.typed", "cleantext_cli.py"} <= names
    assert not any(name.startswith(("tests/", "rules/", "fixtures/")) for name in names)
    done = subprocess.run(
        [sys.executable, "-c", "import cleantext_cli; cleantext_cli.main()", "rules", "list"],
        cwd=tmp_path, capture_output=True, text=True, env={"PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "space.no-break" in done.stdout


def test_the_sdist_holds_rules_tests_and_fixtures(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {f"rules/{name}" for name in RULES} <= names
    assert {"tests/test_packaging.py", "fixtures/kinds.toml", "LICENSE", "NOTICE"} <= names


def test_an_editable_install_reads_the_sibling_rules() -> None:
    from cleantext.shipped import rules_folder

    assert rules_folder() == PROJECT / "rules"


def test_a_foreign_package_in_our_place_is_named_instead_of_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "cleantext_cli.py").write_text((PROJECT / "cleantext_cli.py").read_text())
    (tmp_path / "cleantext").mkdir()
    (tmp_path / "cleantext" / "__init__.py").write_text("import nosuchmodule\n")
    done = subprocess.run(
        [sys.executable, "-c", "import cleantext_cli; cleantext_cli.main()"],
        cwd=tmp_path, capture_output=True, text=True, env={"PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 2
    assert "another package's files lie in place of cleantext-cli's" in done.stderr
    assert done.stderr.count("\n") == 1
