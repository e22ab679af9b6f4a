"""Fits the weights of the ``menus`` fixer and cross-validates them by site.

    python benchmarks/fit_menus.py [--write]

Needs scikit-learn, and the labelled page dumps of $CLEANTEXT_DATA/bench/dev. Prints, from models that saw no page
of the same site, gold kept, noise removed (in words) and pages harmed for a row of thresholds; ``--write`` then
fits all pages and writes cleantext/fixers/menus.json.
"""

from __future__ import annotations

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


def pages():
    sys.path.insert(0, str(Path(DATA) / "bench"))
    import score as metrics

    from cleantext import margins
    from cleantext.cleaner import Cleaner
    from cleantext.document import Document
    from cleantext.kinds.anchored import Anchored, Anchors

    finders = [r.finder for r in Cleaner(select=["chrome"]).rules if isinstance(r.finder, Anchored)]
    anchors = Anchors(finders)
    for name in ("scrapinghub", "wcxb"):
        for record in metrics.rows(str(Path(DATA) / "bench" / "dev" / f"{name}.jsonl.gz")):
            document = Document(record["dump"])
            known = {document.line_at(e.start) for edits in anchors.find(document) for e in edits}
            _, shares = metrics.label_lines(record["dump"], record["gold"])
            rows = [i for i, line in enumerate(document.lines) if not line.blank]
            shapes = [margins.shape(document.lines[i].text.strip(), i in known) for i in rows]
            words = [len(metrics.folded(s.text)) for s in shapes]
            gold = [w * (shares[i] or 0.0) for i, w in zip(rows, words, strict=True)]
            kind = name if name == "scrapinghub" or record["type"] == "article" else "other"
            yield kind, name, record["site"] or record["id"], margins.marks(shapes), words, gold, known, rows


def main() -> int:
    if not DATA:
        print("skipped: CLEANTEXT_DATA is not set", file=sys.stderr)
        return 0
    import numpy as np
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold

    from cleantext.fixers.menus import chrome

    corpus = list(pages())
    marks, labels, weights, owners, sites = [], [], [], [], []
    for number, (_, source, site, found, words, gold, _, _) in enumerate(corpus):
        for row, line in found.items():
            if words[row]:
                marks.append(dict.fromkeys(line, 1))
                labels.append(gold[row] < 0.5 * words[row])
                weights.append(min(words[row], 12) ** 0.5 * (0.5 if source == "scrapinghub" else 1.0))
                owners.append((number, row))
                sites.append(site)
    vectorizer = DictVectorizer()
    x, y = vectorizer.fit_transform(marks), np.array(labels)
    w = np.array(weights) * np.where(y, 1.0, KEEP)

    def fit(rows):
        return LogisticRegression(C=0.3, max_iter=300, solver="liblinear").fit(x[rows], y[rows], sample_weight=w[rows])

    margin = np.zeros(len(y))
    for train, test in GroupKFold(FOLDS).split(x, y, sites):
        margin[test] = fit(train).decision_function(x[test])
    scores = defaultdict(dict)
    for (number, row), value in zip(owners, margin, strict=True):
        scores[number][row] = float(value)
    print(f"{len(y)} lines of {len(corpus)} pages, {x.shape[1]} marks; {FOLDS} folds by site; packs act too")
    for least in (1.25, 1.5, 1.75, 2.0, 2.25, 2.5):
        total = defaultdict(lambda: np.zeros(6))
        for number, (kind, _, _, _, words, gold, known, rows) in enumerate(corpus):
            drop = {row for row in scores[number] if chrome(scores[number], row) > least}
            drop |= {row for row, i in enumerate(rows) if i in known}
            lost = sum(gold[row] for row in drop)
            noise = sum(words) - sum(gold)
            gone = sum(words[row] for row in drop) - lost
            harmed = bool(sum(gold)) and lost > 0.05 * sum(gold)
            total[kind] += (sum(gold), lost, noise, gone, 1, harmed)
        for kind, (g, lost, noise, gone, n, harmed) in sorted(total.items()):
            print(f"least {least:4.2f} {kind:12} kept {1 - lost / g:.4f} noise {gone / noise:.3f} harm {harmed / n:.4f}")
    if "--write" in sys.argv:
        model = fit(np.arange(len(y)))
        names = zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
        table = {"": round(float(model.intercept_[0]), 3), **{k: round(float(v), 3) for k, v in names if abs(v) >= 0.001}}
        target = ROOT / "cleantext" / "fixers" / "menus.json"
        target.write_text(json.dumps(table, indent=0, sort_keys=True) + "\n", "utf-8")
        print(f"{len(table)} weights written")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
