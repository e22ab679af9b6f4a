"""Profiles and configuration: which rules run, with which options."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cleantext import fixers
from cleantext.errors import ConfigError, nearest, refuse_unknown
from cleantext.packs import PROFILES, Blueprint, read_pack, read_toml, shipped, shipped_profiles
from cleantext.rule import Risk, Rule

NAMES = ("cleantext.toml", ".cleantext.toml")
EXTENDS_MAX = 20
"""Config files that ``extend`` may lead through."""
_PROFILE_KEYS = ("why", "select", "ignore", "risk", "options")
_TRAILING = "space.trailing"
_CONFIG_KEYS = (
    "extend",
    "profile",
    "select",
    "ignore",
    "extend-select",
    "risk",
    "packs",
    "include",
    "exclude",
    "per-file",
)


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
    blueprints = [*shipped(), *(b for pack in settings.packs for b in read_pack(Path(pack)))]
    by_id: dict[str, Blueprint] = {}
    for blueprint in blueprints:
        if blueprint.id in by_id:
            raise ConfigError(f"{blueprint.pack}: rule {blueprint.id!r} is already in {by_id[blueprint.id].pack}")
        by_id[blueprint.id] = blueprint
    families = {b.family for b in blueprints}
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
    chosen = [b for b in blueprints if b.id in selectors or (b.family in selectors and b.default and b.risk <= risk)]
    chosen = [b for b in chosen if b.id not in ignored and b.family not in ignored]
    options = {**_tables(profile.get("options", {})), **settings.options}
    _check_options(options, blueprints, settings.source)
    built = [_built(b, _options_for(b, options)) for b in chosen]
    return sorted(built, key=lambda rule: rule.stage)


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
    if blueprint.kind != "fixer":
        return dict(options.get(blueprint.id, {}))
    known = fixers.options_of(str(blueprint.values["fixer"]), blueprint.owner)
    family = {k: v for k, v in options.get(blueprint.family, {}).items() if k in known}
    return {**family, **options.get(blueprint.id, {})}


def _check_options(options: Mapping[str, Mapping[str, object]], blueprints: Sequence[Blueprint], source: str) -> None:
    for name, table in options.items():
        owners = [b for b in blueprints if name in (b.family, b.id) and b.kind == "fixer"]
        if not owners:
            names = {b.family for b in blueprints} | {b.id for b in blueprints}
            why = "takes no options" if name in names else f"is unknown{nearest(name, names)}"
            raise ConfigError(f"{source}[{name}] {why}")
        known = {key for b in owners for key in fixers.options_of(str(b.values["fixer"]), b.owner)}
        refuse_unknown(dict(table), sorted(known), f"{source}[{name}]")


def find_config(start: Path) -> Path | None:
    """The nearest config file, going up from the folder ``start``."""
    for folder in (start, *start.parents):
        try:
            for name in NAMES:
                if (folder / name).is_file():
                    return folder / name
            project = folder / "pyproject.toml"
            if project.is_file() and _is_about_us(project):
                return project
        except PermissionError:  # a folder above that may not be looked into has no say
            continue
    return None


def _is_about_us(project: Path) -> bool:
    try:
        tool = read_toml(project).get("tool", {})
    except ConfigError:
        return False
    return isinstance(tool, dict) and "cleantext" in tool


def read_config(path: Path, seen: tuple[Path, ...] = (), tree: Path | None = None) -> Settings:
    """Settings from a config file, with what it names in ``extend`` beneath. ConfigError as one line.

    What lies outside of ``tree`` is not read, if that is given: nobody named a config that was found.
    """
    path = path.resolve()
    if path in seen:
        raise ConfigError(f"{path}: extend goes round in a circle")
    if len(seen) > EXTENDS_MAX:
        raise ConfigError(f"{path}: extend leads through more than {EXTENDS_MAX} files")
    _refuse_outside(path, tree, str(path))
    data = read_toml(path)
    if path.name == "pyproject.toml":
        tool = data.get("tool", {})
        data = tool.get("cleantext", {}) if isinstance(tool, dict) else {}
        if not isinstance(data, dict):
            raise ConfigError(f"{path}: tool.cleantext must be a table")
    place = f"{path}: "
    base = Settings()
    if "extend" in data:
        base = read_config(_beside(path, _string(data["extend"], place + "extend"), tree), (*seen, path), tree)
    families = {b.family for b in shipped()} | {b.id for b in shipped()}
    tables = {k: v for k, v in data.items() if isinstance(v, dict) and k not in _CONFIG_KEYS}
    refuse_unknown({k: v for k, v in data.items() if k not in tables}, _CONFIG_KEYS, str(path))
    packs = tuple(str(_beside(path, p, tree)) for p in _list(data, "packs", place))
    user = {name for pack in packs for b in read_pack(Path(pack)) for name in (b.family, b.id)}
    refuse_unknown(tables, sorted(families | user), str(path))
    options = {name: {**base.options.get(name, {}), **_tables({name: v})[name]} for name, v in tables.items()}
    return base._replace(
        profile=_string(data.get("profile", base.profile), place + "profile"),
        select=tuple(_list(data, "select", place)) if "select" in data else base.select,
        ignore=base.ignore + tuple(_list(data, "ignore", place)),
        extend_select=base.extend_select + tuple(_list(data, "extend-select", place)),
        risk=_string(data["risk"], place + "risk") if "risk" in data else base.risk,
        packs=base.packs + packs,
        options={**base.options, **options},
        include=base.include + tuple(_list(data, "include", place)),
        exclude=base.exclude + tuple(_list(data, "exclude", place)),
        per_file=base.per_file + tuple(_per_file(data.get("per-file", []), str(path))),
        source=place,
        folder=str(path.parent),
    )


def tree_of(config: Path) -> Path:
    """The repository that holds a config file, or its folder if there is none."""
    folder = config.parent.resolve()
    marks = (".git", ".hg", ".svn")
    return next((f for f in (folder, *folder.parents) if any(os.path.lexists(f / mark) for mark in marks)), folder)


def _beside(config: Path, name: str, tree: Path | None) -> Path:
    """The file that a config file names. ConfigError for one outside of the tree, and for what is no file."""
    path = config.parent / name
    try:
        _refuse_outside(path.resolve(), tree, f"{config}: {name}")
        if os.path.exists(path) and not path.is_file():
            raise ConfigError(f"{config}: {name} is no file")
    except (OSError, ValueError, RuntimeError) as error:
        raise ConfigError(f"{config}: {name!r} cannot be read: {error}") from None
    return path


def _refuse_outside(path: Path, tree: Path | None, place: str) -> None:
    if tree is not None and not path.is_relative_to(tree):
        raise ConfigError(f"{place} lies outside of {tree}; name the config with --config if you trust it")


def _per_file(value: object, place: str) -> list[tuple[str, str | None, tuple[str, ...]]]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ConfigError(f"{place}: per-file is written as [[per-file]]")
    out = []
    for item in value:
        refuse_unknown(item, ("glob", "profile", "ignore"), f"{place}, per-file")
        if "glob" not in item:
            raise ConfigError(f"{place}, per-file: glob is missing")
        profile = _string(item["profile"], f"{place}, per-file, profile") if "profile" in item else None
        out.append(
            (
                _string(item["glob"], f"{place}, per-file, glob"),
                profile,
                tuple(_list(item, "ignore", f"{place}, per-file, ")),
            )
        )
    return out


def _list(data: Mapping[str, object], key: str, place: str) -> list[str]:
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ConfigError(f"{place}{key} must be a list of strings")
    return value


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _string(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise ConfigError(f"{place} must be a string")
    return value


def _tables(value: object) -> dict[str, dict[str, object]]:
    """``{"glue": {...}, "glue": {"name": {...}}}`` as tables by family or full id."""
    out: dict[str, dict[str, object]] = {}
    if isinstance(value, dict):
        for name, table in value.items():
            if isinstance(table, dict):
                out[str(name)] = dict(table)
    return out
