"""Packs: TOML files of rules. Every error names the pack, the rule and the key."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cache

from cleantext import fixers
from cleantext.errors import ConfigError, nearest, refuse_unknown
from cleantext.kinds import KINDS
from cleantext.kinds.table import Compiled, Table
from cleantext.patterns import lazy
from cleantext.rule import Example, Finder, Risk, Rule, Stage
from cleantext.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

TOML_MAX = 1 << 22
"""Bytes of a TOML file that are read."""
RULES_MAX = 10_000
"""Rules of one pack; the largest shipped one has some hundred."""
_RULE_KEYS = ("id", "kind", "stage", "risk", "why", "default", "examples", "keep")
_FIXER_KEYS = ("fixer", "options")
_ID = lazy(r"[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*\Z")
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

    ``folded``: it comes from the compiled packs.
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
        return shown_by_id()[self.id] if self.folded else self.values

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
            table = (Compiled if self.folded else Table)(self.values, self.owner, trusted=self.trusted)
            finder = KINDS[self.kind](table)
        where = str(self.values.get("where", "anywhere"))
        return Rule(
            self.id, self.stage, self.risk, self.why, finder, self.pack, self.kind, where, self.default, self.trusted
        )


SHOWN = os.path.join(os.path.dirname(__file__), "examples.json")
"""Examples and keeps of the shipped rules, by id: what compiled packs leave out."""


@cache
def shown_by_id() -> dict[str, dict[str, object]]:
    import json

    with open(SHOWN, "rb") as file:
        shown: dict[str, dict[str, object]] = json.load(file)
    return shown


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


def read_toml(path: str | Path) -> dict[str, object]:
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
