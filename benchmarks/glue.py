"""Glued words, measured: ``CLEANTEXT_DATA=... python benchmarks/glue.py [--peers FOLDER] [--cache FOLDER]``.

Prints one table. Kinds are those of the cases; no figure stands on fewer than 30 cases. "Cross-validated" fits the
weights without the fold's cases; "no brands" takes every inner-capital token of the cases out of the lexicon; "left
out" takes both halves of every glued pair out of it. ``--changes FILE`` lists every change to real prose.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fit_glue import FOLDS, fit, folds_of, unlisted
from glue_cases import HARD, Case, Joint, data_folder, joints_of, read_cases

from cleantext import Cleaner
from cleantext.document import Document
from cleantext.lexicon import Lexicon, fold, joints, odds, reader, shipped
from cleantext.lexicon.build import gather, write
from cleantext.lexicon.odds import Odds, shipped_odds
from cleantext.lexicon.sources import sources

PEERS = ("wordninja", "wordninja-enhanced", "symspellpy")
CAMEL = ("glue.name", "glue.word", "glue.acronym", "glue.particle")
FEWEST = 30
_FIRST_USE = """
import time
from cleantext import Cleaner
def resident():
    return next(int(l.split()[1]) for l in open("/proc/self/smaps_rollup") if l.startswith("Rss"))
cleaner = Cleaner(select=["glue"])
cleaner.clean("The bridge shuts on monday. It rains, he said.")
before, begun = resident(), time.process_time()
cleaner.clean("Reporting by AnnaKowalska in Warsaw.")
print((time.process_time() - begun) * 1e3, (resident() - before) / 1024)
"""


class Score:
    """Counts over some cases, by kind, as the cases' own scorer judges them."""

    def __init__(self, judge: Any, cases: Sequence[Case], got: Sequence[str]) -> None:
        self.right = self.wrong = self.missed = self.negatives = self.changed = 0
        self.by_kind: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        for case, text in zip(cases, got, strict=True):
            right, wrong, missed, exact, _ = judge(case.given, case.wanted, text)
            self.right, self.wrong, self.missed = self.right + right, self.wrong + wrong, self.missed + missed
            if case.given == case.wanted:
                self.negatives += 1
                self.changed += not exact
            else:
                kind = self.by_kind[case.kind]
                kind[0], kind[1], kind[2] = kind[0] + 1, kind[1] + right, kind[2] + missed

    def __str__(self) -> str:
        precision, recall = self.right / max(1, self.right + self.wrong), self.right / max(1, self.right + self.missed)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        share = self.changed / max(1, self.negatives)
        changed = f"negatives changed {self.changed} of {self.negatives} ({share:.2%})"
        return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  {changed}"

    def recall(self, kind: str) -> str:
        count, right, missed = self.by_kind[kind]
        return (
            f"R {right / (right + missed):.3f}  ({right} of {right + missed}, {count} cases)"
            if count >= FEWEST
            else f"{count} cases: too few"
        )


@contextmanager
def using(lexicon: Lexicon | None = None, weights: Odds | None = None) -> Iterator[None]:
    """Another lexicon, or other weights, in the place of the shipped ones."""
    kept = reader.shipped, odds.shipped_odds
    if lexicon is not None:
        reader.shipped = lambda words=frozenset(): lexicon  # type: ignore[assignment]
    if weights is not None:
        odds.shipped_odds = lambda: weights  # type: ignore[assignment]
    try:
        yield
    finally:
        reader.shipped, odds.shipped_odds = kept


def cleaned(cases: Sequence[Case], risk: str) -> list[str]:
    cleaner = Cleaner(select=["glue"], risk=risk)
    return [cleaner.clean(case.given).text for case in cases]


def cross_validated(cases: Sequence[Case], learned: Sequence[Joint], risk: str) -> list[str]:
    """Each case cleaned under weights that were fitted without its fold."""
    fold_of, got = folds_of(cases), [""] * len(cases)
    for number in range(FOLDS):
        weights = fit([joint for joint in learned if fold_of[joint.case] != number])
        members = [i for i in range(len(cases)) if fold_of[i] == number]
        with using(weights=Odds(weights, shipped_odds().thresholds)):
            for i, text in zip(members, cleaned([cases[i] for i in members], risk), strict=True):
                got[i] = text
    return got


def left_out(cases: Sequence[Case], cache: Path, *, common: bool) -> Lexicon:
    """The lexicon without the halves of the glued pairs; with ``common`` without the common words among them too."""
    halves: set[str] = set()
    for case in cases:
        for at in case.gaps:
            left, right = case.given[:at].split()[-1:], case.given[at:].split()[:1]
            halves.update(fold(word.strip(".,;:!?\"'“”‘’()")) for word in left + right)
    if not common:
        halves = {word for word in halves if not 0 < shipped().get(word).tier <= 3}
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "words.marisa"
        write(gather(sources(cache)).entries(without_words=halves), path)
        return Lexicon(path)


def both_common(cases: Sequence[Case]) -> list[Case]:
    """The cases of humped tokens whose halves are both common words and no given names: "WorldBank"."""
    met = joints_of(cases, shipped())
    chosen = {
        j.case for j in met if j.glued and {"C", "C.word+word"} <= set(j.features) and "C.left.given" not in j.features
    }
    return [cases[i] for i in sorted(chosen)]


