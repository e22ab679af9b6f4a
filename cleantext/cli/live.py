"""``--line-buffered``: a live pipe, a line at a time, with the rules that need no more than their line."""

from __future__ import annotations

import sys

from cleantext import files
from cleantext.cleaner import Cleaner
from cleantext.cli.request import Request
from cleantext.cli.talk import die, flush, put, say
from cleantext.errors import CleantextError
from cleantext.rule import Rule, Stage

_AROUND = {Stage.chrome, Stage.layout}
"""Stages whose rules look at the lines around."""


def live(request: Request) -> int:
    """Clean each line of stdin as it comes, and return the exit code.

    A line that is no text, or that a rule fails on, goes through as it is; the exit code is 2 then.
    """
    if sys.stdin is None:
        die("stdin is closed")
    rules = Cleaner(settings=request.settings).rules
    left_out = [rule for rule in rules if needs_more(rule)]
    ids = tuple(rule.id for rule in left_out)
    cleaner = Cleaner(settings=request.settings._replace(ignore=request.settings.ignore + ids))
    if left_out and not request.quiet:
        say(f"--line-buffered leaves out {_told(left_out)}")
    failed = False
    try:
        for number, line in enumerate(sys.stdin.buffer, 1):
            try:
                text, encoding = files.decode(line, request.encoding)
                line = files.encode(cleaner.clean(text).text, encoding)
            except CleantextError as error:
                failed = True
                say(f"{request.stdin_name or 'stdin'}, line {number}: {error}; passed on as it is")
            put(line)
            flush()
    except OSError as error:
        die(f"stdin: cannot be read: {error.strerror}")
    return 2 if failed else 0


def needs_more(rule: Rule) -> bool:
    """Whether a rule looks beyond its line."""
    return rule.stage in _AROUND or getattr(rule.finder, "beyond", False)


def _told(rules: list[Rule]) -> str:
    """Families that are left out whole, and single rules of others."""
    whole = dict.fromkeys(rule.family for rule in rules if rule.stage in _AROUND)
    single = [rule.id for rule in rules if rule.stage not in _AROUND]
    return ", ".join([*(f"{family}.*" for family in whole), *single])
