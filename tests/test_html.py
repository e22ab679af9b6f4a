from __future__ import annotations

import sys

import pytest

from cleantext.errors import ConfigError
from cleantext.html import html_to_text, looks_like_html

PAGE = """<!DOCTYPE html>
<html><head><title>Ferry</title><style>p { color: red }</style><script>let a = "<p>no</p>"</script></head>
<body><nav><a href="/">Home</a></nav><h1>Ferry late</h1>
<p>The ferry sails at noon&nbsp;&mdash; it&rsquo;s <b>late</b>.<br>Again.</p><!-- no -->
<ul><li>One</li><li>Two</li></ul></body></html>
"""


def test_a_page_becomes_its_text() -> None:
    pytest.importorskip("html_text")
    text = html_to_text(PAGE)
    assert "Ferry late\n\nThe ferry sails at noon" in text
    assert "it’s late.\nAgain." in text
    assert "One\nTwo" in text
    assert "color" not in text
    assert "no" not in text.replace("noon", "")
    assert text.endswith("Two\n")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<p></p>",
        '<?xml version="1.0" encoding="utf-8"?>\n<html><body></body></html>',
        "\ufeff<!doctype html>",
        "<" * 50,
    ],
)
def test_odd_pages_do_not_fail(text: str) -> None:
    pytest.importorskip("html_text")
    assert html_to_text(text).strip("<\n") == ""


def test_without_the_converter_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "html_text", None)
    with pytest.raises(ConfigError, match=r"cleantext-cli\[html\]"):
        html_to_text(PAGE)


@pytest.mark.parametrize(
    "text",
    [
        PAGE,
        "\ufeff\n<HTML lang=en>",
        "<!-- saved -->\n<!DOCTYPE HTML PUBLIC>",
        "<head><title>x</title></head><body>",
        '<?xml version="1.0"?><html>',
    ],
)
def test_pages_are_known(text: str) -> None:
    assert looks_like_html(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The <html> tag opens a page.",
        "```\n<!DOCTYPE html>\n```",
        "<p>One</p> and <b>two</b>",
        "<3 you",
        "# Title\n<div>x</div>",
    ],
)
def test_other_text_is_no_page(text: str) -> None:
    assert not looks_like_html(text)
