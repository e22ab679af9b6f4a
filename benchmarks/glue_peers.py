"""One peer on cases of glued words: cases on stdin, one a line; repaired on stdout. Run by ``glue.py`` in the peers' venv.

``python glue_peers.py wordninja|wordninja-enhanced|symspellpy``. A peer sees the letters of each token that has a
capital behind a small letter, and nothing else: whole lines would only add to its errors.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

_TOKEN = re.compile(r"[^\W\d_]*[^\W\d_A-Z][A-ZÀ-ÞΆ-ΫА-Я][^\W\d_]*")


def wordninja() -> Callable[[str], list[str]]:
    import wordninja

    return wordninja.split


def wordninja_enhanced() -> Callable[[str], list[str]]:
    import wordninja_enhanced

    return wordninja_enhanced.split


def symspellpy() -> Callable[[str], list[str]]:
    from importlib.resources import files

    from symspellpy import SymSpell

    speller = SymSpell(max_dictionary_edit_distance=0, prefix_length=7)
    speller.load_dictionary(str(files("symspellpy") / "frequency_dictionary_en_82_765.txt"), 0, 1)
    return lambda token: speller.word_segmentation(token.lower(), max_edit_distance=0).segmented_string.split()


def repaired(token: str, split: Callable[[str], list[str]]) -> str:
    """The token with spaces where the peer puts them before a capital: what it cuts out of a name is forgiven."""
    parts = split(token)
    if sum(map(len, parts)) != len(token):
        return token
    at, pieces = 0, []
    for part in parts:
        piece = token[at : at + len(part)]
        pieces.append(f" {piece}" if at and piece[:1].isupper() else piece)
        at += len(part)
    return "".join(pieces)


def main() -> None:
    split = {"wordninja": wordninja, "wordninja-enhanced": wordninja_enhanced, "symspellpy": symspellpy}[sys.argv[1]]()
    for line in sys.stdin.read().splitlines():
        print(_TOKEN.sub(lambda match: repaired(match.group(), split), line))


if __name__ == "__main__":
    main()
