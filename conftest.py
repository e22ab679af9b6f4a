"""A module whose extra is not installed has no doctest that could run."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("datatrove") else ["cleantext/corpus/datatrove.py", "cleantext/corpus/distributed.py"]
