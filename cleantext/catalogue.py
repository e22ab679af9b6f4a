"""The shipped rules and profiles as one Markdown page: ``python -m cleantext.catalogue > docs/rules.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from cleantext.packs import Blueprint
from cleantext.profiles import Settings, profiles, rules_of
from cleantext.shipped import shipped

_INTRODUCTION = """\
# Rules

This page is generated from the packs: `cleantext rules docs`. A rule is chosen by its family or its full id;
a family leaves out what is off, and what is riskier than `--risk` allows. Stages run in the order of this page.

Risk: *none*, visible characters and their order stay; *low*, strong evidence; *high*, a guess, off by default.
"""


def markdown() -> str:
    """The page: profiles with the rules that each runs, then the rules by stage, each with its first example."""
    known = profiles()
    running = {name: {rule.id for rule in rules_of(Settings(profile=name))} for name in known}
    lines = [_INTRODUCTION, "## Profiles\n", "| profile | rules | what for |", "| --- | --- | --- |"]
    lines += [f"| `{name}` | {len(running[name])} | {table['why']} |" for name, table in known.items()]
    rules = sorted(shipped(), key=lambda rule: rule.stage)
    stages = list(dict.fromkeys(rule.stage for rule in rules))
    for stage in stages:
        lines.append(f"\n## {stage.name}\n")
        for rule in rules:
            if rule.stage == stage:
                lines += _rule(rule, [name for name in known if rule.id in running[name]])
    return "\n".join(lines) + "\n"


def _rule(rule: Blueprint, names: Iterable[str]) -> list[str]:
    state = "" if rule.default else ", off by default"
    inside = ", ".join(names) or "none"
    lines = [f"### {rule.id}\n", f"{rule.why}\n", f"Risk {rule.risk.name}{state}. Profiles: {inside}.\n"]
    if rule.examples:
        before, after = rule.examples[0]
        lines += ["```text", f"- {_shown(before)}", f"+ {_shown(after)}", "```\n"]
    return lines


def _shown(text: str) -> str:
    """A text on one line, with what nobody sees as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


if __name__ == "__main__":
    sys.stdout.write(markdown())
