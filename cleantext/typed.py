"""What modules that every run loads take from ``typing``: loading that costs as much as cleaning a few pages.

A type checker sees the names of ``typing`` themselves. At run time annotations are not evaluated, so that nearly all
may stand for nothing; named tuples are made by ``collections``, as ``typing`` does it, without a look at their types.
"""

from __future__ import annotations

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import IO, Any, BinaryIO, NamedTuple, NoReturn, Protocol, TypeVar
else:
    from collections import namedtuple

    IO = Any = BinaryIO = NoReturn = Protocol = object

    def TypeVar(name):  # noqa: N802
        return object

    class _NamedTupleType(type):
        def __new__(cls, name, bases, body):
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = body.pop("__annotations__", {})
            defaults = [body.pop(field) for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body["__module__"])
            made.__annotations__ = made.__new__.__annotations__ = fields
            for key, value in body.items():
                setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_NamedTupleType):
        __slots__ = ()


__all__ = ["IO", "TYPE_CHECKING", "Any", "BinaryIO", "NamedTuple", "NoReturn", "Protocol", "TypeVar"]
