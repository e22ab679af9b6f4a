"""A pack's examples and keeps, tried: the examples are the tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleantext.chain import Chain
from cleantext.document import Document
from cleantext.ends import Ends
from cleantext.packs import Blueprint
from cleantext.rule import Rule


class Fault(NamedTuple):
    """A rule is ``missed`` (an example did not come out), ``noisy`` (a keep was changed) or ``bare`` (has none).

    ``warnings`` are what a run with the rule would say besides.
    """

    rule: str
    kind: str
    before: str
    wanted: str
    got: str
    warnings: Sequence[str] = ()


def trial(blueprint: Blueprint) -> Iterator[Fault]:
    """The faults of one rule, run alone."""
    if not blueprint.examples or not blueprint.keep:
        yield Fault(blueprint.id, "bare", "", "at least one example and one keep", "")
    rule = blueprint.build()
    for example in blueprint.examples:
        got, warnings = _alone(rule, example.before)
        if got != example.after:
            yield Fault(blueprint.id, "missed", example.before, example.after, got, warnings)
    for text in blueprint.keep:
        got, warnings = _alone(rule, text)
        if got != text:
            yield Fault(blueprint.id, "noisy", text, text, got, warnings)


def _alone(rule: Rule, before: str) -> tuple[str, Sequence[str]]:
    from cleantext.cleaner import NEWLINES

    if rule.id == NEWLINES:
        return Ends.unify(before)[0], ()
    after, run = Chain([rule]).run(Document(before))
    return after.text, run.warnings
