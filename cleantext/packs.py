"""Packs: TOML files of rules. Every error names the pack, the rule and the key."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from cleantext import fixers
from cleantext.errors import ConfigError, nearest, refuse_unknown
from cleantext.kinds import KINDS
from cleantext.kinds.anchored import Anchored
from cleantext.kinds.table import Table
from cleantext.labels import remember
from cleantext.rule import Example, Finder, Risk, Rule, Stage

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


@dataclass(frozen=True)
class Blueprint:
    """A rule as its pack writes it, checked but not built: options of the profile come in when it is."""

    id: str
    pack: str
    kind: str
    stage: Stage
    risk: Risk
    why: str
    default: bool
    values: Mapping[str, object]
    trusted: bool
    examples: tuple[Example, ...] = ()
    keep: tuple[str, ...] = ()
    options: Mapping[str, object] = field(default_factory=dict)

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
            finder = KINDS[self.kind](Table(self.values, self.owner, trusted=self.trusted))
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
            examples=self.examples,
            keep=self.keep,
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
    compiled = Path(__file__).with_name("packs.json")
    if compiled.is_file() and (folder.parent == compiled.parent or _newest(folder) <= compiled.stat().st_mtime_ns):
        return _compiled(compiled)
    return tuple(b for path in _pack_files(folder) for b in read_pack(path, name=_name(path, folder), trusted=True))


def compile_shipped() -> str:
    """The shipped packs as the JSON text of packs.json, checked: TOML takes too long at every start.

    Beside the rules it holds what patterns and labels are known by (see :func:`cleantext.labels.remember`).
    """
    folder = rules_folder()
    packs: dict[str, object] = {}
    literals: dict[str, object] = {}
    labels: dict[str, str] = {}
    for path in _pack_files(folder):
        packs[_name(path, folder)] = read_toml(path)["rule"]
        for blueprint in read_pack(path, name=_name(path, folder), trusted=True):
            if blueprint.kind != "fixer":
                finder = blueprint.build().finder
                if isinstance(finder, Anchored):
                    literals.update((p.source, k) for p, k in zip(finder.patterns, finder.literals, strict=True))
                    written = Table(blueprint.values, "", trusted=True).strings("labels", ())
                    labels.update(zip(written, finder.labels, strict=True))
    data = {"packs": packs, "literals": literals, "labels": labels}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _compiled(path: Path) -> tuple[Blueprint, ...]:
    data = json.loads(path.read_bytes())
    remember(data["literals"], data["labels"])
    return tuple(_blueprint(table, pack, True) for pack, tables in data["packs"].items() for table in tables)


def _pack_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.toml") if path.name != "profiles.toml")


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _newest(folder: Path) -> int:
    return max(path.stat().st_mtime_ns for path in _pack_files(folder))


def read_pack(path: Path, *, name: str | None = None, trusted: bool = False) -> list[Blueprint]:
    """The rules of one pack file, in its order. ConfigError names the file, the rule and the key."""
    return rules_in(read_toml(path), name or str(path), trusted=trusted)


def rules_in(data: Mapping[str, object], name: str, *, trusted: bool = False) -> list[Blueprint]:
    """The rules of a pack that was read already; ConfigError names ``name``, the rule and the key."""
    refuse_unknown(data, ("rule",), name)
    tables = data.get("rule", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise ConfigError(f"{name}: rules are written as [[rule]]")
    rules = [_blueprint(table, name, trusted) for table in tables]
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise ConfigError(f"{name}: rule {rule.id!r} stands twice")
        seen.add(rule.id)
    return rules


def read_toml(path: Path) -> dict[str, object]:
    """The table in a TOML file; ConfigError with the file's name if it cannot be read."""
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8"))
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
        examples=tuple(_examples(values.get("examples", []), table.owner)),
        keep=tuple(table.strings("keep", ())),
        options=options,
    )
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
    Path(__file__).with_name("packs.json").write_text(compile_shipped(), "utf-8")
