"""What the least that chrome needs of each line costs in Python, against ftfy.fix_text on the same text.

    python benchmarks/floor.py [--mb 2] [--rounds 5]

Each row adds a step to those above it; none of them decides anything. Processor time, the least of the rounds.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import ahocorasick
import ftfy
from corpora import KINDS
from speed import corpus, cost, forget, megabytes

from cleantext import Cleaner
from cleantext.clues import BETWEEN
from cleantext.keys import folded_views, odd
from cleantext.kinds.anchored import Anchored
from cleantext.labels import bare
from cleantext.main_text import shape


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mb", type=float, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    wanted = parser.parse_args()
    steps = _steps()
    print(f"| times ftfy | {' | '.join(KINDS)} |\n| --- |{' --- |' * len(KINDS)}")
    corpora = {kind: corpus(kind, wanted.mb) for kind in KINDS}
    theirs = {
        kind: min(cost(lambda texts=texts: [ftfy.fix_text(text) for text in texts]) for _ in range(wanted.rounds))
        for kind, texts in corpora.items()
    }
    for name, step in steps.items():
        row = [theirs[kind] / min(spent(step, texts) for _ in range(wanted.rounds)) for kind, texts in corpora.items()]
        print(f"| {name} | {' | '.join(f'{ratio:.1f}' for ratio in row)} |", flush=True)
    print(f"\n{wanted.mb:g} MB of each kind, {sum(map(megabytes, corpora.values())):.0f} MB in all")


def spent(step: Callable[[str], object], texts: Sequence[str]) -> float:
    forget()
    return cost(lambda: [step(text) for text in texts])


def _steps() -> dict[str, Callable[[str], object]]:
    """Each does what those before it do, and one thing more."""
    anchored = [rule.finder for rule in Cleaner().rules if isinstance(rule.finder, Anchored)]
    labels = {label for finder in anchored for label in finder.labels}
    automaton = ahocorasick.Automaton()
    for finder in anchored:
        for known in finder.clues:
            for literal in (known.begins or known.sets[0]).split(BETWEEN):
                automaton.add_word(literal, 0)
    automaton.make_automaton()

    def views(text: str) -> list[str]:
        return list(filter(None, [" ".join(line.split()) for line in text.split("\n")]))

    def keys(text: str) -> tuple[list[str], list[str]]:
        lines = views(text)
        return lines, folded_views(lines, odd(text))

    def known(text: str) -> tuple[list[str], list[str]]:
        lines, found = keys(text)
        _ = [key for key in found if bare(key) in labels]
        return lines, found

    def hits(text: str) -> list[str]:
        lines, found = known(text)
        for _ in automaton.iter("\n".join(found)):
            pass
        return lines

    def shapes(text: str) -> list[object]:
        return list(shape._find_all(hits(text)))

    return {
        "lines with single spaces": views,
        "the key of each": keys,
        "... without ornaments, looked up among the labels": known,
        "literals of patterns found by the automaton": hits,
        "the shape of each: words, prose, end": shapes,
    }


if __name__ == "__main__":
    main()
