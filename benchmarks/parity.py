"""What the peers document that they do, and how much of it each of our profiles does too.

Run with the project's Python: ``python benchmarks/parity.py [--peers DIR]``. Each peer is installed into an
environment of its own under DIR (some of them share our import name); ftfy's public test cases are read from
its source distribution, which pip fetches there. Behaviours of the others stand in parity.toml; what a peer
makes of each text is what the peer says when it runs. "rules" is what our rules, chosen for the behaviour, do.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from cleantext import Cleaner
from cleantext.profiles import profiles

HERE = Path(__file__).parent
RUNNER = """
import json, sys
start, work = json.load(sys.stdin)
names = {}
exec(start, names)
json.dump([eval(call, names | {"text": text}) for call, text in work], sys.stdout)
"""


def environment(peers: Path, name: str, package: str) -> Path:
    """The Python of a peer's environment, made if it is not there."""
    python = peers / name / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(peers / name)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", package], check=True)
    return python


def ftfy_cases(peers: Path, python: Path, package: str) -> list[dict[str, Any]]:
    """The cases that ftfy's own tests expect to pass."""
    folder = peers / "sdist"
    if not list(folder.glob("ftfy-*.tar.gz")):
        pip = [
            str(python),
            "-m",
            "pip",
            "download",
            "-q",
            "--no-deps",
            "--no-binary",
            ":all:",
            "-d",
            str(folder),
            package,
        ]
        subprocess.run(pip, check=True)
    with tarfile.open(next(folder.glob("ftfy-*.tar.gz"))) as archive:
        name = next(n for n in archive.getnames() if n.endswith("tests/test_cases.json"))
        cases: list[dict[str, Any]] = json.load(archive.extractfile(name))  # type: ignore[arg-type]
    return [
        {
            "peer": "ftfy",
            "name": c["label"],
            "call": "ftfy.fix_text(text)",
            "text": c["original"],
            "hidden": True,
        }
        for c in cases
        if c["expect"] == "pass"
    ]


def said_by(python: Path, start: str, behaviours: list[dict[str, Any]]) -> list[str]:
    """What the peer makes of each text."""
    work = json.dumps([start, [[b["call"], b["text"]] for b in behaviours]])
    done = subprocess.run(
        [str(python), "-I", "-c", RUNNER], input=work, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    answers: list[str] = json.loads(done.stdout)
    return answers


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path, default=Path(tempfile.gettempdir()) / "cleantext-peers")
    peers = parser.parse_args().peers
    data = tomllib.loads((HERE / "parity.toml").read_text("utf-8"))
    names = list(profiles())
    cleaners = {name: Cleaner(name) for name in names}
    rows: list[tuple[str, int, Counter[str]]] = []
    differs: list[str] = []
    for peer, how in data["peers"].items():
        python = environment(peers, peer, how["package"])
        behaviours = [b for b in data["behaviour"] if b["peer"] == peer]
        for behaviour in behaviours:
            if behaviour.get("as-surrogates"):
                pairs = behaviour["text"].encode("utf-16-be")
                behaviour["text"] = "".join(chr(int.from_bytes(pairs[i : i + 2])) for i in range(0, len(pairs), 2))
        sets = {f"{how['package']}, options": behaviours}
        if peer == "ftfy":
            sets[f"{how['package']}, test cases"] = ftfy_cases(peers, python, how["package"])
        for title, found in sets.items():
            same: Counter[str] = Counter()
            for behaviour, wanted in zip(found, said_by(python, how["start"], found), strict=True):
                text = behaviour["text"]
                ours = {name: cleaner.clean(text).text for name, cleaner in cleaners.items()}
                chosen = behaviour.get("select")
                best = (
                    Cleaner(select=chosen, options=behaviour.get("options", {})).clean(text).text
                    if chosen
                    else ours["ftfy"]
                )
                same.update(name for name in names if ours[name] == wanted)
                same["rules"] += best == wanted
                if best != wanted:
                    reason = behaviour.get("reason") or "NO REASON GIVEN"
                    differs.append(f"- {title}: {behaviour['name']}: {reason}")
                    if not behaviour.get("hidden"):
                        differs.append(f"  - theirs {wanted!r}\n  - ours {best!r}")
            rows.append((title, len(found), same))
    print("| peer | behaviours | rules | " + " | ".join(names) + " |")
    print("|" + " --- |" * (len(names) + 3))
    for title, count, same in rows:
        print(f"| {title} | {count} | {same['rules']} | " + " | ".join(str(same[name]) for name in names) + " |")
    print("\nDiffers (rules chosen for the behaviour; profile `ftfy` for the test cases):\n")
    print("\n".join(differs))


if __name__ == "__main__":
    main()
