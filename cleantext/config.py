"""Config files: found, read, and checked with errors that name the file and the key."""

from __future__ import annotations

import os
from collections.abc import Mapping

from cleantext.errors import ConfigError, nearest, refuse_unknown
from cleantext.packs import read_pack, read_toml
from cleantext.profiles import Settings, tables_in
from cleantext.shipped import shipped
from cleantext.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


NAMES = ("cleantext.toml", ".cleantext.toml")
EXTENDS_MAX = 20
"""Config files that ``extend`` may lead through."""
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


def find_config(start: str | Path) -> Path | None:
    """The nearest config file, going up from the folder ``start``; one that may not be looked into has no say."""
    folder = os.fspath(start)
    while not (found := _config_in(folder)):
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above
    from pathlib import Path

    return Path(found)


def _config_in(folder: str) -> str:
    for name in NAMES:
        if os.path.isfile(path := os.path.join(folder, name)):
            return path
    project = os.path.join(folder, "pyproject.toml")
    return project if os.path.isfile(project) and _is_about_us(project) else ""


def _is_about_us(project: str) -> bool:
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
    tables = {k: v for k, v in data.items() if isinstance(v, dict) and k not in _CONFIG_KEYS}
    refuse_unknown({k: v for k, v in data.items() if k not in tables}, _CONFIG_KEYS, str(path))
    packs = tuple(str(_beside(path, p, tree)) for p in _list(data, "packs", place))
    from pathlib import Path

    rules = [*shipped(), *(b for pack in packs for b in read_pack(Path(pack)))]
    families = {b.family for b in rules}
    known = [*families, *(b.id for b in rules), *_CONFIG_KEYS]
    if unknown := next((name for name in tables if name not in known), None):
        help_ = nearest(unknown, known) or f"; known: {', '.join((*_CONFIG_KEYS, *sorted(families)))}"
        raise ConfigError(f"{path}: unknown key or family {unknown!r}{help_}")
    options = {name: {**base.options.get(name, {}), **tables_in({name: v})[name]} for name, v in tables.items()}
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


def _string(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise ConfigError(f"{place} must be a string")
    return value
