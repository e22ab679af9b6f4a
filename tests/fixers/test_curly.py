from __future__ import annotations

import pytest

from cleantext import Cleaner


def curly(text: str, locale: str = "en") -> str:
    return Cleaner(select=["quotes.curly"], options={"quotes.curly": {"locale": locale}}).clean(text).text


@pytest.mark.parametrize(
    ("straight", "wanted"),
    [
        ("\"Rock 'n' roll,\" she said.", "“Rock ’n’ roll,” she said."),
        ("'Twas the '50s, the girls' day, 'til dawn.", "’Twas the ’50s, the girls’ day, ’til dawn."),
        ("\"He said 'no,' twice.\"", "“He said ‘no,’ twice.”"),
        ("\"'Yes,' he said,\" she said.", "“‘Yes,’ he said,” she said."),
        ('("so") - "and so"; it\'s', "(“so”) - “and so”; it’s"),
        ('It is 6\' 2" tall and 5" wide.', 'It is 6\' 2" tall and 5" wide.'),
        ('He said "it was 1914" then.', "He said “it was 1914” then."),
        ('<a href="x">it\'s</a>', '<a href="x">it’s</a>'),
        ("Unpaired \" quote, it's", 'Unpaired " quote, it’s'),
        ("    print('x')", "    print('x')"),
        ("Use `x['a']` and don't.", "Use `x['a']` and don’t."),
    ],
)
def test_english(straight: str, wanted: str) -> None:
    assert curly(straight) == wanted
    assert curly(wanted) == wanted


@pytest.mark.parametrize(
    ("locale", "wanted"),
    [
        ("de", "„Er sagte ‚ja‘ dazu“"),
        ("de-CH", "«Er sagte ‹ja› dazu»"),
        ("fr_FR", "«\u00a0Er sagte “ja” dazu\u00a0»"),
        ("ru", "«Er sagte „ja“ dazu»"),
        ("ja", "「Er sagte 『ja』 dazu」"),
        ("sv", "”Er sagte ’ja’ dazu”"),
        ("pl", "„Er sagte ‚ja’ dazu”"),
    ],
)
def test_locales(locale: str, wanted: str) -> None:
    assert curly("\"Er sagte 'ja' dazu\"", locale) == wanted
    assert curly(wanted, locale) == wanted
