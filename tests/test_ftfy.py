"""Profile ``ftfy`` gives what ``ftfy.fix_text`` gives."""

from __future__ import annotations

import ftfy
import pytest

from cleantext import Cleaner
from tests.test_text_promises import PROSE, garbled

FTFY = Cleaner("ftfy")


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "cp1250", "cp1251", "cp1253", "mac-roman", "cp437"])
@pytest.mark.parametrize("prose", PROSE)
def test_once_garbled_prose(prose: str, encoding: str) -> None:
    text = garbled(prose, encoding, 1)
    assert FTFY.clean(text).text == ftfy.fix_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "Hawai\u02bci \u2018so\u2019 \u201eja\u201c",
        "\uff2c\uff2f\uff35\uff24\u3000\uff76\uff9e \ufb03 \u0149 \u01c4",
        "one\r\ntwo\rthree\u2028four\x85five",
        "cafe\u0301 10\u00b3",
        "dam\x08age \x1b[31mred\x1b[0m \ufffc",
        "\ud83d\udca9 \ud83d \udce9",
        "Fish &amp; chips &EACUTE; &amp;lt;",
    ],
)
def test_its_default_fixes(text: str) -> None:
    assert FTFY.clean(text).text == ftfy.fix_text(text)
