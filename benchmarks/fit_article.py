"""Fit the article model on labelled page dumps, cross-validate it by site, and write its weights.

    CLEANTEXT_DATA=... python benchmarks/fit_article.py [--write] [--folds-only]

Prints one table: cross-validated and fitted figures side by side, for each set, converter and type of page.
Needs scipy (here only; the package runs the model in plain Python).
"""

from __future__ import annotations

import argparse
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from multiprocessing import get_context
from random import Random

import numpy as np
from article_pages import FOLDS, Columns, Dump, dumps, scorer, sites_with, taken, thinned
from linear_chain import Batch, Chain, Plan

from cleantext.article.features import CONTEXT
from cleantext.article.model import FILE, NUMBERS, OFFSETS, UNIT, Model, Weights, written
from cleantext.document import Document
from cleantext.fixers.article import OPTIONS, Article

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
ROOM = {"odds": 16000, "parts": 9000}
"""Weights of each chain that the file has room for; the others are 0 and the rest is fitted again."""
ODDS = Plan(np.ones((2, 2), bool), np.ones(2, bool), np.ones(2, bool), np.array([False, True]))
BEFORE, TEXT, WITHIN, AFTER = range(4)
PARTS = Plan(
    np.array([[1, 1, 0, 0], [0, 1, 1, 1], [0, 1, 1, 0], [0, 0, 0, 1]], bool),
    np.array([1, 1, 0, 0], bool),
    np.array([1, 1, 0, 1], bool),
    np.array([False, True, False, False]),
)
ASTRAY_SHARE, ASTRAY_NOISE, ASTRAY_LINES = 0.1, 5, 3
"""Gold at an end of a page with up to this share of the gold's words is astray when this many times its words, on more
than so many lines, lie between it and the rest: a phrase that the text has too."""


_shared: Trainer | None = None
"""What forked processes find without copying it."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--write", action="store_true", help="write cleantext/article/weights.json.gz")
    arguments.add_argument(
        "--folds", type=int, default=FOLDS, help="run only the first N folds, and do not fit the whole"
    )
    chosen = arguments.parse_args()
    score = scorer()
    pages = dumps(score)
    trainer = Trainer(pages)
    seen = [[i for i, d in enumerate(pages) if d.fold != fold] for fold in range(chosen.folds)]
    if chosen.folds == FOLDS:
        seen.append(list(range(len(pages))))
    *folds, weights = [*fits(trainer, seen), None][: chosen.folds + 1]
    outputs: dict[int, str] = {}
    for fold, seen_by_fold in enumerate(folds):
        fitted = Model(seen_by_fold)
        for i, dump in enumerate(pages):
            if dump.fold == fold:
                outputs[i] = cleaned(dump.record["dump"], fitted)
    tested = sorted(outputs)
    fitted_outputs: dict[int, str] = {}
    if weights:
        if chosen.write:
            FILE.write_bytes(written(weights))
        size = len(written(weights))
        fitted = Model(weights)
        started = time.process_time()
        fitted_outputs = {i: cleaned(pages[i].record["dump"], fitted) for i in tested}
        spent = time.process_time() - started
        lines = sum(pages[i].record["dump"].count("\n") + 1 for i in tested)
        print(f"weights {size / 1000:.0f} KB; {1e6 * spent / lines:.0f} ms per 1,000 lines (blank too), all readings\n")
    table(score, pages, outputs, fitted_outputs)


def fits(trainer: Trainer, seen: Sequence[Sequence[int]]) -> list[Weights]:
    """The weights fitted on each choice of pages, on all cores."""
    global _shared
    _shared = trainer
    with ProcessPoolExecutor(mp_context=get_context("fork")) as pool:
        return list(pool.map(_fit, seen))


def _fit(pages: Sequence[int]) -> Weights:
    assert _shared
    return _shared.fit(pages)


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
        words = [np.array([s.size for s in self.views[p].shapes]) for p in which]
        lengths = np.array([b - a for a, b in batch.pages])
        rules = {
            "l2": L2,
            "page_weights": self.weight[which] * (250 / np.maximum(lengths, 20)) ** PAGE,
            "margin": MARGIN * np.log2(1 + np.concatenate(words)),
        }
        labels = {
            "odds": np.concatenate([self.labels[p] for p in which]),
            "parts": np.concatenate([parts(self.labels[p], sizes) for p, sizes in zip(which, words, strict=True)]),
        }
        chains: dict[str, Chain] = {}
        for name, plan in (("odds", ODDS), ("parts", PARTS)):
            chain = chains[name] = Chain(len(own), len(place), len(OFFSETS), plan)
            chain.fit(batch, labels[name], iterations=ITERATIONS, **rules)  # type: ignore[arg-type]
            live = worth(chain, batch, ROOM[name])
            chain.fit(batch, labels[name], iterations=ITERATIONS // 2, live=live, **rules)  # type: ignore[arg-type]
        own_names, place_names = list(self.columns.own), list(self.columns.place)
        return weights_of(chains, [own_names[i] for i in own], [place_names[i] for i in place])


def parts(good: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The part of the page that each line is, by which lines are gold: those before the first and after the last."""
    good = at_its_place(at_its_place(good, sizes)[::-1], sizes[::-1])[::-1]
    kept = np.flatnonzero(good)
    found = np.full(len(good), BEFORE)
    if len(kept):
        found[kept[0] :] = WITHIN
        found[kept[-1] :] = AFTER
        found[kept] = TEXT
    return found


