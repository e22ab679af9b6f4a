"""Rules that need code: one fixer a file, loaded when a profile wants it.

A fixer module has ``OPTIONS`` (each option and its default, which also fixes its type) and
``build(**options)``, which returns a finder. Heavy imports (ftfy, regex, the lexicon) stay inside ``find``,
behind a trigger, so that text without a candidate never pays for them.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import ModuleType

from cleantext.errors import ConfigError, refuse_unknown
from cleantext.labels import Pattern
from cleantext.rule import Finder


def options_of(name: str, owner: str) -> dict[str, object]:
    """The options that the fixer takes, with their defaults. ConfigError if there is no such fixer."""
    return dict(_module(name, owner).OPTIONS)


def _module(name: str, owner: str) -> ModuleType:
    place = f"{__name__}.{name}"
    if place in sys.modules:
        return sys.modules[place]
    if not name.isidentifier() or name.startswith("_"):
        raise ConfigError(f"{owner}: there is no fixer {name!r}")
    try:
        __import__(place)
    except ModuleNotFoundError as error:
        if error.name != place:
            raise
        raise ConfigError(f"{owner}: there is no fixer {name!r}") from None
    return sys.modules[place]


def load(name: str, options: Mapping[str, object], owner: str) -> Finder:
    """Build the finder of a fixer; ConfigError for an unknown option or one of the wrong type or value."""
    known = options_of(name, owner)
    refuse_unknown(dict(options), known, owner)
    for key, value in options.items():
        if type(value) is not type(known[key]):
            raise ConfigError(f"{owner}: {key} must be a {type(known[key]).__name__}, not {type(value).__name__}")
        if isinstance(value, list) and not all(isinstance(item, str) for item in value):
            raise ConfigError(f"{owner}: {key} must be a list of strings")
    try:
        finder: Finder = _module(name, owner).build(**{**known, **options})
    except ValueError as error:
        raise ConfigError(f"{owner}: {error}") from None
    if isinstance(pattern := getattr(finder, "pattern", None), Pattern):
        pattern.owner = owner
    return finder
