"""The lexicon: what it knows, how it fails, and that text without a candidate never opens it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cleantext.errors import ConfigError
from cleantext.lexicon import Entry, Lexicon, fold, shipped, word_list
from cleantext.lexicon.build import Lexis, notice, write
from cleantext.lexicon.odds import read_odds, shipped_odds
from cleantext.lexicon.reader import DATA


@pytest.mark.parametrize(
    ("word", "key"),
    [("Świętek", "swietek"), ("O’Brien", "o'brien"), ("ŁÓDŹ", "lodz"), ("ﬁnal", "final"), ("Παπαδάκης", "παπαδακησ")],
)
def test_spellings_of_a_word_fold_to_one_key(word: str, key: str) -> None:
    assert fold(word) == key
    assert fold(key) == key


def test_common_words_names_places_and_tokens() -> None:
    lexicon = shipped()
    assert lexicon.get("The").tier == 1
    assert lexicon.get("Vladimir").given
    assert lexicon.get("Johnson").surname
    assert lexicon.get("Warsaw").place
    assert lexicon.get("YouTube").token
    assert lexicon.get("MacArthur").token
    assert lexicon.get("World Bank").phrase
    assert lexicon.get("prime minister").collocation
    assert lexicon.get("Qwertzuiop") == 0


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("govern", "ment", True),
        ("impor", "tant", True),
        ("Wash", "ington", True),
        ("well", "known", False),
        ("mother", "in", False),
        ("zzgovern", "ment", False),
    ],
)
def test_join(left: str, right: str, joined: bool) -> None:
    assert shipped().join(left, right) is joined


def test_entry_in_words() -> None:
    assert str(Entry(2)) == "common word"
    assert str(Entry(Entry.GIVEN | Entry.SURNAME)) == "given name"
    assert str(Entry(0)) == "unknown"


def test_a_built_lexicon_holds_what_was_gathered_and_can_leave_out(tmp_path: Path) -> None:
    lexis = Lexis()
    lexis.word("harbour", 2)
    lexis.token("HarborSoft")
    lexis.phrase(["Harbour", "Board"])
    write(lexis.entries(), tmp_path / "a")
    lexicon = Lexicon(tmp_path / "a")
    assert lexicon.get("harbour").tier == 2
    assert lexicon.get("harborsoft").token
    assert lexicon.get("soft").rank(Entry.CLOSES_TOKENS) == 1
    assert lexicon.get("Harbour Board").phrase
    write(lexis.entries(without_words={"harbour"}, without_tokens={"harborsoft"}), tmp_path / "b")
    less = Lexicon(tmp_path / "b")
    assert less.get("harbour") == less.get("harborsoft") == less.get("Harbour Board") == less.get("soft") == 0


def test_the_same_facts_give_the_same_bytes(tmp_path: Path) -> None:
    lexis = Lexis()
    for word in ("one", "two", "three"):
        lexis.word(word, 1)
    entries = lexis.entries()
    write(entries, tmp_path / "a")
    write(dict(reversed(entries.items())), tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize(
    "content", [b"", b"no lexicon at all", Path(DATA).read_bytes()[:5000]], ids=["empty", "text", "cut"]
)
def test_a_bad_lexicon_is_one_line_that_names_the_file(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "words.marisa"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match=r"words\.marisa") as caught:
        Lexicon(path)
    assert "\n" not in str(caught.value)


def test_a_missing_lexicon_and_one_of_another_version_name_the_file(tmp_path: Path) -> None:
    import marisa_trie

    with pytest.raises(ConfigError, match="absent"):
        Lexicon(tmp_path / "absent")
    marisa_trie.RecordTrie("<I", [("word", (1,))]).save(str(tmp_path / "old"))
    with pytest.raises(ConfigError, match="old: is a lexicon of another version"):
        Lexicon(tmp_path / "old")


def test_word_lists(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_text("Marlowton # a town\nZöld Quuxley\n", "utf-8")
    assert word_list(str(path)) == {"marlowton", "zold", "quuxley"}
    path = tmp_path / "latin.txt"
    path.write_bytes("Zöld".encode("latin-1"))
    with pytest.raises(ConfigError, match=r"latin\.txt: is not UTF-8"):
        word_list(str(path))
    with pytest.raises(ConfigError, match=r"absent\.txt: cannot be read"):
        word_list(str(tmp_path / "absent.txt"))


def test_bad_weights_name_the_file(tmp_path: Path) -> None:
    path = tmp_path / "odds.tsv"
    for content in ("threshold.low\t1\n", "phrase\tmany\n", "no tab\n"):
        path.write_text(content)
        with pytest.raises(ConfigError, match=r"odds\.tsv: is no file of weights"):
            read_odds(path)
    assert shipped_odds().thresholds["low"] > shipped_odds().thresholds["high"]


def test_a_notice_is_brought_up_to_date_not_doubled() -> None:
    once = notice({}, "head\n")
    assert once.startswith("head\n")
    assert notice({}, once) == once


def test_text_without_a_candidate_loads_nothing() -> None:
    code = (
        "import sys; from cleantext import Cleaner; Cleaner(select=['glue']).clean("
        "'The Bridge on Mill Lane shuts on Monday, 19 May 2025. It rains, \u201che\u201d said \u2013 na\u00efve.\\n');"
        "print(sorted(m for m in sys.modules if m.startswith(('cleantext.lexicon', 'marisa', 'regex'))))"
    )
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert out.strip() == "[]"
