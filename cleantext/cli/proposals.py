"""The review of what was learned: one proposal after the other, on a terminal."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Sequence

from cleantext.cli.editor import edited
from cleantext.cli.talk import say
from cleantext.learn.pack import Table, fault, written
from cleantext.learn.propose import Site
from cleantext.show import proposals, screen

KEYS = "y,n,a,d,q,e,?"
HELP = """\
y  accept this rule            n  reject it
a  accept it and all others    d  reject it and all others
q  stop; keep what was         e  edit it (VISUAL or EDITOR)
   accepted                    ?  this help
"""


class Asking:
    """Asks about each proposal where there is a terminal; elsewhere all are accepted, and stderr says so.

    ``all_``: accept all without asking. An answer for all others holds for the sites that follow, too.
    """

    def __init__(self, *, all_: bool) -> None:
        self._console = screen.console("auto", stderr=True)
        self._terminal = all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))
        self._rest = "a" if all_ else ""
        self._said = all_

    def accepted(self, site: Site, rules: Sequence[Table]) -> list[Table]:
        """The rules that were accepted, as edited; those whose examples do not hold are left out, and named."""
        if not self._terminal and not self._said:
            say("not a terminal: proposals are written without asking; look at the pack before you use it")
            self._said = True
        if self._terminal:
            proposals.table(self._console, site)
        kept: list[Table] = []
        for number, (found, rule) in enumerate(zip(site.proposals, rules, strict=True), 1):
            if self._terminal and not self._rest:
                proposals.proposal(self._console, found)
                chosen = self._choose(f"({number}/{len(rules)}) Accept {rule['id']} [{KEYS}]? ", rule)
            else:
                chosen = None if self._rest in ("d", "q") else rule
            if chosen is not None and (why := fault(chosen)):
                say(f"{rule['id']}: {why}; left out")
            elif chosen is not None:
                kept.append(chosen)
        return kept

    def _choose(self, question: str, rule: Table) -> Table | None:
        while True:
            answer = self._ask(question)
            if answer in ("a", "d", "q"):
                self._rest = answer
            if answer in ("y", "a"):
                return rule
            if answer in ("n", "d", "q"):
                return None
            if answer == "e":
                if (new := _edited(rule)) is not None:
                    return new
            else:
                self._console.print(HELP, end="")

    def _ask(self, question: str) -> str:
        """One answer; the end of the answers is q."""
        self._console.print(question, end="", soft_wrap=True)
        line = sys.stdin.readline()
        return line.strip() or ("?" if line else "q")


def _edited(rule: Table) -> Table | None:
    """The rule as the editor left it; None, with a word on stderr, where it is no rule that holds."""
    new = edited(written([rule]), whole=True)
    if new is None:
        return None
    try:
        tables = tomllib.loads(new).get("rule")
    except tomllib.TOMLDecodeError as error:
        say(f"bad TOML: {error}")
        return None
    if not isinstance(tables, list) or len(tables) != 1 or not isinstance(tables[0], dict):
        say("one [[rule]] is wanted")
        return None
    if why := fault(tables[0]):
        say(why)
        return None
    return tables[0]
