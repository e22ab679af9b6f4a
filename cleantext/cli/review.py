"""``-p``: the hunks of many files, one at a time; a file is written once it is decided.

Answers come one a line, from a terminal or a pipe. Ctrl-C leaves the file in question as it was.
"""

from __future__ import annotations

import os
import sys
from bisect import bisect_left
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from cleantext import files, html
from cleantext.cleaner import Cleaner, Cleaning, accepted
from cleantext.cli.destinations import Destination, InPlace
from cleantext.cli.editor import edited
from cleantext.cli.inputs import HTML_NOTE, inputs, is_named, name_of, read
from cleantext.cli.request import Look, Request
from cleantext.cli.saved import Saved
from cleantext.cli.talk import flush, put, say
from cleantext.edits import Edit, Hunk, Patch
from cleantext.errors import CleantextError
from cleantext.profiles import Settings
from cleantext.show import diff, screen

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


class Verdict(NamedTuple):
    """What was decided about a hunk: the edits to make there, none to leave it."""

    hunk: Hunk
    edits: tuple[Edit, ...]


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
        return settings._replace(ignore=(*settings.ignore, *self._dropped)) if self._dropped else settings

    def decide(self, name: str, source: files.Source, cleaning: Cleaning, settings: Settings) -> tuple[Patch, bool]:
        """The accepted part of the patch of ``source``, and whether to go on with other files."""
        decided: dict[Key, Verdict] = {}
        goes_on = True
        scenes = diff.scenes(cleaning.before, cleaning.patch)
        self._head(name, cleaning)
        at = 0
        while goes_on and at < len(scenes):
            scene = scenes[at]
            hunk, edits = scene.hunk, scene.edits
            if _key(edits) in decided:
                at += 1
                continue
            self._show(scene)
            answer = self._ask(f"({at + 1}/{len(scenes)}) Make this change [{KEYS}]? ")
            if answer in ("y", "n"):
                decided[_key(edits)] = Verdict(hunk, tuple(edits) if answer == "y" else ())
            elif answer in ("a", "d"):
                for rest in scenes[at:]:
                    made = tuple(rest.edits) if answer == "a" else ()
                    decided.setdefault(_key(rest.edits), Verdict(rest.hunk, made))
            elif answer == "q":
                goes_on = False
            elif answer == "e":
                new = edited(_after(scene), whole=hunk.end < len(cleaning.before))
                if new is not None:
                    decided[_key(edits)] = Verdict(hunk, (Edit(hunk.start, hunk.end, new, _rules(edits)),))
            elif answer == "r":
                rule = self._which(_rules(edits))
                if rule:
                    self._dropped.append(rule)
                    put(f'left out; to make it last, in cleantext.toml: ignore = ["{rule}"]\n'.encode())
                    cleaning = self._clean(Cleaner(settings=self.settled(settings)), source.text)
                    scenes, at = diff.scenes(cleaning.before, cleaning.patch), 0
                    decided = _still(decided, scenes)
            else:
                put(HELP.encode())
        self.seen += len({*decided, *(_key(scene.edits) for scene in scenes)})
        self.accepted += sum(bool(verdict.edits) for verdict in decided.values())
        return Patch(sorted(edit for verdict in decided.values() for edit in verdict.edits)), goes_on

    def _head(self, name: str, cleaning: Cleaning) -> None:
        flush()
        diff.heading(screen.console(self._look.color), name, len(cleaning.patch))

    def _show(self, scene: diff.Scene) -> None:
        flush()
        console = screen.console(self._look.color)
        for row in self._look.drawer(console, scene, self._look.full):
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
        """One answer; the end of the answers is q."""
        put(question.encode())
        flush()
        line = sys.stdin.buffer.readline() if sys.stdin is not None else b""
        if not line or not os.isatty(sys.stdin.fileno()):
            put(line.strip() + b"\n")
        text = line.decode("utf-8", "replace").strip()
        return text or ("?" if line else "q")


def _still(decided: dict[Key, Verdict], scenes: Sequence[diff.Scene]) -> dict[Key, Verdict]:
    """What was decided about hunks that are there as before, or not at all any more."""
    keys = {_key(scene.edits) for scene in scenes}
    starts = [scene.hunk.start for scene in scenes]

    def stands(hunk: Hunk) -> bool:
        i = bisect_left(starts, max(hunk.end, hunk.start + 1)) - 1
        return i < 0 or scenes[i].hunk.end <= hunk.start

    return {key: verdict for key, verdict in decided.items() if key in keys or stands(verdict.hunk)}


def _key(edits: Sequence[Edit]) -> Key:
    return tuple((edit.start, edit.end, edit.new) for edit in edits)


def _rules(edits: Sequence[Edit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(rule for edit in edits for rule in edit.rules))


def _after(scene: diff.Scene) -> str:
    start = scene.hunk.start
    inner = Patch(edit._replace(start=edit.start - start, end=edit.end - start) for edit in scene.edits)
    return inner.apply(scene.before[start : scene.hunk.end])


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
                if not request.quiet and html.looks_like_html(source.text):
                    say(f"{name}: {HTML_NOTE}")
                settings = request.settings.for_file(name)
                cleaner = Cleaner(settings=asked.settled(settings))
                cleaning = (cleaner.clean_lines if request.lines else cleaner.clean)(source.text)
                if not cleaning.changed:
                    continue
                patch, goes_on = asked.decide(name, source, cleaning, settings)
                target.take(name, source, accepted(cleaning, patch), cleaner)
                changed += bool(patch)
            except files.Binary as error:
                failed += is_named(item, request)
                say(f"{name}: {error}")
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
