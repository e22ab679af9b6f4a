"""Settings of hypothesis, and the way to data that lies outside the project."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

with suppress(ValueError):  # what runs in the background of a shell ignores Ctrl-C, and so would what it starts
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile(
    "default", max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.register_profile("ci", settings.get_profile("default"), derandomize=True, print_blob=True)
settings.register_profile("long", settings.get_profile("default"), max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "default"))

PROJECT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of outside data; the test skips, saying so, where CLEANTEXT_DATA is not set."""
    folder = os.environ.get("CLEANTEXT_DATA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("CLEANTEXT_DATA is not set: outside data is not checked")
    return Path(folder)
