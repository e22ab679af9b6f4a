"""A disk that fails at one chosen operation: every call of the interpreter's that touches files goes through here.

``Disk`` counts operations. Given a ``Fault`` it raises its errno at the n-th one, writes or reads short, or ends the
process there with kill -9, before or after the operation is done.
"""

from __future__ import annotations

import builtins
import fcntl
import io
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

OPERATIONS = (
    "open", "close", "stat", "lstat", "fstat", "access", "listdir", "scandir", "readlink", "fsync", "replace", "rename", "link",
    "unlink", "mkdir", "fchmod", "fchown", "chmod", "chown", "listxattr", "getxattr", "setxattr", "removexattr", "utime", "truncate",
    "ftruncate",
)  # fmt: skip
"""Functions of ``os`` that are watched; ``flock``, ``read`` and ``write`` come on top of them."""


@dataclass(frozen=True)
class Step:
    """One operation of a run: its place in the run (from 0), its name, and how many of that name came before it."""

    index: int
    name: str
    nth: int


@dataclass(frozen=True)
class Fault:
    """What happens at the operation with this index: an errno, or "short", "kill before" or "kill after"."""

    index: int
    what: int | str


class Disk:
    """Counts operations in ``steps``, and has one of them fail."""

    def __init__(self, fault: Fault | None = None) -> None:
        self.steps: list[Step] = []
        self._fault = fault
        self._counts: dict[str, int] = {}

    def install(self) -> None:
        """Put this disk under ``os``, ``open`` and ``fcntl`` of this process, for the rest of its life."""
        for name in OPERATIONS:
            setattr(os, name, self._watched(name, getattr(os, name)))
        fcntl.flock = self._watched("flock", fcntl.flock)
        disk, genuine = self, io.open

        def watched_open(file: Any, mode: str = "r", buffering: int = -1, *args: Any, **kwargs: Any) -> Any:
            if any(name in kwargs for name in ("opener",)) or "+" in mode:
                return genuine(file, mode, buffering, *args, **kwargs)
            closefd = kwargs.pop("closefd", True)
            begin = (lambda: _Raw(disk, file, mode, closefd)) if isinstance(file, int) else None
            raw = begin() if begin else disk.step("open", lambda: _Raw(disk, file, mode.replace("t", ""), closefd))
            if buffering == 0:
                return raw
            buffered = io.BufferedReader(raw) if "r" in mode else io.BufferedWriter(raw)
            return buffered if "b" in mode else io.TextIOWrapper(buffered, *args, **kwargs)

        builtins.open = watched_open
        io.open = watched_open

    def _watched(self, name: str, genuine: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*args: Any, **kwargs: Any) -> Any:
            return self.step(name, lambda: genuine(*args, **kwargs))

        return watched

    def step(self, name: str, act: Callable[[], Any], short: Callable[[], Any] | None = None) -> Any:
        """Do one operation, or fail at it. ``short`` does a part of it."""
        step = Step(len(self.steps), name, self._counts.get(name, 0))
        self._counts[name] = step.nth + 1
        self.steps.append(step)
        if self._fault is None or self._fault.index != step.index:
            return act()
        what = self._fault.what
        if what == "short":
            return (short or act)()
        if what == "kill before":
            os.kill(os.getpid(), signal.SIGKILL)
        if isinstance(what, int):
            if name == "close":  # as on Linux: the handle is gone, whatever close says
                act()
            raise OSError(what, os.strerror(what))
        try:
            act()
        finally:
            os.kill(os.getpid(), signal.SIGKILL)


class _Raw(io.FileIO):
    """A file whose reads, writes and closing are operations of a disk."""

    def __init__(self, disk: Disk, file: Any, mode: str, closefd: bool) -> None:
        self._disk = disk
        self._shut = False
        super().__init__(file, mode.replace("b", "").replace("t", ""), closefd)

    def write(self, data: Any) -> int:
        half = memoryview(data)[: max(1, len(memoryview(data)) // 2)]
        return int(
            self._disk.step("write", lambda: super(_Raw, self).write(data), lambda: super(_Raw, self).write(half))
        )

    def readinto(self, buffer: Any) -> int:
        half = memoryview(buffer)[: max(1, len(memoryview(buffer)) // 2)]
        genuine = super().readinto
        return int(self._disk.step("read", lambda: genuine(buffer), lambda: genuine(half)))

    def readall(self) -> bytes:
        pieces = []
        while piece := self.read(1 << 20):
            pieces.append(piece)
        return b"".join(pieces)

    def read(self, size: int | None = -1) -> bytes:
        if size is None or size < 0:
            return self.readall()
        buffer = bytearray(size)
        got = self.readinto(buffer)
        return bytes(buffer[:got])

    def truncate(self, size: int | None = None) -> int:
        return int(self._disk.step("truncate", lambda: super(_Raw, self).truncate(size)))

    def close(self) -> None:
        if self.closed or self._shut or not self.closefd:
            super().close()
            return
        self._shut = True
        genuine = super().close
        self._disk.step("close", genuine)
