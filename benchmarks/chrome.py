"""Site chrome: what each system keeps of the articles and removes of the rest.

    python benchmarks/chrome.py [--folds FILE] [--only NAME,...] [--out FILE]

One table of the systems raw, c4, refinedweb, web (its chrome rules: the other families respell words, and take soft
hyphens out of them, which the measures count as losses), whole (the whole profile web), respelled (the same, measured
against page, article and snippets that the other families of the profile have respelled) and article (fitted weights)
over all sets and converters of $CLEANTEXT_DATA/bench/dev, in the
columns of its score.py (whose measures are used), with two more: ``must-``, the share of wanted snippets that the
dump has and the output lost, and ``not-``, the share of unwanted ones removed. ``--folds`` (written by fit_menus.py)
adds ``web-cv``: each page cleaned with weights that saw no page of its site. Pages that C4 would drop count as empty.
``drop`` is the share of pages with a reason to drop them, ``warn`` of pages where the budget acted.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from cleantext.cleaner import Cleaner, Cleaning
from cleantext.fixers import menus
from cleantext.margins import Scale

DATA = os.environ.get("CLEANTEXT_DATA")
SETS = ("scrapinghub", "wcxb", "trafeval")
System = Callable[[dict], tuple[str, Cleaning | None]]


def profile(name: str, *, empty_if_dropped: bool = False, **options) -> System:
    cleaner = Cleaner(name, **options)

    def run(record):
        cleaning = cleaner.clean(record["dump"])
        return ("" if empty_if_dropped and cleaning.drop else cleaning.text), cleaning

    return run


def cross_validated(name: str, folds: Path) -> System:
    """The profile with the weights of the fold that left the page's site out."""
    scales = [(fold["sites"], Scale(fold["weights"])) for fold in json.loads(folds.read_text("utf-8"))]
    left_out = {site: scale for sites, scale in scales for site in sites}
    whole, cleaner = menus._scale, Cleaner(name, select=["chrome"])

    def run(record):
        menus._scale = lambda: left_out.get(record["site"] or record["id"]) or whole()
        try:
            cleaning = cleaner.clean(record["dump"])
        finally:
            menus._scale = whole
        return cleaning.text, cleaning

    return run


def systems(folds: Path | None) -> Iterator[tuple[str, System]]:
    """The rows of the table: a new profile is one line here."""
    yield "raw", lambda record: (record["dump"], None)
    yield "c4", profile("c4", empty_if_dropped=True)
    yield "refinedweb", profile("refinedweb")
    yield "web", profile("web", select=["chrome"])
    yield "whole", profile("web")
    yield "respelled", profile("web")
    yield "article", profile("article")
    if folds:
        yield "web-cv", cross_validated("web", folds)


@cache
def _respelling() -> Cleaner:
    return Cleaner("web", ignore=["chrome"])


def respelled(record: dict) -> dict:
    """The page, its article and its snippets as the profile spells them, with all that chrome takes."""
    spell = {text: _respelling().clean(text).text for text in {record["dump"], record["gold"]}}
    snippets = {k: [_respelling().clean(s).text for s in record.get(k) or []] for k in ("must", "mustnot")}
    return {**record, "dump": spell[record["dump"]], "gold": spell[record["gold"]], **snippets}


def groups(source: str, record: dict) -> list[str]:
    kind, converter = record["type"], record["converter"]
    if source == "scrapinghub":
        return ["scrapinghub", f"scrapinghub/{converter}"]
    if source == "trafeval":
        return ["trafeval"]
    if kind == "article":
        return ["wcxb article", f"wcxb article/{converter}"]
    return ["wcxb other", f"wcxb other/{kind}"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--out", type=Path)
    wanted = parser.parse_args()
    if not DATA:
        print("skipped: CLEANTEXT_DATA is not set", file=sys.stderr)
        return 0
    spec = importlib.util.spec_from_file_location("score", Path(DATA) / "bench" / "score.py")
    metrics = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(metrics)
    records = [(s, r) for s in SETS for r in metrics.rows(str(Path(DATA) / "bench" / "dev" / f"{s}.jsonl.gz"))]
    out = [f"{time.strftime('%Y-%m-%d')}  Python {platform.python_version()}  {len(records)} pages"]
    out.append(metrics.HEAD + "   must-   not-  drop  warn")
    print("\n".join(out), flush=True)
    for name, system in systems(wanted.folds):
        if wanted.only and name not in wanted.only.split(","):
            continue
        measured = defaultdict(list)
        for source, record in records:
            text, cleaning = system(record)
            if name == "respelled":
                record = respelled(record)
            measure = metrics.measure(record, text)
            measure["raw"] = [metrics.snippets(record["dump"], record.get(k) or [])[0] for k in ("must", "mustnot")]
            measure["drop"] = bool(cleaning and cleaning.drop)
            measure["warn"] = bool(cleaning and cleaning.warnings)
            for group in groups(source, record):
                measured[group].append(measure)
        for group, found in sorted(measured.items()):
            row = metrics.line(f"{name:10} {group}", metrics.summary(found, boot=50)) + extra(found)
            out.append(row)
            print(row, flush=True)
    if wanted.out:
        wanted.out.write_text("\n".join(out) + "\n", "utf-8")
    return 0


def extra(found: list[dict]) -> str:
    wanted = sum(m["must"][1] for m in found)
    lost = (sum(m["raw"][0] for m in found) - sum(m["must"][0] for m in found)) / wanted if wanted else None
    unwanted = sum(m["raw"][1] for m in found)
    removed = 1 - sum(m["mustnot"][0] for m in found) / unwanted if unwanted else None
    shares = [sum(m[k] for m in found) / len(found) for k in ("drop", "warn")]
    cells = [f"{x:6.4f}" if x is not None else "     -" for x in (lost, removed)]
    return "   " + " ".join(cells) + "".join(f" {x:5.3f}" for x in shares)


if __name__ == "__main__":
    raise SystemExit(main())
