"""A cleaning as workflow commands: GitHub draws them beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cleantext.cleaner import Cleaning
from cleantext.show.marks import brief, escape
from cleantext.show.places import places


def commands(name: str, cleaning: Cleaning, whys: Mapping[str, str]) -> Iterator[bytes]:
    """One ``::warning`` an edit; ``whys`` says of each rule id why it exists."""
    for edit, line, column, end_line, end_column in places(cleaning):
        old, new = cleaning.before[edit.start : edit.end], edit.new
        fields = {"file": name, "line": line, "endLine": end_line}
        if line == end_line:
            fields |= {"col": column, "endColumn": end_column}
        fields["title"] = ", ".join(edit.rules)
        joined = ",".join(f"{key}={_field(str(value))}" for key, value in fields.items())
        why = " ".join(whys.get(rule, "") for rule in edit.rules)
        change = (
            f"“{brief(old)}” → “{brief(new)}”"
            if old and new
            else f"remove “{brief(old)}”"
            if old
            else f"add “{brief(new)}”"
        )
        message = f"{change}. {why}"
        yield f"::warning {joined}::{_data(message)}\n".encode("utf-8", "backslashreplace")


def _data(text: str) -> str:
    return escape(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _field(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
