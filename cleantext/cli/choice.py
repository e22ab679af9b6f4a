"""Which settings hold: the config file, and the command line over it."""

from __future__ import annotations

import os
from collections.abc import Sequence

from cleantext.config import find_config, read_config, tree_of
from cleantext.errors import ConfigError
from cleantext.profiles import Settings


def settings_from(
    *,
    profile: str = "",
    select: Sequence[str] | None = None,
    ignore: Sequence[str] = (),
    extend_select: Sequence[str] = (),
    risk: str = "",
    config: str = "",
    isolated: bool = False,
) -> Settings:
    """Settings of the nearest config file going up (or of ``config``, or none if ``isolated``), overridden.

    Lists may be given as several values or with commas.
    """
    if config and isolated:
        raise ConfigError("choose one of --config and --isolated")
    settings = Settings()
    if config:
        from pathlib import Path

        settings = read_config(Path(config))
    elif not isolated and (path := find_config(os.getcwd())) is not None:
        settings = read_config(path, tree=tree_of(path))
    if profile:
        settings = settings._replace(profile=profile, select=None, source="")
    if select:
        settings = settings._replace(select=_split(select), extend_select=(), ignore=(), source="")
    return settings._replace(
        ignore=settings.ignore + _split(ignore),
        extend_select=settings.extend_select + _split(extend_select),
        risk=risk or settings.risk,
    )


def _split(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())
