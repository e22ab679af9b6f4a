"""The report of a run over records: sums, tables, and charts as a browser draws them."""

from __future__ import annotations

import io
import json
import random
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from cleantext.cleaner import Cleaner
from cleantext.corpus.totals import LINES, Frequent, Totals
from cleantext.show import screen
from cleantext.show.totals import sentence, shares, tables
from cleantext.show.totals_page import page

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)


def some() -> Totals:
    cleaner, totals = Cleaner(), Totals()
    texts = ["You are here\n\nThe ferry\u00a0sails at noon.\n"] * 3 + [
        "Fine.",
        "a  b\u00a0c",
        "",
        "Share this article\n\nShort.\n",
    ]
    for line, text in enumerate(texts, 1):
        totals.count(cleaner.clean(text), line / 100, "<b>in</b>.jsonl", line)
    totals.leave_out("has no field '<script>'", False)
    totals.leave_out("few words", True)
    return totals


def test_counts() -> None:
    totals = some()
    assert (totals.records, totals.changed, totals.rejected, totals.dropped) == (9, 5, 1, 1)
    assert totals.lines.counts == {"You are here": 3, "Share this article": 1}
    assert totals.edits["space.no-break"] == 4
    assert totals.touched["space.no-break"] == 4
    assert dict(shares(totals))["nothing"] == 2
    assert sum(totals.shares) == 7
    assert totals.slowest[0] == (0.07, "<b>in</b>.jsonl", 7, len("Share this article\n\nShort.\n"))
    assert sentence(totals).startswith("9 records, 5 changed, 1 dropped, 1 rejected; ")


def test_sums_add_up_in_any_cut_and_come_back_from_json() -> None:
    both = Totals()
    both.merge(some())
    both.merge(Totals.from_json(json.loads(json.dumps(some().as_json()))))
    assert both.records == 18
    assert both.edits == some().edits + some().edits
    assert both.shares == [2 * n for n in some().shares]
    assert both.lines.counts["You are here"] == 6


def test_frequent_lines_in_bounded_memory() -> None:
    dice = random.Random(3)
    true: Counter[str] = Counter()
    kept = Frequent()
    for _ in range(400):
        part = Counter(f"rare {dice.random()}" for _ in range(100))
        part.update(f"often {min(int(dice.expovariate(0.3)), 30)}" for _ in range(100))
        true.update(part)
        kept.add(part)
        assert len(kept.counts) <= 2 * LINES
    assert kept.missing > 0
    for line, count in true.most_common(10):
        assert count - kept.missing <= kept.counts[line] <= count
    assert [line for line, _ in kept.most(5)] == [line for line, _ in true.most_common(5)]


def test_tables_draw_what_they_are_given() -> None:
    out = io.StringIO()
    console = screen.console("never", file=out)
    console.width = 100
    totals = some()
    totals.lines.add({"[red]\x1b[31mLine[/red]": 9})
    tables(console, totals)
    drawn = out.getvalue()
    assert "\x1b" not in drawn
    for words in (
        "[red]",
        "space.no-break",
        "You are here",
        "<b>in</b>.jsonl:7",
        "has no field '<script>'",
        "few words",
    ):
        assert words in drawn


def test_the_page_asks_for_nothing_and_runs_nothing() -> None:
    text = page(some())
    assert "<script" not in text
    assert "<b>in" not in text
    assert not re.search(r"(?:src|href)=|url\(|@import", text)


@pytest.mark.skipif(BROWSER is None, reason="no Chromium here: the charts are not looked at in a browser")
def test_a_browser_draws_bars_as_long_as_their_numbers(tmp_path: Path) -> None:
    totals = some()
    probe = """<script>
        const read = bar => [bar.closest("section").id, bar.querySelector(".label").textContent,
            bar.querySelector(".note").textContent, bar.querySelector("rect").getBoundingClientRect().width,
            bar.querySelector(".note").getBoundingClientRect().right <= document.documentElement.clientWidth];
        document.body.textContent = JSON.stringify([...document.querySelectorAll("g")].map(read));
    </script>"""
    open_to_scripts = re.sub(r"<meta http-equiv[^>]*>", "", page(totals)).replace("</body>", probe + "</body>")
    (tmp_path / "page.html").write_text(open_to_scripts, "utf-8")
    command = [str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--dump-dom"]
    done = subprocess.run(
        [*command, f"--user-data-dir={tmp_path}/profile", f"file://{tmp_path}/page.html"],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    body = re.search(r"<body>(.*)</body>", done.stdout, re.S)
    assert body, done.stderr[-2000:]
    bars = json.loads(body[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    assert all(fits for *_, fits in bars)

    def drawn(chart: str) -> dict[str, tuple[float, float]]:
        found = {label: (words, width) for name, label, words, width, _ in bars if name == chart}
        return {
            label: (float(re.sub(r"[^\d.].*", "", words.replace(",", ""))), width)
            for label, (words, width) in found.items()
        }

    for chart, wanted in {
        "rules": dict(totals.edits),
        "lines": dict(totals.lines.counts),
        "shares": dict(shares(totals)),
        "reasons": dict(totals.reasons.counts),
    }.items():
        seen = drawn(chart)
        assert {label: number for label, (number, _) in seen.items()} == wanted
        longest = max(width for _, width in seen.values())
        most = max(wanted.values())
        for label, (number, width) in seen.items():
            assert width == pytest.approx(longest * number / most, abs=0.5), label
