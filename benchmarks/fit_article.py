"""Fit the article model on labelled page dumps, cross-validate it by site, and write its weights.

    CLEANTEXT_DATA=... python benchmarks/fit_article.py [--write] [--folds-only]

Prints one table: cross-validated and fitted figures side by side, for each set, converter and type of page.
Needs scipy (here only; the package runs the model in plain Python).
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

import numpy as np
from article_pages import FOLDS, Columns, Dump, dumps, scorer, sites_with, taken, thinned
from linear_chain import Batch, Chain

from cleantext.article import model as article_model
from cleantext.article.features import CONTEXT
from cleantext.article.model import OFFSETS, UNIT, Model, Weights
from cleantext.document import Document
from cleantext.fixers.article import OPTIONS, Article

WEIGHTS = Path(article_model.__file__).parent / "weights.json"
LEAST_SITES = 6
"""Sites that must show a feature for it to count: a word of one site says nothing about another."""
L2 = 12.0
PAGE = 0.7
"""A page counts as its number of lines to the power 1 - PAGE: F1 is a mean over pages."""
MARGIN = 0.15
"""Cost of a wrong line in training, for each doubling of its words."""
CLEAN = 0.1
"""What a page counts that is clean already: the text of a text is itself."""
LEAST_LINES = 3
ITERATIONS = 60
ROOM = 16000
"""Numbers that the file of weights may hold; the others are 0 and the rest is fitted again."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--write", action="store_true", help="write cleantext/article/weights.json")
    arguments.add_argument(
        "--folds", type=int, default=FOLDS, help="run only the first N folds, and do not fit the whole"
    )
    chosen = arguments.parse_args()
    score = scorer()
    pages = dumps(score)
    trainer = Trainer(pages)
    outputs: dict[int, str] = {}
    for fold in range(chosen.folds):
        fitted = Model(trainer.fit([i for i, d in enumerate(pages) if d.fold != fold]))
        for i, dump in enumerate(pages):
            if dump.fold == fold:
                outputs[i] = cleaned(dump.record["dump"], fitted)
    tested = sorted(outputs)
    fitted_outputs: dict[int, str] = {}
    if chosen.folds == FOLDS:
        weights = trainer.fit(range(len(pages)))
        if chosen.write:
            WEIGHTS.write_text(written(weights), "utf-8")
        size = len(written(weights).encode())
        fitted = Model(weights)
        started = time.process_time()
        fitted_outputs = {i: cleaned(pages[i].record["dump"], fitted) for i in tested}
        spent = time.process_time() - started
        lines = sum(pages[i].record["dump"].count("\n") + 1 for i in tested)
        print(f"weights {size / 1000:.0f} KB; {1e6 * spent / lines:.0f} ms per 1,000 lines (blank too), all readings\n")
    table(score, pages, outputs, fitted_outputs)


def cleaned(text: str, fitted: Model) -> str:
    """What the rule alone makes of a page; the readings repeat as in the chain of rules."""
    finder = Article(**OPTIONS)  # type: ignore[arg-type]
    finder.model = fitted
    while edits := finder.find(Document(text)):
        pieces, at = [], 0
        for edit in edits:
            pieces.append(text[at : edit.start])
            at = edit.end
        text = "".join(pieces) + text[at:]
    return text


