"""``cleantext rules``: which rules there are, what one does, and whether a pack's examples hold."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from cleantext.cli import completion
from cleantext.cli.choice import settings_from
from cleantext.cli.talk import die, flush, put, say
from cleantext.errors import MissingExtra, nearest
from cleantext.packs import Blueprint, read_pack
from cleantext.profiles import rules_of
from cleantext.shipped import shipped
from cleantext.show.marks import escape, reveal

app = typer.Typer(rich_markup_mode=None, no_args_is_help=True, help="List, show and test rules.")

_Config = Annotated[str, typer.Option(metavar="FILE", help="Use this config file.")]


@app.command("list")
def list_(
    profile: Annotated[
        str,
        typer.Option(metavar="NAME", autocompletion=completion.profiles, help="Only the rules that this profile runs."),
    ] = "",
    config: _Config = "",
) -> None:
    """Every rule: id, risk, whether it is on by default, and why it exists."""
    settings = settings_from(profile=profile, config=config)
    active = {rule.id for rule in rules_of(settings)}
    rows = [
        (b.id, b.risk.name, "on" if b.id in active else "off", escape(b.why))
        for b in sorted(_all(settings.packs), key=lambda b: (b.stage, b.id))
        if not profile or b.id in active
    ]
    width = max((len(row[0]) for row in rows), default=0)
    put("".join(f"{i:{width}}  {risk:4}  {on:3}  {why}\n" for i, risk, on, why in rows).encode())
    flush()


@app.command()
def show(
    rule: Annotated[str, typer.Argument(metavar="ID", autocompletion=completion.rule)], config: _Config = ""
) -> None:
    """Why a rule exists, where it acts, its examples, and how to turn it off."""
    blueprints = _all(settings_from(config=config).packs)
    found = next((b for b in blueprints if b.id == rule), None)
    if found is None:
        die(f"no rule {rule!r}{nearest(rule, [b.id for b in blueprints])}; `cleantext rules list` shows them")
    put(_described(found).encode())
    flush()


@app.command("test")
def try_packs(
    packs: Annotated[list[Path] | None, typer.Argument(help="Pack files; without one, the shipped packs.")] = None,
) -> None:
    """Run the examples and keeps of packs; exit 1 if a rule is missed, noisy or bare."""
    from cleantext.trial import trial

    blueprints = [b for pack in packs for b in read_pack(pack)] if packs else list(shipped())
    tried = faults = 0
    for blueprint in blueprints:
        try:
            found = list(trial(blueprint))
        except MissingExtra as error:
            say(str(error))
            continue
        tried += len(blueprint.examples) + len(blueprint.keep)
        for fault in found:
            faults += 1
            put(f"{fault.kind}: {fault.rule}\n".encode())
            for label, text in (("before", fault.before), ("wanted", fault.wanted), ("got", fault.got)):
                put(f"  {label}: {reveal(text)}\n".encode("utf-8", "backslashreplace"))
            for warning in fault.warnings:
                say(warning)
    flush()
    say(f"{len(blueprints)} rules, {tried} examples and keeps, {faults} faults")
    sys.exit(1 if faults else 0)


@app.command()
def docs() -> None:
    """All shipped rules and profiles, as the Markdown page docs/rules.md."""
    from cleantext.catalogue import markdown

    put(markdown().encode())
    flush()


def _all(packs: tuple[str, ...]) -> list[Blueprint]:
    return [*shipped(), *(b for pack in packs for b in read_pack(Path(pack)))]


def _described(blueprint: Blueprint) -> str:
    lines = [
        blueprint.id,
        f"  {escape(blueprint.why)}",
        "",
        f"  pack   {escape(blueprint.pack)}",
        f"  stage  {blueprint.stage.name}",
        f"  risk   {blueprint.risk.name}",
        f"  where  {blueprint.values.get('where', 'anywhere')}",
        f"  on     {'by family and risk' if blueprint.default else 'only when named by its full id'}",
        "",
        *(f"  example  {reveal(e.before)}\n       ->  {reveal(e.after)}" for e in blueprint.examples),
        *(f"  keeps    {reveal(text)}" for text in blueprint.keep),
        "",
        f'  turn off: --ignore {blueprint.id}, or in cleantext.toml: ignore = ["{blueprint.id}"]',
        "",
    ]
    return "\n".join(lines)
