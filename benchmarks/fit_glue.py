"""Fit the weights behind glued names: ``CLEANTEXT_DATA=... python benchmarks/fit_glue.py --cache FOLDER [--write]``.

A logistic regression over the features of ``cleantext.lexicon.odds`` (ridge, solved by Newton's method). It is
fitted on the lexicon without the inner-capital tokens of the cases, so that unlisted brands are what it learns
from. Prints the cross-validated scores (five folds by case) for a range of thresholds.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np
from glue_cases import HARD, Case, Joint, data_folder, joints_of, read_cases

from cleantext.lexicon import Lexicon, fold, shipped
from cleantext.lexicon.build import gather, write
from cleantext.lexicon.odds import WEIGHTS
from cleantext.lexicon.sources import sources

RIDGE = 1.0
FOLDS = 5
RARE = 3
"""A feature seen in fewer joints has no weight."""
GIVEN = {"seen.again": -3.0, "seen.often": -3.0, "phrase.known": 10.0}
"""Weights that the cases are too few to teach: in its document a brand comes again, an accident seldom does;
and two words that are a known name together ("World Bank") are that name, unless "MaryAnn" or "VanBuren"."""


def fit(joints: Sequence[Joint]) -> dict[str, float]:
    count = Counter(name for joint in joints for name in joint.features if name not in GIVEN)
    index = {name: i for i, name in enumerate(sorted(n for n, c in count.items() if c >= RARE))}
    offset = np.array([sum(GIVEN.get(name, 0.0) for name in joint.features) for joint in joints])
    rows = np.zeros((len(joints), len(index)))
    for row, joint in zip(rows, joints, strict=True):
        for name in joint.features:
            if name in index:
                row[index[name]] += 1
    glued = np.array([joint.glued for joint in joints], float)
    weights = np.zeros(len(index))
    for _ in range(15):
        p = 1 / (1 + np.exp(-offset - rows @ weights))
        gradient = rows.T @ (p - glued) + RIDGE * weights
        curvature = (rows * (p * (1 - p))[:, None]).T @ rows + RIDGE * np.eye(len(index))
        weights -= np.linalg.solve(curvature, gradient)
    return GIVEN | {name: float(weights[i]) for name, i in index.items()}


def folds_of(cases: Collection[Case], seed: int = 7) -> list[int]:
    order = random.Random(seed)
    return [order.randrange(FOLDS) for _ in cases]


def cross_validated(
    joints: Sequence[Joint], scored: Sequence[Joint], cases: Sequence[Case], seed: int = 7
) -> list[float]:
    """The log-odds of each joint of ``scored`` under weights that were fitted without its case."""
    fold_of = folds_of(cases, seed)
    weights = [fit([j for j in joints if fold_of[j.case] != fold]) for fold in range(FOLDS)]
    return [sum(weights[fold_of[j.case]].get(name, 0.0) for name in j.features) for j in scored]


def table(joints: Sequence[Joint], odds: Sequence[float], cases: Sequence[Case], lexicon: Lexicon) -> list[str]:
    """Precision, recall and share of negatives changed on the joints alone, by threshold."""
    tokens: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, joint in enumerate(joints):
        if cases[joint.case].kind not in HARD:
            tokens[joint.case, joint.token.start].append(i)
    negatives = sum(not case.gaps for case in cases)
    lines = ["threshold  precision  recall  negatives changed"]
    for threshold in (0.0, 0.5, 1.0, 1.5, 1.75, 2.0, 2.25, 2.5, 3.0):
        right = wrong = missed = 0
        changed: set[int] = set()
        for (case, _), members in tokens.items():
            split = min(odds[i] for i in members) > threshold and not lexicon.get(joints[members[0]].token.text).token
            good = sum(joints[i].glued for i in members)
            if split:
                right, wrong = right + good, wrong + len(members) - good
                changed |= {case} if not cases[case].gaps else set()
            else:
                missed += good
        share = len(changed) / negatives
        lines.append(f"{threshold:9.2f}  {right / (right + wrong):9.4f}  {right / (right + missed):6.4f}  {share:8.2%}")
    return lines


def unlisted(folder: Path, tokens: Collection[str]) -> Lexicon:
    """The lexicon without the given inner-capital tokens."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "words.marisa"
        write(gather(sources(folder)).entries(without_tokens={fold(token) for token in tokens}), path)
        return Lexicon(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache/cleantext-lexicon")
    parser.add_argument("--low", type=float, default=1.3, help="threshold of glue.name and glue.word")
    parser.add_argument("--high", type=float, default=0.3, help="threshold of glue.name-likely")
    parser.add_argument("--write", action="store_true", help="write the weights into the package")
    arguments = parser.parse_args()
    cases = read_cases(data_folder() / "glue/dev.tsv")
    lexicon = shipped()
    met = joints_of(cases, lexicon)
    learned = joints_of(cases, unlisted(arguments.cache, {joint.token.text for joint in met}))
    print("\n".join(table(met, cross_validated(learned, met, cases), cases, lexicon)))
    if arguments.write:
        weights = sorted((name, weight) for name, weight in fit(learned).items() if abs(weight) >= 0.005)
        lines = ["# Fitted by benchmarks/fit_glue.py; log-odds in natural logarithms."]
        lines += [f"threshold.low\t{arguments.low}", f"threshold.high\t{arguments.high}"]
        Path(WEIGHTS).write_text(
            "\n".join(lines + [f"{name}\t{weight:.2f}" for name, weight in weights]) + "\n", "utf-8"
        )


if __name__ == "__main__":
    main()
