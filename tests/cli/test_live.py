"""``--line-buffered``: lines go out as they come in."""

from __future__ import annotations

import subprocess
import sys

from cleantext.cleaner import Cleaner
from cleantext.cli.live import needs_more
from tests.cli.test_clean import run


def test_each_line_is_cleaned_before_the_next_comes() -> None:
    command = [sys.executable, "-m", "cleantext", "--line-buffered", "-q"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as live:
        assert live.stdin is not None
        assert live.stdout is not None
        for line, cleaned in (("It\u2019s  late \r\n", b"It's  late\r\n"), ("\n", b"\n"), ("Share\n", b"Share\n")):
            live.stdin.write(line.encode())
            live.stdin.flush()
            assert live.stdout.readline() == cleaned
        live.stdin.write(b"no\xc2\xa0end")
        live.stdin.close()
        assert live.stdout.read() == b"no end"
    assert live.returncode == 0


def test_it_says_which_rules_it_leaves_out() -> None:
    done = run("--line-buffered", stdin="Said\u00a0Anna.\n")
    assert done.stdout == "Said Anna.\n"
    assert done.stderr.startswith("cleantext: --line-buffered leaves out chrome.*, ")
    assert "space.blank-lines" in done.stderr
    assert "quotes" not in done.stderr


def test_a_line_that_is_no_text_goes_through() -> None:
    done = run("--line-buffered", "-q", stdin=b"one\xa0\ntwo\xff\n\xe2\x80\x99s\n")
    assert done.stdout.encode("utf-8", "surrogateescape") == b"one\xa0\ntwo\xff\n's\n"
    assert done.returncode == 2
    assert "stdin, line 1: is not utf-8" in done.stderr


def test_what_it_does_not_do() -> None:
    for options in (["a.txt"], ["-i", "a.txt"], ["--diff"], ["-o", "x"], ["--stats"]):
        done = run("--line-buffered", *options, stdin="")
        assert done.returncode == 2
        assert done.stderr.startswith("cleantext: --line-buffered ")


def test_rules_that_remain_judge_a_line_alone() -> None:
    """What a rule does to two lines is what it does to each."""
    lines = [
        "It\u2019s  late \u00a0\n",
        "\ufb01ne caf\u00c3\u00a9 &amp; bar\n",
        "said AnnaKowalska,he\u200b \x1b[31mred\n",
    ]
    for rule in Cleaner().rules:
        if not needs_more(rule):
            cleaner = Cleaner(select=[rule.id])
            assert cleaner.clean("".join(lines)).text == "".join(cleaner.clean(line).text for line in lines), rule.id
