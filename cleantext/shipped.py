"""The packs that come with the program: from TOML in a checkout, else from one JSON file that is made of them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from cleantext.errors import ConfigError
from cleantext.kinds.anchored import Anchored
from cleantext.labels import remember
from cleantext.packs import SHOWN, Blueprint, read_pack, read_toml
from cleantext.rule import Risk, Stage
from cleantext.typed import Any


def rules_folder() -> Path:
    """Where the shipped packs lie: beside this file in a wheel, in the sibling ``rules/`` of a checkout."""
    inside = Path(__file__).parent / "rules"
    if inside.is_dir():
        return inside
    project = Path(__file__).parent.parent
    if (project / "rules").is_dir() and 'name = "cleantext-cli"' in _text(project / "pyproject.toml"):
        return project / "rules"
    raise ConfigError("the shipped rules are missing; reinstall cleantext-cli")


@cache
def shipped() -> tuple[Blueprint, ...]:
    """The rules of all shipped packs."""
    folder = rules_folder()
    if _is_fresh(folder):
        return _compiled()
    return tuple(b for path in _pack_files(folder) for b in read_pack(path, name=_name(path, folder), trusted=True))


def shipped_profiles() -> dict[str, Any]:
    """The tables of the shipped profiles, by name, as they are written."""
    folder = rules_folder()
    return dict(_data()["profiles"]) if _is_fresh(folder) else read_toml(folder / PROFILES)


def _is_fresh(folder: Path) -> bool:
    """Whether the compiled packs are there and no pack was written since, as happens in a checkout."""
    return COMPILED.is_file() and (folder.parent == COMPILED.parent or _newest(folder) <= COMPILED.stat().st_mtime_ns)


PROFILES = "profiles.toml"
COMPILED = Path(__file__).with_name("packs.json")


def compile_shipped() -> dict[Path, str]:
    """The shipped packs as JSON, checked, by the path that it belongs at: TOML takes too long at every start.

    Labels are written as their keys; literals are what :func:`cleantext.labels.required` gives for each pattern.
    Examples and keeps lie in a file of their own, which is read only when somebody asks for them.
    """
    folder = rules_folder()
    packs: dict[str, list[dict[str, object]]] = {}
    shown: dict[str, dict[str, object]] = {}
    literals: dict[str, object] = {}
    for path in _pack_files(folder):
        tables = packs[_name(path, folder)] = []
        for blueprint in read_pack(path, name=_name(path, folder), trusted=True):
            table = {key: value for key, value in blueprint.values.items() if key not in ("examples", "keep")}
            shown[blueprint.id] = {key: blueprint.values.get(key, []) for key in ("examples", "keep")}
            finder = blueprint.build().finder
            if isinstance(finder, Anchored):
                literals.update(zip((p.source for p in finder.patterns), finder.literals, strict=True))
                table["labels"] = finder.labels
            tables.append({**table, "stage": blueprint.stage.name, "risk": blueprint.risk.name})
    profiles = read_toml(folder / PROFILES)
    return {COMPILED: _json({"profiles": profiles, "packs": packs, "literals": literals}), SHOWN: _json(shown)}


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _compiled() -> tuple[Blueprint, ...]:
    data = _data()
    remember(data["literals"])
    return tuple(
        Blueprint(
            id=table["id"],
            pack=pack,
            kind=table["kind"],
            stage=Stage[table["stage"]],
            risk=Risk[table["risk"]],
            why=table["why"],
            default=table.get("default", True),
            values=table,
            trusted=True,
            options=table.get("options", {}),
            folded=True,
        )
        for pack, tables in data["packs"].items()
        for table in tables
    )


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(COMPILED.read_bytes())
    return data


def _pack_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.toml") if path.name != PROFILES)


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _newest(folder: Path) -> int:
    return max(path.stat().st_mtime_ns for path in (*_pack_files(folder), folder / PROFILES))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError:
        return ""


if __name__ == "__main__":
    for path, text in compile_shipped().items():
        path.write_text(text, "utf-8")
