"""A site's learned chrome: what a page is cleaned of by a pack that was learned on the site's other pages.

    python benchmarks/learn.py [--cross] [--out FILE]

For each page of $CLEANTEXT_DATA/bench/learn: a pack is learned on the other pages of its site, written, read by the
pack loader as any user's pack, and the page is cleaned by the chrome rules of the profile web alone, and with the pack.
Noise removed and gold kept are those of score.py there; other families respell words, which it counts as lost gold, so
the last row of the table gives the whole profile. ``--cross`` chooses the thresholds for each site on the other
ten (18 to choose from, a minute each).
"""

from __future__ import annotations

import argparse
import importlib.util
import itertools
import os
import platform
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from cleantext.cleaner import Cleaner
from cleantext.learn.pack import slug, tables, written
from cleantext.learn.propose import propose
from cleantext.learn.tally import Tally
from cleantext.learn.thresholds import THRESHOLDS, Run, Thresholds

DATA = os.environ.get("CLEANTEXT_DATA")
KEPT = 0.995


def learned(others, thresholds, folder) -> str:
    """The path of a pack learned on the pages; empty where nothing was found."""
    with Tally() as tally:
        for record in others:
            tally.add(record["site"], record["id"], record["dump"])
        (site,) = propose(tally, thresholds)
    if not site.proposals:
        return ""
    path = Path(folder, f"{slug(site.name)}.toml")
    path.write_text(written(tables(slug(site.name), site.proposals)), "utf-8")
    return str(path)


def measured(metrics, sites, thresholds, **options):
    """By site the measures of its pages, and how many warnings there were."""
    found, warnings = defaultdict(list), 0
    with tempfile.TemporaryDirectory() as folder:
        for site, records in sites.items():
            for record in records:
                pack = thresholds and learned([r for r in records if r is not record], thresholds, folder)
                cleaning = Cleaner(packs=[pack] if pack else [], **options).clean(record["dump"])
                found[site].append(metrics.measure(record, cleaning.text))
                warnings += len(cleaning.warnings)
    return found, warnings


def rates(measures) -> tuple[float, float]:
    """Noise removed and gold kept."""
    total = {k: sum(m[k] for m in measures) for k in ("kept", "kmax", "left", "lmax")}
    return 1 - total["left"] / total["lmax"], total["kept"] / total["kmax"]


def every(found):
    return [m for measures in found.values() for m in measures]


def row(name, pages, alone, with_pack) -> str:
    (noise, kept), (noise_, kept_) = rates(alone), rates(with_pack)
    cells = f"{noise:.3f} | {kept:.4f} | {noise_:.3f} | {kept_:.4f} | {100 * (noise_ - noise):+.1f}"
    return f"| {name} | {pages} | {cells} |"


def grid():
    """Thresholds to choose among."""
    for lines, percent, prose in itertools.product((3, 4), (50, 60, 70), (60, 70, 80)):
        yield Thresholds((Run("run", lines, percent), Run("long-run", 8, 30)), prose, prose)


def bold(noise, kept):
    """The most noise removed where enough is kept."""
    return (kept >= KEPT, noise if kept >= KEPT else kept)


def careful(noise, kept):
    """The most gold kept."""
    return (kept, noise)


def cross_validated(sites, tried, worth):
    """For each site the measures by the thresholds that are worth most on the others."""
    found = {}
    for site in sites:
        worths = {t: worth(*rates(every({s: m for s, m in by.items() if s != site}))) for t, by in tried.items()}
        chosen = max(worths, key=worths.get)
        print(f"chosen without {site}: {chosen}", file=sys.stderr)
        found[site] = tried[chosen][site]
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cross", action="store_true")
    parser.add_argument("--out", type=Path)
    wanted = parser.parse_args()
    if not DATA:
        print("skipped: CLEANTEXT_DATA is not set", file=sys.stderr)
        return 0
    spec = importlib.util.spec_from_file_location("score", Path(DATA) / "bench" / "score.py")
    metrics = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(metrics)
    sites = defaultdict(list)
    for record in metrics.rows(str(Path(DATA) / "bench" / "learn" / "sites.jsonl.gz")):
        sites[record["site"]].append(record)
    count = sum(map(len, sites.values()))
    alone, _ = measured(metrics, sites, None, select=["chrome"])
    pack, warnings = measured(metrics, sites, THRESHOLDS, select=["chrome"])
    out = [
        f"{time.strftime('%Y-%m-%d')}, Python {platform.python_version()}, {count} pages of {len(sites)} sites, "
        f"{warnings} warnings",
        "",
        "| site | pages | noise removed, default | gold kept | with the pack | gold kept | points |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        *(row(site, len(records), alone[site], pack[site]) for site, records in sites.items()),
        row("all", count, every(alone), every(pack)),
    ]
    if wanted.cross:
        tried = {}
        for thresholds in grid():
            tried[thresholds] = measured(metrics, sites, thresholds, select=["chrome"])[0]
            print(thresholds, *rates(every(tried[thresholds])), file=sys.stderr, flush=True)
        for worth in (bold, careful):
            cross = cross_validated(sites, tried, worth)
            out.append(
                row(f"all, thresholds chosen on the other sites, {worth.__name__}", count, every(alone), every(cross))
            )
    whole, whole_pack = (measured(metrics, sites, t)[0] for t in (None, THRESHOLDS))
    out.append(row("all, the whole profile", count, every(whole), every(whole_pack)))
    print("\n".join(out))
    if wanted.out:
        wanted.out.write_text("\n".join(out) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