def prose(folder: Path, listing: Path | None) -> Iterator[str]:
    """False changes at humps per 100,000 words of articles and pages as people wrote them, by group."""
    cleaner = Cleaner(select=["glue"])
    words: dict[str, int] = defaultdict(int)
    changes: dict[str, list[str]] = defaultdict(list)
    seen: set[str] = set()
    for name in ("scrapinghub", "wcxb"):
        with gzip.open(folder / f"bench/dev/{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                page = json.loads(line)
                text = page.get("gold")
                if not text or text in seen:
                    continue
                seen.add(text)
                group = "news (scrapinghub)" if name == "scrapinghub" else f"wcxb {page['type']}"
                words[group] += len(text.split())
                for start, end, _, rules in cleaner.clean(text).patch:
                    shown = f"{text[max(0, start - 30) : start]}|{text[end : end + 30]}".replace("\n", " / ")
                    changes[group].append(f"{rules[0]}\t{group}\t{shown}")
    camel = {group: sum(change.startswith(CAMEL) for change in changes[group]) for group in words}
    for group, count in words.items():
        yield f"{group}: {camel[group]} in {count:,} words = {camel[group] / count * 1e5:.2f}"
    made, total = sum(camel.values()), sum(words.values())
    yield f"all: {made} in {total:,} words = {made / total * 1e5:.2f}"
    if listing:
        listing.write_text("\n".join(change for group in words for change in changes[group]) + "\n", "utf-8")


def speed(folder: Path) -> str:
    """MB of UTF-8 a CPU second that ``glue.name`` scans, documents one by one; those with a candidate only."""
    rule = next(rule for rule in Cleaner(select=["glue.name"]).rules)
    with gzip.open(folder / "bench/dev/wcxb.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = list(dict.fromkeys(json.loads(line).get("gold") or "" for line in lines))
    texts = [text for text in texts if joints.tokens(text)][:600]
    best = 1e9
    for _ in range(3):
        begun = time.process_time()
        for text in texts:
            joints.evidence.cache_clear()
            list(rule.find(Document(text)))
        best = min(best, time.process_time() - begun)
    size = sum(len(text.encode()) for text in texts) / 1e6
    return f"{size / best:.1f} MB/s ({size:.1f} MB in {len(texts)} pages, each with a candidate)"


def first_use() -> str:
    """Median of CPU time and most of memory in new processes, with compiled modules as an installation has them."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", _FIRST_USE]
    runs = [
        subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout for _ in range(6)
    ][1:]
    times, sizes = zip(*(map(float, run.split()) for run in runs), strict=True)
    return f"{sorted(times)[2]:.1f} ms CPU, {max(sizes):.1f} MB"


def peer(python: str, name: str, cases: Sequence[Case]) -> list[str]:
    script = Path(__file__).with_name("glue_peers.py")
    lines = "\n".join(case.given for case in cases) + "\n"
    return subprocess.run(
        [python, script, name], input=lines, check=True, capture_output=True, text=True
    ).stdout.splitlines()


def scorer(folder: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score", folder / "glue/score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.judge


def rows(arguments: argparse.Namespace) -> Iterator[tuple[str, object]]:
    folder = data_folder()
    judge, cases = scorer(folder), read_cases(folder / "glue/dev.tsv")
    easy = [case for case in cases if case.kind not in HARD]
    default = Score(judge, easy, cleaned(easy, "low"))
    yield "default, without hard kinds", default
    met = {joint.token.text for joint in joints_of(cases, shipped())}
    without = unlisted(arguments.cache, met)
    learned = joints_of(easy, without)
    yield "  cross-validated", Score(judge, easy, cross_validated(easy, learned, "low"))
    with using(lexicon=without):
        yield "  no brands", Score(judge, easy, cleaned(easy, "low"))
        yield "  no brands, cross-validated", Score(judge, easy, cross_validated(easy, learned, "low"))
    for common, name in ((False, "  left out (halves, but for common words)"), (True, "  left out (all halves)")):
        with using(lexicon=left_out(cases, arguments.cache, common=common)):
            yield name, Score(judge, easy, cleaned(easy, "low"))
    high = Score(judge, cases, cleaned(cases, "high"))
    yield "high, all kinds", high
    yield "  cross-validated", Score(judge, cases, cross_validated(cases, joints_of(cases, without), "high"))
    for kind in sorted(default.by_kind):
        yield f"default, {kind}", default.recall(kind)
    for kind in sorted(HARD):
        yield f"high, {kind}", high.recall(kind)
    pairs = both_common(easy)
    yield f"default, two common words ({len(pairs)} cases of all kinds)", Score(judge, pairs, cleaned(pairs, "low"))
    for line in prose(folder, arguments.changes):
        yield "changes at humps per 100,000 words", line
    yield "first use", first_use()
    yield "speed of glue.name", speed(folder)
    python = peers_python(arguments.peers)
    for name in PEERS:
        yield f"{name}, without hard kinds", Score(judge, easy, peer(python, name, easy))
        yield f"{name}, all kinds", Score(judge, cases, peer(python, name, cases))


def peers_python(folder: Path) -> str:
    """The Python of an environment that holds the peers; it is made where there is none."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *PEERS], check=True)
    return str(python)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path, default=Path(tempfile.gettempdir()) / "cleantext-peers" / "glue")
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache/cleantext-lexicon")
    parser.add_argument("--changes", type=Path, help="write every change to prose into this file")
    arguments = parser.parse_args()
    for name, value in rows(arguments):
        print(f"| {name:58} | {value} |", flush=True)


if __name__ == "__main__":
    main()
