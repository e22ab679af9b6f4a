"""The packs that come with the program: from TOML where it has changed, else from one JSON file made of them."""

from __future__ import annotations

import os
from functools import cache

from cleantext.errors import ConfigError
from cleantext.kinds.anchored import Anchored, key_pattern
from cleantext.kinds.table import Table
from cleantext.packs import SHOWN, Blueprint, read_pack, read_toml
from cleantext.rule import Risk, Stage
from cleantext.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

_HERE = os.path.dirname(os.path.abspath(__file__))


def rules_folder() -> Path:
    """Where the shipped packs lie: beside this file in a wheel, in the sibling ``rules/`` of a checkout."""
    from pathlib import Path

    return Path(_rules_folder())


def _rules_folder() -> str:
    inside = os.path.join(_HERE, "rules")
    if os.path.isdir(inside):
        return inside
    project = os.path.dirname(_HERE)
    folder = os.path.join(project, "rules")
    if os.path.isdir(folder) and 'name = "cleantext-cli"' in _text(os.path.join(project, "pyproject.toml")):
        return folder
    raise ConfigError("the shipped rules are missing; reinstall cleantext-cli")


@cache
def shipped() -> tuple[Blueprint, ...]:
    """The rules of all shipped packs."""
    if (data := _data()) is not None:
        return _blueprints(data)
    folder = rules_folder()
    return tuple(b for path in _pack_files(folder) for b in read_pack(path, name=_name(path, folder), trusted=True))


def shipped_profiles() -> dict[str, Any]:
    """The tables of the shipped profiles, by name, as they are written."""
    data = _data()
    return read_toml(rules_folder() / PROFILES) if data is None else dict(data["profiles"])


@cache
def _data() -> dict[str, Any] | None:
    """The compiled packs; None where they are not there, or a pack has changed since, as happens in a checkout."""
    folder = _rules_folder()
    if not os.path.isfile(COMPILED):
        return None
    import json

    with open(COMPILED, "rb") as file:
        data: dict[str, Any] = json.load(file)
    newest = 0 if os.path.dirname(folder) == _HERE else max(map(_written, _packs_in(folder)))
    changed = newest > _written(COMPILED) and _digest(folder) != data["digest"]
    return None if changed else data


PROFILES = "profiles.toml"
COMPILED = os.path.join(_HERE, "packs.json")


def compile_shipped() -> dict[Path, str]:
    """The shipped packs as JSON, checked, by the path that it belongs at: TOML takes too long at every start.

    Labels and patterns are written as they are compared with line keys, patterns in parts and with their clues
    (:func:`cleantext.kinds.anchored.anchor_patterns`). Examples and keeps lie in a file of their own, which is read
    only when somebody asks for them.
    """
    folder = rules_folder()
    packs: dict[str, list[dict[str, object]]] = {}
    shown: dict[str, dict[str, object]] = {}
    for path in _pack_files(folder):
        tables = packs[_name(path, folder)] = []
        for blueprint in read_pack(path, name=_name(path, folder), trusted=True):
            table = {key: value for key, value in blueprint.values.items() if key not in ("examples", "keep")}
            shown[blueprint.id] = {key: blueprint.values.get(key, []) for key in ("examples", "keep")}
            finder = blueprint.build().finder
            if isinstance(finder, Anchored):
                table["labels"] = finder.labels
                if finder.patterns:
                    table[finder.PATTERNS] = [pattern.source for pattern in finder.patterns]
                    table["clues"] = finder.clues
                given = Table(table, blueprint.owner, trusted=True)
                for key in sorted({"then", "end", "near"} & table.keys()):
                    folded = [key_pattern(given, source).source for source in given.strings(key)]
                    table[key] = folded[0] if isinstance(table[key], str) else folded
            tables.append({**table, "stage": blueprint.stage.name, "risk": blueprint.risk.name})
    profiles = read_toml(folder / PROFILES)
    from pathlib import Path

    compiled = {"digest": _digest(str(folder)), "profiles": profiles, "packs": packs}
    return {Path(COMPILED): _json(compiled, depth=3) + "\n", Path(SHOWN): _json(shown, depth=1) + "\n"}


def _json(data: object, *, depth: int) -> str:
    """JSON with a line for each value at this depth and above, so that a change shows where it is."""
    import json

    if depth and isinstance(data, dict):
        lines = ",\n".join(f"{json.dumps(key)}:{_json(value, depth=depth - 1)}" for key, value in data.items())
        return f"{{\n{lines}\n}}"
    if depth and isinstance(data, list):
        return "[\n" + ",\n".join(_json(value, depth=depth - 1) for value in data) + "\n]"
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _blueprints(data: dict[str, Any]) -> tuple[Blueprint, ...]:
    stages, risks = Stage.__members__, Risk.__members__
    return tuple(
        Blueprint(
            table["id"],
            pack,
            table["kind"],
            stages[table["stage"]],
            risks[table["risk"]],
            table["why"],
            table.get("default", True),
            table,
            True,
            table.get("options", _NONE),
            True,
        )
        for pack, tables in data["packs"].items()
        for table in tables
    )


_NONE: dict[str, object] = {}


def _pack_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.toml") if path.name != PROFILES)


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _digest(folder: str) -> str:
    """What tells the packs as they are from those of another time."""
    from hashlib import blake2b

    found = blake2b(digest_size=16)
    for path in sorted(_packs_in(folder)):
        with open(path, "rb") as file:
            found.update(b"%s\0%s\0" % (os.path.relpath(path, folder).encode(), file.read()))
    return found.hexdigest()


def _packs_in(folder: str) -> list[str]:
    return [os.path.join(top, name) for top, _, names in os.walk(folder) for name in names if name.endswith(".toml")]


def _written(path: str) -> int:
    return os.stat(path).st_mtime_ns


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError:
        return ""


if __name__ == "__main__":
    for path, text in compile_shipped().items():
        path.write_text(text, "utf-8")
