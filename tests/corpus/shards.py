"""Generated records and small runs over them."""

from __future__ import annotations

import json
import random
from pathlib import Path

from cleantext.corpus.job import Job
from cleantext.corpus.run import run
from cleantext.corpus.totals import Totals
from cleantext.errors import CleantextError

_WORDS = [
    "the",
    "ferry",
    "sails",
    "at",
    "noon",
    "and",
    "nobody",
    "on",
    "the",
    "pier",
    "had",
    "asked",
    "for",
    "an",
    "earlier",
    "boat",
    "than",
    "that",
    "one",
]


def texts(count: int, seed: int = 1) -> list[str]:
    """Short pages, two of three with something to clean."""
    dice = random.Random(seed)
    made = []
    for i in range(count):
        text = " ".join(dice.choices(_WORDS, k=12)).capitalize() + "."
        if i % 3 == 0:
            text = f"You are here\n\n{text}\n"
        if i % 3 == 1:
            text = text.replace(" ", "\u00a0", 1)
        made.append(text)
    return made


def write_jsonl(path: Path, count: int, seed: int = 1) -> None:
    rows = [f'{{"id": {i}.50, "text": {json.dumps(t)}}}\n' for i, t in enumerate(texts(count, seed))]
    path.write_text("".join(rows))


def cleaned(job: Job, pairs: list[tuple[Path, Path]], workers: int = 1) -> tuple[Totals, list[str]]:
    """The totals of a run, and what it said of shards that failed."""
    said: list[str] = []

    def fail(path: Path, error: CleantextError) -> None:
        said.append(f"{path.name}: {error}")

    return run(job, pairs, workers, fail), said
