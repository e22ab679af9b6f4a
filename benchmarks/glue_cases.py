"""Cases of glued words: where they lie, where their spaces belong, and the joints that they put to the question."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from cleantext.lexicon import Lexicon
from cleantext.lexicon.joints import Evidence, Token, tokens
from cleantext.lexicon.odds import features

HARD = frozenset({"name_word", "lower_glue", "acronym_glue"})
"""Kinds that only a rule of high risk can repair."""


class Case(NamedTuple):
    given: str
    wanted: str
    kind: str

    @property
    def gaps(self) -> frozenset[int]:
        """Where a space is missing, in code points of ``given``."""
        at, found = 0, set()
        for character in self.wanted:
            if at < len(self.given) and self.given[at] == character:
                at += 1
            else:
                found.add(at)
        return frozenset(found)


class Joint(NamedTuple):
    case: int
    token: Token
    hump: int
    features: list[str]
    glued: bool


def data_folder() -> Path:
    """The folder of outside data; exits, saying so, where CLEANTEXT_DATA does not name it."""
    folder = os.environ.get("CLEANTEXT_DATA")
    if not folder or not (Path(folder) / "glue/dev.tsv").is_file():
        sys.exit("skipped: CLEANTEXT_DATA names no folder with glue/dev.tsv")
    return Path(folder)


def read_cases(path: Path) -> list[Case]:
    lines = path.read_text("utf-8").splitlines()
    return [Case(*line.split("\t")) for line in lines if line and not line.startswith("# ")]


def joints_of(cases: Collection[Case], lexicon: Lexicon) -> list[Joint]:
    """Every joint of a humped token in the cases, each case a document of its own; initialisms are not weighed."""
    found: list[Joint] = []
    for number, case in enumerate(cases):
        seen = Evidence(case.given)
        for token in tokens(case.given):
            if token.humps[0].isupper():
                continue
            at = token.start
            for hump in range(1, len(token.humps)):
                at += len(token.humps[hump - 1])
                found.append(Joint(number, token, hump, features(token, hump, lexicon, seen), at in case.gaps))
    return found
