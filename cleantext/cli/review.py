"""``-p``: the hunks of many files, one at a time; a file is written once it is decided.

Answers come one a line, from a terminal or a pipe. Ctrl-C leaves the file in question as it was.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from cleantext import files
from cleantext.cleaner import Cleaner, Cleaning, accepted
from cleantext.cli.destinations import Destination, InPlace
from cleantext.cli.editor import edited
from cleantext.cli.inputs import inputs, name_of, read
from cleantext.cli.preview import Look
from cleantext.cli.request import Request
from cleantext.cli.saved import Saved
from cleantext.cli.talk import flush, put, say
from cleantext.edits import Edit, Hunk, Patch
from cleantext.errors import CleantextError
from cleantext.profiles import Settings

HELP = """\
y  make this change            n  leave this as it is
a  make this and all others    d  leave this and all others
   of this file                   of this file
q  stop; keep what was         e  edit what will stand there
   accepted                       (VISUAL or EDITOR)
r  never this rule: clean      ?  this help
   again without it
"""
KEYS = "y,n,a,d,q,e,r,?"

Key = tuple[tuple[int, int, str], ...]
Clean = Callable[[Cleaner, str], Cleaning]


class Review:
    """Asks about one file after the other.

    What was decided holds for a hunk as it was seen: when a rule is left out, the file is cleaned again, and the
    hunks that are other than before are asked about anew.
    """

    def __init__(self, look: Look, clean: Clean) -> None:
        self._look = look
        self._clean = clean
        self._dropped: list[str] = []
        self.seen = self.accepted = 0

    def settled(self, settings: Settings) -> Settings:
        """The settings less the rules that were left out so far."""
        return replace(settings, ignore=(*settings.ignore, *self._dropped)) if self._dropped else settings

    def decide(self, name: str, source: files.Source, cleaning: Cleaning, settings: Settings) -> tuple[Patch, bool]:
        """The accepted part of the patch of ``source``, and whether to go on with other files."""
        decided: dict[Key, Edit | bool] = {}
        rest: bool | None = None
        goes_on = True
        hunks = cleaning.patch.hunks(cleaning.before)
        self._head(name, cleaning)
        at = 0
        while goes_on and rest is None and at < len(hunks):
            hunk = hunks[at]
            edits = _edits(cleaning, hunk)
            if _key(edits) in decided:
                at += 1
                continue
            self._show(cleaning, hunk)
            answer = self._ask(f"({at + 1}/{len(hunks)}) Make this change [{KEYS}]? ")
            if answer in ("y", "n"):
                decided[_key(edits)] = answer == "y"
            elif answer in ("a", "d"):
                rest = answer == "a"
            elif answer in ("q", ""):
                goes_on = False
            elif answer == "e":
                new = edited(_after(cleaning, hunk), whole=hunk.end < len(cleaning.before))
                if new is not None:
                    decided[_key(edits)] = Edit(hunk.start, hunk.end, new, _rules(edits))
            elif answer == "r":
                rule = self._which(_rules(edits))
                if rule:
                    self._dropped.append(rule)
                    put(f'left out; to make it last, in cleantext.toml: ignore = ["{rule}"]\n'.encode())
                    cleaning = self._clean(Cleaner(settings=self.settled(settings)), source.text)
                    hunks, at = cleaning.patch.hunks(cleaning.before), 0
            else:
                put(HELP.encode())
        return self._accepted(cleaning, decided, rest), goes_on

    def _accepted(self, cleaning: Cleaning, decided: dict[Key, Edit | bool], rest: bool | None) -> Patch:
        out: list[Edit] = []
        for hunk in cleaning.patch.hunks(cleaning.before):
            edits = _edits(cleaning, hunk)
            verdict = decided.get(_key(edits), rest or False)
            self.seen += 1
            self.accepted += verdict is not False
            if isinstance(verdict, Edit):
                out.append(verdict)
            elif verdict:
                out += edits
        return Patch(out).without_noops(cleaning.before)

    def _head(self, name: str, cleaning: Cleaning) -> None:
        from cleantext.show import diff, screen

        flush()
        diff.heading(screen.console(self._look.color), name, len(cleaning.patch))

    def _show(self, cleaning: Cleaning, hunk: Hunk) -> None:
        from cleantext.show import diff, screen

        flush()
        console = screen.console(self._look.color)
        for row in self._look.drawer(console, cleaning.before, hunk, _edits(cleaning, hunk), self._look.full):
            diff.put(console, row)

    def _which(self, rules: Sequence[str]) -> str:
        if len(rules) == 1:
            return rules[0]
        names = "  ".join(f"{i} {rule}" for i, rule in enumerate(rules, 1))
        answer = self._ask(f"Which rule? {names}: ")
        if answer in rules:
            return answer
        return rules[int(answer) - 1] if answer.isdecimal() and 0 < int(answer) <= len(rules) else ""

    @staticmethod
    def _ask(question: str) -> str:
        """One answer; the end of the answers is ""."""
        put(question.encode())
        flush()
        line = sys.stdin.buffer.readline() if sys.stdin is not None else b""
        if not line or not os.isatty(sys.stdin.fileno()):
            put(line.strip() + b"\n")
        text = line.decode("utf-8", "replace").strip()
        return text or ("" if not line else "?")


def _edits(cleaning: Cleaning, hunk: Hunk) -> tuple[Edit, ...]:
    return cleaning.patch.edits[hunk.first : hunk.stop]


def _key(edits: Sequence[Edit]) -> Key:
    return tuple((edit.start, edit.end, edit.new) for edit in edits)


def _rules(edits: Sequence[Edit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(rule for edit in edits for rule in edit.rules))


def _after(cleaning: Cleaning, hunk: Hunk) -> str:
    edits = _edits(cleaning, hunk)
    inner = Patch(e._replace(start=e.start - hunk.start, end=e.end - hunk.start) for e in edits)
    return inner.apply(cleaning.before[hunk.start : hunk.end])


def review(request: Request) -> int:
    """Go through the files, and return the exit code."""
    items = list(inputs(request))
    asked = Review(request.look, Cleaner.clean_lines if request.lines else Cleaner.clean)
    target: Destination = InPlace(request.backup)
    if request.save_patch:
        target = Saved(Path(request.save_patch), target)
    changed = failed = 0
    goes_on = True
    try:
        for item in items:
            name = name_of(item, request)
            try:
                source = read(item, request)
                settings = request.settings.for_file(os.path.relpath(name).replace(os.sep, "/"))
                cleaner = Cleaner(settings=asked.settled(settings))
                cleaning = (cleaner.clean_lines if request.lines else cleaner.clean)(source.text)
                if not cleaning.changed:
                    continue
                patch, goes_on = asked.decide(name, source, cleaning, settings)
                target.take(name, source, accepted(cleaning, patch), cleaner)
                changed += bool(patch)
            except CleantextError as error:
                failed += 1
                say(f"{name}: {error}")
            if not goes_on:
                break
        target.finish()
        flush()
    except KeyboardInterrupt:
        say("interrupted; every file is whole, the one in question and those not yet asked about are as they were")
        return 130
    if not request.quiet:
        tail = f", {failed} failed" if failed else ""
        say(f"{asked.accepted} of {asked.seen} changes made in {changed} {'file' if changed == 1 else 'files'}{tail}")
    return 2 if failed else 0
