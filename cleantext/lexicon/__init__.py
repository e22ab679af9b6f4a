"""Words and names behind glue and hyphenation: a compact trie that is mapped into memory when it is first asked.

:class:`Lexicon` looks words up; ``build.py`` makes the data file from the packages in ``sources.toml``.
"""

from __future__ import annotations

from cleantext.lexicon.entry import Entry, fold
from cleantext.lexicon.reader import FORMAT, Lexicon, shipped, word_list

__all__ = ["FORMAT", "Entry", "Lexicon", "fold", "shipped", "word_list"]