def at_its_place(good: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The gold without what is astray at the head of the page."""
    kept = np.flatnonzero(good)
    total, so_far, first = sizes[kept].sum(), 0, 0
    for a, b in pairwise(kept):
        so_far += sizes[a]
        if so_far > ASTRAY_SHARE * total:
            break
        if b - a > ASTRAY_LINES and sizes[a + 1 : b].sum() > ASTRAY_NOISE * so_far:
            total, so_far, first = total - so_far, 0, b
    return np.where(np.arange(len(good)) < first, 0, good)


def worth(chain: Chain, batch: Batch, room: int) -> np.ndarray:
    """A mask over the packed weights: the ``room`` that move the most scores the most stay free."""
    offsets, states = len(OFFSETS), chain.plan.states
    own = np.ptp(chain.own.reshape(-1, offsets, states), axis=2)
    own_worth = own * np.sqrt(np.asarray(batch.own.sum(0)).ravel())[:, None]
    place_worth = np.ptp(chain.place, axis=1) * np.sqrt(np.asarray(batch.place.sum(0)).ravel())
    cut = np.sort(np.concatenate([own_worth.ravel(), place_worth]))[-room:][0]
    own_live = np.repeat((own_worth >= cut).ravel(), states)
    place_live = np.repeat(place_worth >= cut, states)
    return np.concatenate([own_live, place_live, np.ones(states * (states + 2))]).astype(float)


def weights_of(chains: dict[str, Chain], own_names: Sequence[str], place_names: Sequence[tuple[int, str]]) -> Weights:
    odds, rest = chains["odds"], chains["parts"]

    def hundredths(x: np.ndarray) -> list[int]:
        return [int(n) for n in np.rint(x * UNIT).ravel()]

    def numbers(two: np.ndarray, four: np.ndarray) -> np.ndarray:
        return np.concatenate([two[..., 1:] - two[..., :1], four[..., [BEFORE, WITHIN, AFTER]] - four[..., [TEXT]]], -1)

    def trimmed(row: list[int]) -> list[int]:
        while row and not row[-1]:
            row.pop()
        return row

    offsets = len(OFFSETS)
    table = numbers(odds.own.reshape(-1, offsets, 2), rest.own.reshape(-1, offsets, 4)).reshape(-1, offsets * NUMBERS)
    own = {name: row for name, numbers_ in zip(own_names, table, strict=True) if (row := trimmed(hundredths(numbers_)))}
    place: list[dict[str, list[int]]] = [{} for _ in CONTEXT]
    for (column, value), numbers_ in zip(place_names, numbers(odds.place, rest.place), strict=True):
        if row := trimmed(hundredths(numbers_)):
            place[column][value] = row
    ends = np.array([odds.start[1] - odds.start[0], odds.stop[1] - odds.stop[0]])
    steps = [rest.step[a, b] for a, b in zip(*np.nonzero(PARTS.steps), strict=True)]
    edges = [rest.start[BEFORE] - rest.start[TEXT], *(rest.stop[[BEFORE, AFTER]] - rest.stop[TEXT])]
    return Weights(own, place, hundredths(np.append(odds.step, ends)), hundredths(np.array([*steps, *edges])))


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
