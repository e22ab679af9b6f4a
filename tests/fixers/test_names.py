"""Glued names: options, reasons, evidence, what is left alone, and the promises over odd text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleantext import Cleaner
from cleantext.document import Document
from cleantext.errors import ConfigError
from cleantext.fixers import names
from cleantext.lexicon.joints import tokens

GLUE = Cleaner(select=["glue"])
HIGH = Cleaner(select=["glue"], risk="high")


def glue(**options: object) -> Cleaner:
    return Cleaner(select=["glue"], options={"glue": options})


def finder(**options: object) -> names.Names:
    return names.build(**{**names.OPTIONS, **options})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "humps"),
    [
        ("by AnnaKowalska now", [("Anna", "Kowalska")]),
        ("by AnnaMcTavish now", [("Anna", "McTavish")]),
        ("by JoanO'Hara’s side", [("Joan", "O'Hara")]),
        ("by saidHalvorsen, now", [("said", "Halvorsen")]),
        ("by Jean-PierreDupont now", [("Jean-Pierre", "Dupont")]),
        ("a NATOSecretary a", [("NATOS", "ecretary")]),
        ("a PhD, McTavish, getX2 x", []),
        ("a file AnnaKowalska.pdf a", []),
        ("a @AnnaKowalska, #AnnaKowalska, a/AnnaKowalska", []),
        ("x = AnnaKowalska", []),
        ("AnnaKowalska", []),
        ("- AnnaKowalska", []),
        ("call AnnaKowalska(x)", []),
    ],
)
def test_tokens(text: str, humps: list[tuple[str, ...]]) -> None:
    assert [token.humps for token in tokens(text)] == humps


def test_the_reason_is_readable() -> None:
    document = Document("He met VolodymyrZelensky once.\n\nThen Zelensky left.\n")
    rule = finder()
    (edit,) = rule.find(document)
    assert rule.reason(document, edit) == (
        "Volodymyr | Zelensky: unknown + unknown word, Zelensky stands alone on line 3"
    )


def test_the_document_is_evidence() -> None:
    alone = "They spoke with MahamadouStone at noon."
    assert not GLUE.clean(alone).changed
    assert "Mahamadou Stone" in GLUE.clean(f"{alone} Later Stone left.").text


def test_a_token_that_comes_again_is_a_brand() -> None:
    once = "They spoke with GuillaumeCarver at noon.\n"
    assert GLUE.clean(once).changed
    assert not GLUE.clean(once * 4).changed


def test_keep_and_split() -> None:
    text = "Talks with AnnaKowalska and PaperHarbor ended.\n"
    assert GLUE.clean(text).text == "Talks with Anna Kowalska and PaperHarbor ended.\n"
    assert not glue(keep=["AnnaKowalska"]).clean(text).changed
    assert (
        glue(split=["PaperHarbor"], keep=["annakowalska"]).clean(text).text
        == "Talks with AnnaKowalska and Paper Harbor ended.\n"
    )


def test_a_word_list_knows_halves_and_whole_tokens(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_text("AnnaKowalska\n", "utf-8")
    text = "Talks with AnnaKowalska ended.\n"
    assert GLUE.clean(text).changed
    assert not glue(words=str(path)).clean(text).changed


def test_bad_options_are_one_line_errors(tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes(b"Z\xf6ld")
    for options, message in (
        ({"words": str(path)}, "is not UTF-8"),
        ({"words": "absent.txt"}, "absent.txt"),
        ({"keep": 1}, "keep"),
    ):
        with pytest.raises(ConfigError, match=message) as caught:
            glue(**options)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "The OpenSSL, GitHub, YouTube, JavaScript and LaTeX pages.\n",
        "Die LehrerInnen kamen.\n",
        "const userName = getUserName(KeyValuePair);\n",
        "```\nReporting by AnnaKowalska in Oslo.\n```\n",
        "Write to Anna.Kowalska@example.org or see https://example.org/AnnaKowalska today.\n",
    ],
)
def test_left_alone_at_any_risk(text: str) -> None:
    assert not HIGH.clean(text).changed


def test_each_risk_does_what_the_lower_does() -> None:
    text = "She met AnnaKowalska there.Then thepresident spoke of thedeal, and Kowalskasaid no.\n"
    assert GLUE.clean(text).text == text.replace("AnnaK", "Anna K").replace("e.T", "e. T")
    assert "the president" in HIGH.clean(text).text
    assert "Kowalska said" in HIGH.clean(text).text


_PIECES = [
    "AnnaKowalska", "saidHalvorsen", "HalvorsenSaid", "NATOSecretary", "ended.The", "over.”The", '"no,"said', "Yes,he", "Mr.Tanner", "May 19,2025",
    "12May 2025", "2025Last", "Ursulavon der Berg", "vander", "thepresident", "Kowalskasaid", "WorldBank", "ГригорийПетров", "ﬁnalAnna", "O’Hara", "Jean-PierreDupont",
    "東京Marta", "a", "The", "said", "Anna", "van", "“", "”", '"', "’", "'", ".", ",", "-", "\u00a0", "\n", "\n\n", " ", " ", " ", " ",
]  # fmt: skip


@settings(max_examples=150)
@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join), st.sampled_from([GLUE, HIGH]))
def test_twice_is_once_and_only_white_space_changes(text: str, cleaner: Cleaner) -> None:
    cleaning = cleaner.clean(text)
    assert not cleaning.warnings
    assert "".join(cleaning.text.split()) == "".join(text.split())
    assert cleaner.clean(cleaning.text).text == cleaning.text


@settings(max_examples=150)
@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join))
def test_twice_is_once_with_the_stages_behind(text: str) -> None:
    cleaner = Cleaner(select=["glue", "quotes", "typography", "space"], risk="high")
    once = cleaner.clean(text).text
    assert cleaner.clean(once).text == once


def test_cost_grows_with_the_text() -> None:
    import time

    def cost(text: str) -> float:
        best = float("inf")
        for _ in range(3):
            begun = time.process_time()
            HIGH.clean(text)
            best = min(best, time.process_time() - begun)
        return best

    unit = "He saidHalvorsen met Anna{0}Kowalska{0} and Bela.The {0} went,he said, in May 19,2025. Thedeal{0} was theend.\n"
    letters = "abcdefghij"
    text = "".join(unit.replace("{0}", letters[i % 10] + letters[i // 10 % 10]) for i in range(300))
    HIGH.clean(text)
    assert cost(text * 6) < 6 * 2.5 * cost(text)
