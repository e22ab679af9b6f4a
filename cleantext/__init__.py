"""Clean text that came from the web, PDF files and exports; every change is an edit signed by its rule.

>>> from cleantext import Cleaner
>>> cleaning = Cleaner().clean("You are here\\n\\nSaid\\u00a0Anna.\\n")
>>> cleaning.text
'Said Anna.\\n'
>>> sorted(cleaning.stats)
['chrome.breadcrumb-label', 'space.no-break']
"""

from __future__ import annotations

from cleantext.typed import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cleantext.cleaner import Cleaner, Cleaning, clean
    from cleantext.edits import Edit, Patch
    from cleantext.errors import CleantextError, ConfigError, PatternTimeout

__version__ = "0.1.0"
__all__ = ["Cleaner", "Cleaning", "CleantextError", "ConfigError", "Edit", "Patch", "PatternTimeout", "clean"]

_HOMES = {
    "Cleaner": "cleaner",
    "Cleaning": "cleaner",
    "clean": "cleaner",
    "Edit": "edits",
    "Patch": "edits",
    "CleantextError": "errors",
    "ConfigError": "errors",
    "PatternTimeout": "errors",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
