"""Statements and audits as bytes, to be kept for some hours, and back again.

The types say what is meant: a dataclass is the list of its fields, so that
nothing but data can come out of what is kept.
"""

import json
import types
import zlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Kept = TypeVar("Kept")


def packed(value: object) -> bytes:
    return zlib.compress(json.dumps(_plain(value), ensure_ascii=False).encode(), 6)


def unpacked(kind: type[Kept], content: bytes) -> Kept:
    """Return what was packed, which has to have been of this type."""
    return _made(kind, json.loads(zlib.decompress(content)))  # type: ignore[no-any-return]


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return [_plain(getattr(value, each.name)) for each in fields(value)]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return [[_plain(key), _plain(each)] for key, each in value.items()]
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value


def _made(kind: Any, plain: Any) -> Any:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        some = next(each for each in arguments if each is not types.NoneType)
        return None if plain is None else _made(some, plain)
    if origin is tuple:
        if arguments[-1] is Ellipsis:
            return tuple(_made(arguments[0], each) for each in plain)
        return tuple(_made(each, its) for each, its in zip(arguments, plain, strict=True))
    if origin is not None and issubclass(origin, Mapping):
        return {_made(arguments[0], key): _made(arguments[1], each) for key, each in plain}
    return _of(kind, plain)


def _of(kind: Any, plain: Any) -> Any:
    if is_dataclass(kind) and isinstance(kind, type):
        return kind(*(_made(its, each) for its, each in zip(_types(kind), plain, strict=True)))
    if issubclass(kind, Enum):
        return kind(plain)
    return date.fromisoformat(plain) if kind is date else plain


@cache
def _types(kind: type) -> tuple[Any, ...]:
    hints = get_type_hints(kind)
    return tuple(hints[each.name] for each in fields(kind))
