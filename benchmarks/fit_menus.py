"""Fits the weights of the ``menus`` fixer and cross-validates them by site.

    python benchmarks/fit_menus.py [--write] [--folds FILE]

Needs scikit-learn, and the labelled page dumps of $CLEANTEXT_DATA/bench/dev. Prints, from models that saw no page
of the same site, gold kept, noise removed (in words, before packs and menus act on what remains) and pages harmed
for a row of thresholds. ``--write`` fits all pages and writes cleantext/fixers/menus.json; ``--folds`` writes the
weights of each fold and the sites it must be used for, for ``benchmarks/chrome.py --folds``.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = os.environ.get("CLEANTEXT_DATA")
KEEP = 3.0
"""How much more a lost line of the article weighs than a line of chrome left."""
FOLDS = 5
C = 0.3


def pages():
    """Of each page: kind, source, site, marks by row, words, gold words, rows that packs drop, caution."""
    sys.path.insert(0, str(Path(DATA) / "bench"))
    import score as metrics

    from cleantext.cleaner import Cleaner
    from cleantext.document import Document
    from cleantext.fixers.menus import CAUTION, RICH
    from cleantext.kinds.anchored import Anchored, Anchors
    from cleantext.main_text import LEAST, lines, main_text, share
    from cleantext.margins import marks

    anchors = Anchors([r.finder for r in Cleaner(select=["chrome"]).rules if isinstance(r.finder, Anchored)])
    for name in ("scrapinghub", "wcxb"):
        for record in metrics.rows(str(Path(DATA) / "bench" / "dev" / f"{name}.jsonl.gz")):
            document = Document(record["dump"])
            known = set().union(*anchors.find(document).values())
            _, shares = metrics.label_lines(record["dump"], record["gold"])
            rows, shapes = lines(document)
            labels = {r for r, i in enumerate(rows) if i in known}
            words = [len(metrics.folded(s.text)) for s in shapes]
            gold = [w * (shares[i] or 0.0) for i, w in zip(rows, words, strict=True)]
            kind = name if name == "scrapinghub" or record["type"] == "article" else "other"
            site = record["site"] or record["id"]
            first, last, best = main_text(shapes, labels)
            caution = CAUTION * max(0.0, RICH - share(shapes, first, last))
            found = marks(shapes, labels, first, last) if best >= LEAST else {}
            yield kind, name, site, found, words, gold, labels, caution


class Fit:
    """Lines of all pages as a sparse matrix, and models over parts of them."""

    def __init__(self, corpus) -> None:
        import numpy as np
        from sklearn.feature_extraction import DictVectorizer

        marks, labels, weights, self.owners, self.sites = [], [], [], [], []
        for number, (_, source, site, found, words, gold, *_) in enumerate(corpus):
            for row, line in found.items():
                if words[row]:
                    marks.append(dict.fromkeys(line, 1))
                    labels.append(gold[row] < 0.5 * words[row])
                    weights.append(min(words[row], 12) ** 0.5 * (0.5 if source == "scrapinghub" else 1.0))
                    self.owners.append((number, row))
                    self.sites.append(site)
        self.vectorizer = DictVectorizer()
        self.x, self.y = self.vectorizer.fit_transform(marks), np.array(labels)
        self.w = np.array(weights) * np.where(self.y, 1.0, KEEP)

    def model(self, rows):
        from sklearn.linear_model import LogisticRegression

        fitted = LogisticRegression(C=C, max_iter=300, solver="liblinear")
        return fitted.fit(self.x[rows], self.y[rows], sample_weight=self.w[rows])

    def table(self, model) -> dict[str, float]:
        names = zip(self.vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
        return {
            "": round(float(model.intercept_[0]), 3),
            **{k: round(float(v), 3) for k, v in names if abs(v) >= 0.001},
        }


def report(corpus, scores) -> None:
    import numpy as np

    from cleantext.fixers.menus import chrome

    for least in (1.25, 1.5, 1.75, 2.0, 2.25, 2.5):
        total = defaultdict(lambda: np.zeros(6))
        for number, (kind, _, _, _, words, gold, known, caution) in enumerate(corpus):
            sure = chrome({row: 1000 * score for row, score in scores[number].items()})
            drop = known | {row for row, score in sure.items() if score > 1000 * least + caution}
            lost = sum(gold[row] for row in drop)
            noise = sum(words) - sum(gold)
            gone = sum(words[row] for row in drop) - lost
            total[kind] += (sum(gold), lost, noise, gone, 1, bool(sum(gold)) and lost > 0.05 * sum(gold))
        for kind, (g, lost, noise, gone, n, harmed) in sorted(total.items()):
            print(
                f"least {least:4.2f} {kind:12} kept {1 - lost / g:.4f} noise {gone / noise:.3f} harm {harmed / n:.4f}"
            )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--folds", type=Path)
    wanted = parser.parse_args()
    if not DATA:
        print("skipped: CLEANTEXT_DATA is not set", file=sys.stderr)
        return 0
    import numpy as np
    from sklearn.model_selection import GroupKFold

    corpus = list(pages())
    fit = Fit(corpus)
    scores: dict[int, dict[int, float]] = defaultdict(dict)
    folds = []
    for train, test in GroupKFold(FOLDS).split(fit.x, fit.y, fit.sites):
        model = fit.model(train)
        for i, value in zip(test, model.decision_function(fit.x[test]), strict=True):
            number, row = fit.owners[i]
            scores[number][row] = float(value)
        folds.append({"sites": sorted({fit.sites[i] for i in test}), "weights": fit.table(model)})
    print(f"{len(fit.y)} lines of {len(corpus)} pages, {fit.x.shape[1]} marks; {FOLDS} folds by site; packs act too")
    report(corpus, scores)
    if wanted.folds:
        wanted.folds.write_text(json.dumps(folds), "utf-8")
    if wanted.write:
        table = fit.table(fit.model(np.arange(len(fit.y))))
        target = ROOT / "cleantext" / "fixers" / "menus.json"
        target.write_text(json.dumps(table, indent=0, sort_keys=True) + "\n", "utf-8")
        print(f"{len(table)} weights written")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
