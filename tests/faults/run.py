"""Runs of the program in forked children: one as it is, then one for every fault; each is judged by what it left."""

from __future__ import annotations

import contextlib
import errno
import gc
import importlib.util
import io
import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

import typer.main

from cleantext import atomic, cleaner
from cleantext.chain import Chain
from cleantext.cli.app import main
from cleantext.corpus import delimited, jsonl, parquet, shard
from cleantext.profiles import rules_of
from tests.faults import commands
from tests.faults.commands import Command
from tests.faults.disk import Disk, Fault, Step

ERRNOS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EINTR, errno.EROFS, errno.EDQUOT)
KILLS = ("kill before", "kill after")
KINDS = (*ERRNOS, "short", *KILLS)
PARTIAL = ("read", "write")

State = dict[str, tuple[bytes, int, int, dict[str, bytes]]]


class Ran(NamedTuple):
    """How a run ended: its exit code (negative for a signal), its stderr, and the operations it did."""

    code: int
    stderr: str
    steps: list[Step]


class Verdict(NamedTuple):
    """A fault, and what was wrong after it (nothing, if it was survived)."""

    command: str
    step: Step
    what: str
    wrong: str


def run(
    arguments: Sequence[str],
    folder: Path,
    fault: Fault | None = None,
    answers: bytes = b"",
    user: int = 0,
    kill_after: float | None = None,
) -> Ran:
    """The program in a forked child, in ``folder``; as another ``user``, or killed after so many seconds."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as asked:
        asked.write(answers)
        asked.seek(0)
        with tempfile.TemporaryFile() as log:
            child = os.fork()
            if not child:
                if user:
                    os.setgroups([])
                    os.setgid(user)
                    os.setuid(user)
                _child(arguments, folder, fault, (asked.fileno(), out.fileno(), err.fileno()), log.fileno())
            if kill_after is not None:
                time.sleep(kill_after)
                os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            err.seek(0)
            log.seek(0)
            rows = [line.split("\t") for line in log.read().decode().splitlines()]
            steps = [Step(int(i), name, int(nth)) for i, name, nth in rows]
            return Ran(os.waitstatus_to_exitcode(status), err.read().decode(), steps)


def _child(arguments: Sequence[str], folder: Path, fault: Fault | None, streams: Sequence[int], log: int) -> None:
    code = 99
    try:
        os.chdir(folder)
        for number, handle in enumerate(streams):
            os.dup2(handle, number)
        sys.stdin, sys.stdout, sys.stderr = (_stream(number) for number in range(3))
        sys.argv = ["cleantext", *arguments]
        atomic._swept.clear()
        disk = Disk(fault)
        write, leave = os.write, os._exit
        disk.install()
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        except BaseException:
            traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
        write(log, "".join(f"{s.index}\t{s.name}\t{s.nth}\n" for s in disk.steps).encode())
        leave(code)
    finally:
        os.kill(os.getpid(), signal.SIGKILL)


def _stream(number: int) -> io.TextIOWrapper:
    return io.TextIOWrapper(open(number, "wb" if number else "rb", closefd=False), "utf-8")


class Scene:
    """A command, the files before it and after it as it runs undisturbed, and its operations."""

    def __init__(self, command: Command, work: Path) -> None:
        self.command = command
        self.work = work
        self._known: dict[str, str] = {}
        self.seconds = 0.0
        self.halfway = 0
        """Random kills after which some files were done and others not."""
        self.template = work / "template"
        self.template.mkdir(parents=True)
        commands.make(self.template)
        if command.prepare:
            command.prepare(self.template)
        self.before = commands.snapshot(self.template)
        with self._copy() as folder:
            self.undisturbed = run(command.arguments, folder, answers=command.answers)
            self.after = commands.snapshot(folder)
        assert self.undisturbed.code in (0, 1), self.undisturbed
        changed = {name for name in {*self.before, *self.after} if self.before.get(name) != self.after.get(name)}
        assert changed == set(command.writes), changed ^ set(command.writes)

    @contextlib.contextmanager
    def _copy(self) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(dir=self.work) as folder:
            place = Path(folder) / "files"
            commands.copy(self.template, place)
            yield place

    def faults(self, kinds: Sequence[int | str]) -> Iterator[Fault]:
        """Every operation with every kind of fault that it can have."""
        for step in self.undisturbed.steps:
            for kind in kinds:
                if kind != "short" or step.name in PARTIAL:
                    yield Fault(step.index, kind)

    def judge(self, fault: Fault) -> Verdict:
        """Run with the fault, run again without one, and say what was wrong."""
        step = self.undisturbed.steps[fault.index]
        what = fault.what if isinstance(fault.what, str) else errno.errorcode[fault.what]
        with self._copy() as folder:
            ran = run(self.command.arguments, folder, fault, self.command.answers)
            state = commands.snapshot(folder)
            wrong = self._wrong(ran, state, step, killed=str(fault.what).startswith("kill"))
            if not wrong:
                wrong = self._next(folder, state)
            return Verdict(self.command.name, step, what, wrong)

    def kill(self, random: Random) -> str | None:
        """Kill a run at a random instant; what was wrong then, or None if it had ended before."""
        if not self.seconds:
            for _ in range(3):
                with self._copy() as folder:
                    began = time.monotonic()
                    run(self.command.arguments, folder, answers=self.command.answers)
                    self.seconds = max(self.seconds, time.monotonic() - began)
        with self._copy() as folder:
            instant = random.uniform(0, self.seconds)
            ran = run(self.command.arguments, folder, answers=self.command.answers, kill_after=instant)
            if ran.code != -signal.SIGKILL:
                return None
            state = commands.snapshot(folder)
            self.halfway += any(state.get(n) != v for n, v in self.before.items()) and state != self.after
            return self._wrong(ran, state, Step(0, "any", 0), killed=True) or self._next(folder, state)

    def _next(self, folder: Path, state: State) -> str:
        """What is wrong after another run, which depends on nothing but the files."""
        key = repr([("temporary" if atomic.TEMPORARY.search(k) else k, v) for k, v in sorted(state.items())])
        if key not in self._known:
            again = run(self.command.again or self.command.arguments, folder, answers=self.command.answers)
            self._known[key] = self._wrong_again(again, commands.snapshot(folder))
        return self._known[key]

    def _wrong(self, ran: Ran, state: State, step: Step, *, killed: bool) -> str:
        for name in {*self.before, *self.after, *state}:
            if name in self.command.logs or any(fnmatch(name, works) for works in self.command.works):
                continue
            if name in self.command.tells and ran.code == 2:
                continue
            if atomic.TEMPORARY.fullmatch(name.rpartition("/")[2]):
                if not killed and step.name != "unlink":
                    return f"{name} was left behind by a run that ended by itself"
            elif state.get(name) not in (self.before.get(name), self.after.get(name)):
                return f"{name} is neither the whole old file nor the whole new one: {state.get(name)!r:.200}"
        if killed:
            return "" if ran.code == -signal.SIGKILL else f"exit code {ran.code} instead of a kill"
        if "Traceback" in ran.stderr or ran.code not in (0, 1, 2):
            return f"exit code {ran.code}: {ran.stderr[-600:]}"
        if any(not line.startswith("cleantext: ") for line in ran.stderr.splitlines()):
            return f"not in one line: {ran.stderr}"
        undone = [name for name in self.command.writes if state.get(name) != self.after.get(name)]
        if undone and ran.code != 2:
            return f"exit code {ran.code}, but {undone} not written: {ran.stderr}"
        if ran.code == 2 and len(ran.stderr.splitlines()) < 1:
            return "exit code 2 without a word"
        return self._false_claims(ran, state)

    def _false_claims(self, ran: Ran, state: State) -> str:
        for line in ran.stderr.splitlines():
            name = line.removeprefix("cleantext: ").partition(":")[0]
            if "left as it was" in line and name in state and state[name] != self.before.get(name):
                return f"it says {line!r}, but the file is another"
        return ""

    def _wrong_again(self, again: Ran, state: State) -> str:
        if again.code not in (0, 1) and not self._refuses(again):
            return f"the next run ended with {again.code}: {again.stderr}"
        for name in {*self.before, *self.after, *state} - set(self.command.logs):
            if atomic.TEMPORARY.fullmatch(name.rpartition("/")[2]):
                return f"{name} is still there after the next run"
            if state.get(name) != self.after.get(name):
                return f"{name} is not cleaned by the next run: {again.stderr}"
        return ""

    @staticmethod
    def _refuses(again: Ran) -> bool:
        """What was done already is refused by name, and rightly."""
        talk = [line for line in again.stderr.splitlines() if "already there" in line or "as the patch left it" in line]
        return bool(talk)


def campaign(names: Sequence[str], kinds: Sequence[int | str], work: Path, *, every: int = 1) -> Iterator[Verdict]:
    """All faults of the named commands; ``every`` takes one in so many."""
    preload(work, names)
    gc.freeze()
    for number, command in enumerate(able(names)):
        scene = Scene(command, work / f"scene {number}")
        for i, fault in enumerate(scene.faults(kinds)):
            if i % every == 0:
                yield scene.judge(fault)


def random_kills(count: int, work: Path, seed: int = 7) -> Iterator[tuple[str, str, int]]:
    """So many kills at random instants, over all commands in turn: the command, what was wrong, kills halfway so far."""
    preload(work)
    gc.freeze()
    random = Random(seed)
    scenes = [Scene(command, work / f"kills {i}") for i, command in enumerate(able())]
    done = 0
    while done < count:
        scene = scenes[done % len(scenes)]
        wrong = scene.kill(random)
        if wrong is not None:
            done += 1
            yield scene.command.name, wrong, sum(s.halfway for s in scenes)


def able(names: Sequence[str] = ()) -> list[Command]:
    """The named commands, or all, whose packages are here; the others are named on stderr."""
    found = []
    for command in commands.COMMANDS:
        if names and command.name not in names:
            continue
        if missing := [name for name in command.needs if importlib.util.find_spec(name) is None]:
            sys.stderr.write(f"{', '.join(missing)} is not installed: {command.name!r} is not tried\n")
        else:
            found.append(command)
    return found


def preload(work: Path, names: Sequence[str] = ()) -> None:
    """What runs load once, loaded in this process: the operations of its children are those on the user's files.

    Runs over records have small batches, and an entry in the journal for each.
    """
    compiled: dict[int, Chain] = {}
    for module in (jsonl, delimited, parquet):
        vars(module)["BATCH"] = 400
    vars(shard)["COMMIT"] = 0.0
    vars(cleaner)["rules_of"] = cache(rules_of)
    vars(cleaner)["Chain"] = lambda rules: compiled.get(id(rules)) or compiled.setdefault(id(rules), Chain(rules))
    typer.main.get_command = cache(typer.main.get_command)
    here, streams, arguments = os.getcwd(), (sys.stdin, sys.stdout, sys.stderr), sys.argv
    for i, command in enumerate(able(names)):
        folder = work / f"warm {i}"
        folder.mkdir()
        commands.make(folder)
        if command.prepare:
            command.prepare(folder)
        try:
            os.chdir(folder)
            sys.stdin = io.TextIOWrapper(_Deaf(command.answers))
            sys.stdout, sys.stderr = (io.TextIOWrapper(_Deaf()) for _ in range(2))
            sys.argv = ["cleantext", *command.arguments]
            with contextlib.suppress(SystemExit):
                main()
        finally:
            os.chdir(here)
            (sys.stdin, sys.stdout, sys.stderr), sys.argv = streams, arguments


class _Deaf(io.BytesIO):
    """A stream that is no terminal, and has a number as one does."""

    def fileno(self) -> int:
        return 0
