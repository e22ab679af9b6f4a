"""A program that stops at a chosen step of what it writes."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from cleantext.corpus import shard


class Crash(BaseException):
    """What nothing catches and cleans up after, as a kill."""


def crashes(work: Callable[[], object], at: int, calls: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether ``work`` got as far as its step ``at``, from 0, and stopped there; ``calls`` of ``os`` are steps, and
    what is appended to a shard."""
    left = at

    def mortal(call: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any, **kwargs: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                raise Crash
            return call(*args, **kwargs)

        return step

    with monkeypatch.context() as patch:
        for call in calls:
            patch.setattr(os, call, mortal(getattr(os, call)))
        patch.setattr(shard.Shard, "append", mortal(shard.Shard.append))
        patch.setattr(shard.Shard, "close", shard.Shard._shut)
        try:
            work()
        except Crash:
            return True
    return False
