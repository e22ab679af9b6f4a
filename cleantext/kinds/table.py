"""A rule's TOML table, read with errors that name the pack, the rule and the key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cleantext.errors import ConfigError
from cleantext.typed import Any


class Table:
    """Typed access to one rule's keys.

    ``owner`` is "pack, rule" for messages; ``trusted`` if it is shipped; ``folded`` if its labels are keys already.
    """

    folded = False

    def __init__(self, values: Mapping[str, object], owner: str, *, trusted: bool) -> None:
        self.values = values
        self.owner = owner
        self.trusted = trusted

    def string(self, key: str, default: str | None = None) -> str:
        value = self.values.get(key, default)
        if not isinstance(value, str):
            raise ConfigError(
                f"{self.owner}: {key} must be a string" if key in self.values else f"{self.owner}: {key} is missing"
            )
        return value

    def strings(self, key: str, default: Sequence[str] | None = None) -> list[str]:
        value = self.values.get(key, default)
        if isinstance(value, str):
            return [value]
        if not isinstance(value, Sequence) or not all(isinstance(item, str) for item in value):
            raise ConfigError(
                f"{self.owner}: {key} must be a string or a list of strings"
                if key in self.values
                else f"{self.owner}: {key} is missing"
            )
        return list(value)

    def integer(self, key: str, default: int) -> int:
        value = self.values.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise ConfigError(f"{self.owner}: {key} must be a whole number, 0 or more")
        return value

    def boolean(self, key: str) -> bool:
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise ConfigError(f"{self.owner}: {key} must be true or false")
        return value

    def mapping(self, key: str) -> dict[str, str]:
        value = self.values.get(key, {})
        if not isinstance(value, Mapping) or not all(isinstance(v, str) and k for k, v in value.items()):
            raise ConfigError(f"{self.owner}: {key} must be a table of strings")
        return dict(value)


class Compiled(Table):
    """A rule of the compiled packs, which was checked when they were compiled."""

    folded = True

    def _value(self, key: str, default: Any = None) -> Any:
        return self.values.get(key, default)

    string = integer = _value

    def strings(self, key: str, default: Sequence[str] | None = None) -> list[str]:
        value: Any = self.values.get(key, default)
        return [value] if isinstance(value, str) else value

    def boolean(self, key: str) -> bool:
        return key in self.values and bool(self.values[key])

    def mapping(self, key: str) -> dict[str, str]:
        found: dict[str, str] = self._value(key, {})
        return found
