"""Profiles and settings: which rules run, with which options."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from cleantext import fixers
from cleantext.errors import ConfigError, nearest, refuse_unknown
from cleantext.packs import Blueprint, read_pack
from cleantext.rule import Risk, Rule
from cleantext.shipped import PROFILES, shipped, shipped_profiles
from cleantext.typed import NamedTuple

_PROFILE_KEYS = ("why", "select", "ignore", "risk", "options")
_TRAILING = "space.trailing"


class Settings(NamedTuple):
    """Everything that decides which rules run. Lists hold families or full rule ids."""

    profile: str = "web"
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    risk: str | None = None
    packs: tuple[str, ...] = ()
    options: Mapping[str, Mapping[str, object]] = {}
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    per_file: tuple[tuple[str, str | None, tuple[str, ...]], ...] = ()
    source: str = ""
    folder: str = ""

    def __hash__(self) -> int:
        return hash((self.profile, self.select, self.ignore, self.extend_select, self.risk, self.packs, self.folder))

    def for_file(self, path: str) -> Settings:
        """These settings as they hold for a file.

        ``[[per-file]]`` tables count whose glob matches the path, seen from the folder of the config file, or
        its last part. In Markdown two spaces at the end of a line are a line break and stay.
        """
        settings = self
        if path.lower().endswith((".md", ".markdown")) and _TRAILING not in self.options:
            settings = self._replace(options={**self.options, _TRAILING: {"hard_breaks": True}})
        if not self.per_file:
            return settings
        from fnmatch import fnmatch

        path = os.path.relpath(path, self.folder or ".").replace(os.sep, "/")
        for glob, profile, ignore in self.per_file:
            if fnmatch(path, glob) or fnmatch(path.rpartition("/")[2], glob):
                settings = settings._replace(profile=profile or settings.profile, ignore=settings.ignore + ignore)
        return settings


@cache
def profiles() -> dict[str, dict[str, object]]:
    """The shipped profiles, by name."""
    tables = shipped_profiles()
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise ConfigError(f"{PROFILES}: {name} must be a table")
        refuse_unknown(table, _PROFILE_KEYS, f"{PROFILES}, profile {name}")
    return tables


def rules_of(settings: Settings) -> list[Rule]:
    """Build the rules that the settings choose, in the order of their stages.

    ConfigError for an unknown profile, family, rule, risk or option.
    """
    known = profiles()
    if settings.profile not in known:
        raise ConfigError(
            f"{settings.source}unknown profile {settings.profile!r}"
            f"{nearest(settings.profile, known) or '; known: ' + ', '.join(known)}"
        )
    profile = known[settings.profile]
    blueprints = [*shipped(), *_of_packs(settings.packs)]
    by_id: dict[str, Blueprint] = {}
    for blueprint in blueprints:
        if blueprint.id in by_id:
            raise ConfigError(f"{blueprint.pack}: rule {blueprint.id!r} is already in {by_id[blueprint.id].pack}")
        by_id[blueprint.id] = blueprint
    family_of = [b.family for b in blueprints]
    families = set(family_of)
    listed = _strings(profile.get("select", []))
    selectors = settings.select if settings.select is not None else tuple(listed)
    user_families = {b.family for b in blueprints if not b.trusted} if settings.select is None else set()
    selectors = (*selectors, *user_families, *settings.extend_select)
    ignored = {*settings.ignore, *(_strings(profile.get("ignore", [])) if settings.select is None else ())}
    for name in (*selectors, *settings.ignore):
        if name not in by_id and name not in families:
            raise ConfigError(f"{settings.source}no rule or family {name!r}{nearest(name, [*families, *by_id])}")
    risk_name = settings.risk or str(profile.get("risk", "low"))
    if risk_name not in Risk.__members__:
        raise ConfigError(f"{settings.source}risk must be none, low or high, not {risk_name!r}")
    risk = Risk[risk_name]
    picked = frozenset(selectors)
    chosen = [
        b
        for b, family in zip(blueprints, family_of, strict=True)
        if (b.id in picked or (family in picked and b.default and b.risk <= risk))
        and b.id not in ignored
        and family not in ignored
    ]
    options = {**tables_in(profile.get("options", {})), **settings.options}
    _check_options(options, blueprints, settings.source)
    built = [_built(b, _options_for(b, options)) for b in chosen]
    return sorted(built, key=lambda rule: rule.stage)


def _of_packs(packs: Sequence[str]) -> Iterator[Blueprint]:
    if packs:
        from pathlib import Path

        for pack in packs:
            yield from read_pack(Path(pack))


def _built(blueprint: Blueprint, options: Mapping[str, object]) -> Rule:
    return blueprint.build(options) if options or not blueprint.trusted else _shipped_rule(blueprint.id)


@cache
def _shipped_rule(name: str) -> Rule:
    """A shipped rule as its pack has it, built once: it holds no state of a document, and many cleaners share it."""
    return _shipped_by_id()[name].build()


@cache
def _shipped_by_id() -> dict[str, Blueprint]:
    return {blueprint.id: blueprint for blueprint in shipped()}


def _options_for(blueprint: Blueprint, options: Mapping[str, Mapping[str, object]]) -> dict[str, object]:
    """A family's table gives each of its fixers the options it knows; a rule's own table must be known whole."""
    own = options.get(blueprint.id, {})
    family = options.get(blueprint.family) if blueprint.kind == "fixer" else None
    if not family:
        return dict(own)
    known = fixers.options_of(str(blueprint.values["fixer"]), blueprint.owner)
    return {**{key: value for key, value in family.items() if key in known}, **own}


def _check_options(options: Mapping[str, Mapping[str, object]], blueprints: Sequence[Blueprint], source: str) -> None:
    for name, table in options.items():
        owners = [b for b in blueprints if name in (b.family, b.id) and b.kind == "fixer"]
        if not owners:
            names = {b.family for b in blueprints} | {b.id for b in blueprints}
            why = "takes no options" if name in names else f"is unknown{nearest(name, names)}"
            raise ConfigError(f"{source}[{name}] {why}")
        known = {key for b in owners for key in fixers.options_of(str(b.values["fixer"]), b.owner)}
        refuse_unknown(dict(table), sorted(known), f"{source}[{name}]")


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def tables_in(value: object) -> dict[str, dict[str, object]]:
    """``{"glue": {...}, "glue": {"name": {...}}}`` as tables by family or full id."""
    out: dict[str, dict[str, object]] = {}
    if isinstance(value, dict):
        for name, table in value.items():
            if isinstance(table, dict):
                out[str(name)] = dict(table)
    return out
