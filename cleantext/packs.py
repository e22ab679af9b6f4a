"""Packs: TOML files of rules. Every error names the pack, the rule and the key."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from cleantext import fixers
from cleantext.errors import ConfigError, nearest, refuse_unknown
from cleantext.kinds import KINDS
from cleantext.kinds.anchored import Anchored
from cleantext.kinds.table import Table
from cleantext.labels import remember
from cleantext.rule import Example, Finder, Risk, Rule, Stage

TOML_MAX = 1 << 22
"""Bytes of a TOML file that are read."""
RULES_MAX = 10_000
"""Rules of one pack; the largest shipped one has some hundred."""
_RULE_KEYS = ("id", "kind", "stage", "risk", "why", "default", "examples", "keep")
_FIXER_KEYS = ("fixer", "options")
_ID = re.compile(r"[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*\Z")
_STAGES = {
    "encoding": Stage.encoding,
    "invisible": Stage.invisible,
    "layout": Stage.layout,
    "chrome": Stage.chrome,
    "glue": Stage.glue,
    "quotes": Stage.typography,
    "typography": Stage.typography,
    "space": Stage.space,
    "mask": Stage.mask,
}


class Blueprint(NamedTuple):
    """A rule as its pack writes it, checked but not built: options of the profile come in when it is.

    ``folded``: its labels are written as keys.
    """

    id: str
    pack: str
    kind: str
    stage: Stage
    risk: Risk
    why: str
    default: bool
    values: Mapping[str, object]
    trusted: bool
    options: Mapping[str, object]
    folded: bool = False

    @property
    def examples(self) -> tuple[Example, ...]:
        return tuple(_examples(self._shown.get("examples", []), self.owner))

    @property
    def keep(self) -> tuple[str, ...]:
        return tuple(Table(self._shown, self.owner, trusted=self.trusted).strings("keep", ()))

    @property
    def _shown(self) -> Mapping[str, object]:
        """The table that holds the examples and keeps."""
        return _shown()[self.id] if self.folded else self.values

    @property
    def family(self) -> str:
        return self.id.partition(".")[0]

    @property
    def owner(self) -> str:
        return f"{self.pack}, rule {self.id}"

    def build(self, options: Mapping[str, object] | None = None) -> Rule:
        """The rule, with ``options`` over those of the pack (fixers only)."""
        finder: Finder
        if self.kind == "fixer":
            finder = fixers.load(str(self.values["fixer"]), {**self.options, **(options or {})}, self.owner)
        elif options:
            raise ConfigError(f"{self.owner}: takes no options, but {next(iter(options))!r} is set")
        else:
            finder = KINDS[self.kind](Table(self.values, self.owner, trusted=self.trusted, folded=self.folded))
        return Rule(
            id=self.id,
            stage=self.stage,
            risk=self.risk,
            why=self.why,
            finder=finder,
            pack=self.pack,
            kind=self.kind,
            where=str(self.values.get("where", "anywhere")),
            default=self.default,
            shipped=self.trusted,
        )


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
SHOWN = Path(__file__).with_name("examples.json")


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


@cache
def _shown() -> dict[str, dict[str, object]]:
    shown: dict[str, dict[str, object]] = json.loads(SHOWN.read_bytes())
    return shown


def _pack_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.toml") if path.name != PROFILES)


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _newest(folder: Path) -> int:
    return max(path.stat().st_mtime_ns for path in (*_pack_files(folder), folder / PROFILES))


def read_pack(path: Path, *, name: str | None = None, trusted: bool = False) -> list[Blueprint]:
    """The rules of one pack file, in its order. ConfigError names the file, the rule and the key."""
    return rules_in(read_toml(path), name or str(path), trusted=trusted)


def rules_in(data: Mapping[str, object], name: str, *, trusted: bool = False) -> list[Blueprint]:
    """The rules of a pack that was read already; ConfigError names ``name``, the rule and the key."""
    refuse_unknown(data, ("rule",), name)
    tables = data.get("rule", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise ConfigError(f"{name}: rules are written as [[rule]]")
    if len(tables) > RULES_MAX:
        raise ConfigError(f"{name}: holds {len(tables):,} rules; more than {RULES_MAX:,} are not taken")
    rules = [_blueprint(table, name, trusted) for table in tables]
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise ConfigError(f"{name}: rule {rule.id!r} stands twice")
        seen.add(rule.id)
    return rules


def read_toml(path: Path) -> dict[str, object]:
    """The table in a TOML file; ConfigError with the file's name if it cannot be read."""
    import tomllib

    try:
        with open(path, "rb") as file:
            data = file.read(TOML_MAX + 1)
        if len(data) > TOML_MAX:
            raise ConfigError(f"{path}: is larger than {TOML_MAX >> 20} MiB")
        return tomllib.loads(data.decode("utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: is not UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{path}: bad TOML: {error}") from None


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError:
        return ""


def _blueprint(values: dict[str, object], pack: str, trusted: bool) -> Blueprint:
    rule_id = values.get("id")
    if not isinstance(rule_id, str) or not _ID.match(rule_id):
        raise ConfigError(f"{pack}: rule {rule_id!r}: id must be family.name in lower case")
    table = Table(values, f"{pack}, rule {rule_id}", trusted=trusted)
    kind = table.string("kind")
    known = {"fixer": _FIXER_KEYS, **{name: k.KEYS for name, k in KINDS.items()}}
    if kind not in known:
        raise ConfigError(f"{table.owner}: unknown kind {kind!r}{nearest(kind, known)}")
    refuse_unknown(values, (*_RULE_KEYS, *known[kind]), table.owner)
    family = rule_id.partition(".")[0]
    stage = table.string("stage", family)
    if stage not in _STAGES:
        raise ConfigError(
            f"{table.owner}: unknown stage {stage!r}{nearest(stage, _STAGES)}; one of {', '.join(_STAGES)}"
        )
    risk = table.string("risk", "low")
    if risk not in Risk.__members__:
        raise ConfigError(f"{table.owner}: risk must be none, low or high, not {risk!r}")
    default = values.get("default", True)
    options = values.get("options", {})
    if not isinstance(default, bool):
        raise ConfigError(f"{table.owner}: default must be true or false")
    if not isinstance(options, dict):
        raise ConfigError(f"{table.owner}: options must be a table")
    blueprint = Blueprint(
        id=rule_id,
        pack=pack,
        kind=kind,
        stage=_STAGES[stage],
        risk=Risk[risk],
        why=table.string("why"),
        default=default,
        values=values,
        trusted=trusted,
        options=options,
    )
    _examples(values.get("examples", []), table.owner)
    table.strings("keep", ())
    if kind == "fixer":
        table.string("fixer")
    if not trusted:
        blueprint.build()
    return blueprint


def _examples(value: object, owner: str) -> list[Example]:
    if not isinstance(value, list):
        raise ConfigError(f"{owner}: examples must be a list")
    examples: list[Example] = []
    for item in value:
        if not isinstance(item, dict) or set(item) != {"before", "after"}:
            raise ConfigError(f"{owner}: an example is {{ before = ..., after = ... }}")
        if not isinstance(item["before"], str) or not isinstance(item["after"], str):
            raise ConfigError(f"{owner}: an example's before and after are strings")
        examples.append(Example(_surrogates(item["before"]), item["after"]))
    return examples


def _surrogates(text: str) -> str:
    """TOML cannot hold surrogates; examples write them as a backslash, u and four digits."""
    return re.sub(r"\\u([dD][89a-fA-F][0-9a-fA-F]{2})", lambda m: chr(int(m[1], 16)), text)


if __name__ == "__main__":
    for path, text in compile_shipped().items():
        path.write_text(text, "utf-8")