class Trainer:
    """Holds the features of all pages, and of each page as it looks when it is clean; a fit takes some of them."""

    def __init__(self, pages: Sequence[Dump]) -> None:
        random = Random(1)
        clean = {i: thinned(d, random) for i, d in enumerate(pages) if d.good.sum() >= LEAST_LINES}
        self.owner = [*range(len(pages)), *clean]
        self.weight = np.array([1.0] * len(pages) + [CLEAN] * len(clean))
        self.views = [d.page for d in pages] + [page for page, _ in clean.values()]
        self.labels = [d.good for d in pages] + [good for _, good in clean.values()]
        self.columns = Columns()
        self.batch = self.columns.batch((page.shapes, page.gaps) for page in self.views)
        site = {s: i for i, s in enumerate(dict.fromkeys(d.site for d in pages))}
        self.row_sites = np.concatenate(
            [np.full(len(page.lines), site[pages[i].site]) for i, page in zip(self.owner, self.views, strict=True)]
        )

    def fit(self, pages: Iterable[int]) -> Weights:
        chosen = set(pages)
        which = [p for p, owner in enumerate(self.owner) if owner in chosen]
        batch = taken(self.batch, which)
        rows = np.concatenate([np.arange(*self.batch.pages[p]) for p in which])
        own = np.flatnonzero(sites_with(batch.own, self.row_sites[rows]) >= LEAST_SITES)
        place = np.flatnonzero(sites_with(batch.place, self.row_sites[rows]) >= LEAST_SITES)
        batch = Batch(batch.own[:, own], batch.place[:, place], batch.pages, batch.shifts)
        labels = np.concatenate([self.labels[p] for p in which])
        words = np.concatenate([[s.size for s in self.views[p].shapes] for p in which])
        lengths = np.array([b - a for a, b in batch.pages])
        rules = {
            "l2": L2,
            "page_weights": self.weight[which] * (250 / np.maximum(lengths, 20)) ** PAGE,
            "margin": MARGIN * np.log2(1 + words),
        }
        chain = Chain(len(own), len(place), len(OFFSETS), 2)
        chain.fit(batch, labels, iterations=ITERATIONS, **rules)  # type: ignore[arg-type]
        chain.fit(batch, labels, iterations=ITERATIONS // 2, live=worth(chain, batch, ROOM), **rules)  # type: ignore[arg-type]
        own_names, place_names = list(self.columns.own), list(self.columns.place)
        return weights_of(chain, [own_names[i] for i in own], [place_names[i] for i in place])


def worth(chain: Chain, batch: Batch, room: int) -> np.ndarray:
    """A mask over the packed weights: the ``room`` that move the most scores the most stay free."""
    offsets = len(OFFSETS)
    own = chain.own.reshape(-1, offsets, 2)
    own_worth = np.abs(own[:, :, 1] - own[:, :, 0]) * np.sqrt(np.asarray(batch.own.sum(0)).ravel())[:, None]
    place_worth = np.abs(chain.place[:, 1] - chain.place[:, 0]) * np.sqrt(np.asarray(batch.place.sum(0)).ravel())
    cut = np.sort(np.concatenate([own_worth.ravel(), place_worth]))[-room:][0]
    own_live = np.repeat((own_worth >= cut).ravel(), 2)
    place_live = np.repeat(place_worth >= cut, 2)
    return np.concatenate([own_live, place_live, np.ones(8)]).astype(float)


def weights_of(chain: Chain, own_names: Sequence[str], place_names: Sequence[tuple[int, str]]) -> Weights:
    def hundredths(x: np.ndarray) -> np.ndarray:
        return np.rint(x * UNIT).astype(int)

    own: dict[str, list[int]] = {}
    for name, row in zip(
        own_names, hundredths(np.diff(chain.own.reshape(-1, len(OFFSETS), 2), axis=2)[:, :, 0]), strict=True
    ):
        if row.any():
            own[name] = row[: np.flatnonzero(row)[-1] + 1].tolist()
    place: list[dict[str, int]] = [{} for _ in CONTEXT]
    for (column, value), weight in zip(place_names, hundredths(chain.place[:, 1] - chain.place[:, 0]), strict=True):
        if weight:
            place[column][value] = int(weight)
    step = [int(w) for w in hundredths(chain.step).ravel()]
    start, stop = (int(hundredths(x[1] - x[0])) for x in (chain.start, chain.stop))
    return Weights(own, place, step, start, stop)


def written(weights: Weights) -> str:
    ordered = weights._replace(
        own=dict(sorted(weights.own.items())), place=[dict(sorted(t.items())) for t in weights.place]
    )
    return json.dumps(ordered._asdict(), ensure_ascii=False, separators=(",", ":")) + "\n"


def english(dump: Dump) -> bool:
    """Whether a page's text has the commonest English words as often as English has."""
    words = re.findall(r"[^\W\d_]+", dump.record["gold"].lower())
    return sum(w in {"the", "and", "of", "to", "in", "is", "a", "for"} for w in words) > 0.1 * len(words)


def table(score, pages: Sequence[Dump], outputs: dict[int, str], fitted: dict[int, str]) -> None:  # type: ignore[no-untyped-def]
    groups: dict[str, list[int]] = defaultdict(list)
    for i in outputs:
        dump = pages[i]
        groups[dump.group].append(i)
        groups[f"{dump.group}, {dump.record['converter']}"].append(i)
        if dump.group == "wcxb other":
            groups[f"wcxb {dump.record['type']}"].append(i)
        if not english(dump):
            groups["not English"].append(i)
            groups[f"not English, {dump.group}"].append(i)
    print(f"{'':30} pages   raw  | cross-validated: P     R     F1    +-   harm  gone  as is | fitted F1")
    measured = {i: score.measure(pages[i].record, text) for i, text in outputs.items()}
    raw = {i: score.measure(pages[i].record, pages[i].record["dump"]) for i in outputs}
    fit = {i: score.measure(pages[i].record, text) for i, text in fitted.items()}
    means: dict[str, float] = {}
    for name, members in sorted(groups.items()):
        s = score.summary([measured[i] for i in members])
        before = score.summary([raw[i] for i in members], boot=0)
        after = f"{score.summary([fit[i] for i in members], boot=0)['F1']:.3f}" if fit else "-"
        same = np.mean([outputs[i] == pages[i].record["dump"] for i in members])
        means[name] = s["F1"]
        print(
            f"{name:30} {len(members):5}  {before['F1']:.3f} |                 {s['P']:.3f} {s['R']:.3f} {s['F1']:.4f} "
            f"{s['sd'] or 0:.3f} {s['harm'] or 0:.3f} {s['gone'] or 0:.3f} {same:.3f} | {after}"
        )
    by_converter = [f1 for name, f1 in means.items() if name.startswith("scrapinghub, ")]
    print(
        f"scrapinghub, mean of converters: {np.mean(by_converter):.4f}, "
        f"worst {min(by_converter):.4f}, best {max(by_converter):.4f}"
    )


if __name__ == "__main__":
    main()
