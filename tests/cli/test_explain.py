"""``explain``: rules, reasons, and what a higher risk would add."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from cleantext.cleaner import Cleaner
from cleantext.document import Document
from cleantext.edits import Edit
from cleantext.show.explanation import rows
from cleantext.trace import trace
from tests.article.pages import PAGES
from tests.cli.test_clean import PAGE, run


def test_a_line(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE)
    done = run("explain", "page.txt:3", cwd=tmp_path)
    assert done.returncode == 0
    assert "space.no-break" in done.stdout
    assert "Said[-⟦NBSP⟧-]{+·+}Anna." in done.stdout
    assert "--ignore space.no-break" in done.stdout
    assert "chrome" not in done.stdout


def test_a_file_and_a_line_that_stays(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE)
    assert "chrome.ad" in run("explain", "page.txt", cwd=tmp_path).stdout
    assert "no rule would change it" in run("explain", "page.txt:7", cwd=tmp_path).stdout
    done = run("explain", "page.txt:70", cwd=tmp_path)
    assert (done.returncode, "there is no line 70" in done.stderr) == (2, True)
    assert run("explain", "none.txt", cwd=tmp_path).returncode == 2


def test_a_finder_gives_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    cleaner = Cleaner(select=["space.no-break"])
    (rule,) = cleaner.rules

    class Reasoned:
        def find(self, document: Document) -> Iterable[Edit]:
            return rule.find(document)

        def reason(self, document: Document, edit: Edit) -> str:
            return f"{document.text[edit.start - 1]} is before it"

    cleaning = cleaner.clean("x\u00a0y\n")
    monkeypatch.setattr(Cleaner, "rules", [rule._replace(finder=Reasoned())])
    assert any("x is before it" in row for row in rows("n", None, cleaner, cleaning))


def test_the_article_model_says_what_decided(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGES["en"].dump)
    reason = re.compile(r"[+]}[^:]*: ((?:[^,]+ [-+]\d+\.\d(?:, )?){3})$", re.M)
    lines = PAGES["en"].dump.split("\n")
    told = [
        reason.search(run("explain", "--profile", "article", f"page.txt:{n}", cwd=tmp_path).stdout)
        for n in (lines.index("Share") + 1, lines.index("Related articles") + 1)
    ]
    assert told[0]
    assert told[1]
    assert told[0][1] != told[1][1]


@pytest.mark.parametrize(
    "text", ["a\u00a0b  VolodymyrZelensky\n", "up\n9 users have voted.\r\n\r\nA\u00a0bridge  shut.\r\n"]
)
def test_proposals_lie_in_the_text_that_came_in(text: str) -> None:
    cleaning = Cleaner().clean(text)
    plain = text.replace("\r\n", "\n")
    found = list(trace(cleaning))
    assert {rule for edit in cleaning.patch for rule in edit.rules} <= {p.rule for p in found}
    for proposal in found:
        assert 0 <= proposal.start <= proposal.end <= len(plain)
        if proposal.rule == "space.no-break":
            assert "\u00a0" in plain[proposal.start : proposal.end]
