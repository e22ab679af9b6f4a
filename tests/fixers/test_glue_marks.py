"""Sentences, punctuation, dates, particles and small letters: what is glue and what is not."""

from __future__ import annotations

import pytest

from cleantext import Cleaner


def check(rule: str, before: str, after: str | None = None) -> None:
    assert Cleaner(select=[rule]).clean(before).text == (before if after is None else after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The talks ended.The crew left.", "The talks ended. The crew left."),
        ("It shut at 9pm.So they left.", "It shut at 9pm. So they left."),
        ("Send it to Standard.It works.", "Send it to Standard. It works."),
        ("He said “it is so.”The court rose.", "He said “it is so.” The court rose."),
        ('He said "it is so."The court rose.', 'He said "it is so." The court rose.'),
        ("They spoke of peace.“A deal is near,” she said.", "They spoke of peace. “A deal is near,” she said."),
        ("Read example.Com or news.Archive/x now.", None),
        ("The U.S.Army and J.R.Tanner met.", None),
        ("Call logging.Handler(x) and context.Context, then decimal.Decimal here.", None),
        ("See Fig.A and vol.The rest of it.", None),
        ("Visit Yahoo!Finance and Yahoo.Answers today.", None),
        ("x = foo.Bar", None),
        ("ended.The", None),
    ],
)
def test_sentences(before: str, after: str | None) -> None:
    check("glue.sentence", before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Yes,he did; no,they did not.", "Yes, he did; no, they did not."),
        ("In 2014,Russia won.", "In 2014, Russia won."),
        ("Then Prof.Tanner and St.Ives came.", "Then Prof. Tanner and St. Ives came."),
        ("“We go,”said Anna.", "“We go,” said Anna."),
        ('"We go,"said Anna.', '"We go," said Anna.'),
        ('She said,"we go" to us.', None),
        ("Take 1,000, x,y and f(a,b) or U.S.,UK; TL;DR.", None),
        ("The columns name,age,city are there.", None),
        ("See example.org/a,bridge now.", None),
    ],
)
def test_punctuation(before: str, after: str | None) -> None:
    check("glue.punctuation", before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("On May 19,2025 and 12May 2025.", "On May 19, 2025 and 12 May 2025."),
        ("In July1953 and Dec3, 1988.", "In July 1953 and Dec 3, 1988."),
        ("On 12May2025 and May19,2025.", "On 12 May 2025 and May 19, 2025."),
        ("May 19, 2025Last updated", "May 19, 2025 Last updated"),
        ("May 19, 2025; Mayday 1,000; 3,2025; July195; in 1,953.", None),
        ("See report-12May2025.pdf and May2025.txt.", None),
    ],
)
def test_dates(before: str, after: str | None) -> None:
    check("glue.date", before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Then Ursulavon der Berg spoke.", "Then Ursula von der Berg spoke."),
        ("Then Robertde Castel spoke.", "Then Robert de Castel spoke."),
        ("Then Jan vander Meer spoke.", "Then Jan van der Meer spoke."),
        ("Then Claude Monet met Ivan Petrov on Sullivan Street in Rhode Island.", None),
        ("A Deckbuilder Card game by Haneda Airport.", None),
        ("Piazza della Resistenza", None),
    ],
)
def test_particles(before: str, after: str | None) -> None:
    check("glue.particle", before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("They spoke with thepresident about it.", "They spoke with the president about it."),
        ("It was inthe house that they met.", "It was in the house that they met."),
        ("The primeminister said that it was over.", "The prime minister said that it was over."),
        ("The report of Kowalskasaid that it was over.", "The report of Kowalska said that it was over."),
        ("The onboarding and the roadmap of that bootcamp are for them.", None),
        ("Urusan mereka ada di tangan Allah dan puteranya.", None),
        ("thepresident", None),
    ],
)
def test_small_letters(before: str, after: str | None) -> None:
    check("glue.lower", before, after)


@pytest.mark.parametrize("beside", ["", "The bridge opened on 12May 2025 again.\n"])
def test_a_date_in_other_digits_stays_whatever_stands_beside_it(beside: str) -> None:
    line = "\u0662January 2025,3\n"
    assert Cleaner(select=["glue.date"]).clean(line + beside).text.startswith(line)
