"""Seeded corpora for timing: pages of prose and chrome, plain, damaged, and in many scripts.

Pages are built from lines of the dumps below CLEANTEXT_DATA, shuffled and varied, or, where that is not set, from
sentences of the examples of the shipped rules.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from cleantext.shipped import shipped

SEED = 7
KINDS = ("mix", "news", "ascii", "dirty", "scripts")
_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z\u201c])")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,11}\b")
_PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "--", "…": "...", "\u00a0": " "})
_ALPHABETS = {
    "ru": ("абвгдежзиклмнопрстуфхцчшщыьэюя", " ", "."),
    "el": ("αβγδεζηθικλμνξοπρστυφχψω", " ", "."),
    "ar": ("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", " ", "."),
    "he": ("אבגדהוזחטיכלמנסעפצקרשת", " ", "."),
    "hi": ("अआइईउऊएऐओऔकखगघचछजझटठडढणतथदधनपफबभमयरलवशषसह", " ", "।"),
    "ja": ("あいうえおかきくけこさしすせそたちつてと東京都市大学新聞記者会見", "", "。"),
    "zh": ("的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分", "", "。"),
    "vi": ("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạếềểễệ", " ", "."),
}


class Maker:
    """Makes documents of each kind of KINDS; the same ones every time."""

    def __init__(self, seed: int = SEED) -> None:
        self._random = random.Random(seed)
        self._sentences: list[str] = []
        self._labels: list[str] = []
        for page in _pages():
            for line in map(str.strip, page.split("\n")):
                if len(line.split()) >= 9 and line.endswith((".", "!", "?", "”", '"')):
                    self._sentences += [part for part in _SENTENCE.split(line) if len(part) > 20]
                elif 0 < len(line) < 90:
                    self._labels.append(line)
        self._names = sorted({name for part in self._sentences for name in _NAME.findall(part)}) or ["Anna"]

    def documents(self, kind: str, megabytes: float) -> Iterator[str]:
        """Documents until there are so many megabytes of UTF-8."""
        left = megabytes * 1e6
        while left > 0:
            text = "\n".join(getattr(self, f"_{kind}")()) + "\n"
            left -= len(text.encode("utf-8", "surrogatepass"))
            yield text

    def _mix(self) -> list[str]:
        dice = self._random.random()
        if dice < 0.65:
            return self._news()
        return self._ascii() if dice < 0.75 else self._dirty() if dice < 0.9 else self._scripts()

    def _news(self) -> list[str]:
        choose = self._random.choice
        lines = [choose(self._labels) for _ in range(self._random.randint(6, 30))]
        lines += [self._varied()[:90], f"By {choose(self._names)} {choose(self._names)}"]
        for _ in range(self._random.randint(8, 30)):
            lines.append(" ".join(self._varied() for _ in range(self._random.randint(1, 4))))
            if self._random.random() < 0.25:
                lines.append(choose(self._labels))
            if self._random.random() < 0.5:
                lines.append("")
        return lines + [choose(self._labels) for _ in range(self._random.randint(6, 40))]

    def _ascii(self) -> list[str]:
        return [line.translate(_PLAIN).encode("ascii", "ignore").decode() for line in self._news()]

    def _dirty(self) -> list[str]:
        damages = self._random.sample(list(_DAMAGES), 4)
        return [
            self._random.choice(damages)(line, self._random) if len(line) > 30 and self._random.random() < 0.5 else line
            for line in self._news()
        ]

    def _scripts(self) -> list[str]:
        letters, space, end = _ALPHABETS[self._random.choice(list(_ALPHABETS))]
        lines = []
        for _ in range(self._random.randint(10, 30)):
            words = ("".join(self._random.choices(letters, k=self._random.randint(1, 9))) for _ in range(40))
            lines.append(space.join(words) + end)
        return lines + [self._random.choice(self._labels) for _ in range(self._random.randint(3, 15))]

    def _varied(self) -> str:
        """A sentence with other figures and, half the time, other names."""
        sentence = re.sub(r"\d", lambda _: str(self._random.randrange(10)), self._random.choice(self._sentences))
        return _NAME.sub(
            lambda m: self._random.choice(self._names) if self._random.random() < 0.5 else m.group(), sentence
        )


def dumps() -> Iterator[str]:
    """Every page dump below CLEANTEXT_DATA, as it came from its converter; none where that is not set."""
    folder = Path(os.environ.get("CLEANTEXT_DATA", "")) / "bench" / "dev"
    for path in sorted(folder.glob("*.jsonl.gz")) if os.environ.get("CLEANTEXT_DATA") else ():
        with gzip.open(path, "rt", encoding="utf-8") as file:
            yield from (json.loads(line)["dump"] for line in file)


def _pages() -> list[str]:
    pages = [page for number, page in enumerate(dumps()) if number % 4 == 0]
    return pages or [example.before for rule in shipped() for example in rule.examples] + [_PROSE * 3]


_PROSE = (
    "The council said on Monday that repairs to the bridge would begin in May and last until the autumn.\n"
    "Engineers found cracks in two of its piers last winter, when Anna Kowalska measured them for the town. It shut.\n"
)


def _curled(line: str, _: random.Random) -> str:
    return re.sub(r'"(\w)', "“\\1", line).replace('"', "”").replace("'", "’")


def _mojibake(line: str, chance: random.Random) -> str:
    line = _curled(line, chance)
    line = line.replace("e", "é", 1) if line.isascii() else line
    data = line.encode()
    try:
        return data.decode("windows-1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _no_breaks(line: str, _: random.Random) -> str:
    return line.replace(". ", ".\u00a0").replace(" ", "\u00a0", 1)


def _zero_widths(line: str, chance: random.Random) -> str:
    words = line.split(" ")
    words[chance.randrange(len(words))] += chance.choice("\u200b\ufeff\u00ad\u2060\u200e")
    return " ".join(words)


def _references(line: str, chance: random.Random) -> str:
    return _curled(line, chance).replace("’", "&#8217;").replace("“", "&ldquo;").replace(" and ", " &amp; ", 1)


def _glued(line: str, _: random.Random) -> str:
    return re.sub(r"([a-z]) ([A-Z])", r"\1\2", line, count=1)


def _spaced(line: str, _: random.Random) -> str:
    return "  " + line.replace(" ", "   ", 2) + " \t"


_DAMAGES: tuple[Callable[[str, random.Random], str], ...] = (
    _curled, _mojibake, _no_breaks, _zero_widths, _references, _glued, _spaced,
)  # fmt: skip
