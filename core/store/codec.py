"""Frozen dataclasses and named tuples to plain values and back: one compiled pair of functions for each type.

Plain values are what CBOR and JSON both hold: None, bool, int, float, str, bytes, list. A dataclass becomes a list of
its fields in order, trailing fields may be missing (a newer version added them: the default is taken).
"""

import types
import typing
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, Union, get_args, get_origin, get_type_hints

Convert = Callable[[Any], Any]


def to_plain(value: Any) -> Any:
    """Any frozen value of the domain as plain values."""
    return encoder(type(value))(value)


def from_plain(kind: type[Any], plain: Any) -> Any:
    """The value of type `kind` that `to_plain` made `plain` from."""
    return decoder(kind)(plain)


def encoder(kind: Any) -> Convert:
    """Compiled encoder of one type."""
    return _encoder(kind)


def decoder(kind: Any) -> Convert:
    """Compiled decoder of one type."""
    return _decoder(kind)


@cache
def _encoder(kind: Any) -> Convert:
    kind = _strip(kind)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return _dataclass_encoder([(item.name, _field_encoder(hints[item.name])) for item in fields(kind)])
    if _is_named_tuple(kind):
        hints = get_type_hints(kind)
        return _tuple_encoder([_field_encoder(hints[name]) for name in kind._fields])
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        inner = encoder(_only(arguments))
        return _same if inner is _same else lambda value: None if value is None else inner(value)
    if origin is tuple:
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            each = encoder(arguments[0])
            return list if each is _same else lambda value: [each(item) for item in value] if value else []
        return _tuple_encoder([_field_encoder(argument) for argument in arguments])
    if origin is frozenset:
        each = encoder(arguments[0])
        return lambda value: sorted(each(item) for item in value)
    if kind is datetime:
        return _in_utc
    if isinstance(kind, type) and issubclass(kind, Enum):
        return attrgetter("_value_")  # `value` is a descriptor in Python and takes six times as long
    return _same


def _field_encoder(kind: Any) -> Convert:
    """Of what stands in a record, which looks itself whether there is anything."""
    kind = _strip(kind)
    optional = get_origin(kind) in (Union, types.UnionType)
    return encoder(_only(get_args(kind)) if optional else kind)


@lru_cache(maxsize=1024)
def _in_utc(value: datetime) -> str:
    """One value says the same time in several fields, and in several rows after one another."""
    return (value if value.tzinfo is UTC else value.astimezone(UTC)).isoformat()


def _tuple_encoder(encoders: list[Convert]) -> Convert:
    """Of a tuple of so many; only what is not plain already is converted."""
    converted = [(position, encode) for position, encode in enumerate(encoders) if encode is not _same]

    def encode_items(value: Any) -> list[Any]:
        out = list(value)
        if len(out) != len(encoders):
            raise ValueError(value)
        for position, encode in converted:
            item = out[position]
            if item is not None:
                out[position] = encode(item)
        return out

    return encode_items


def _dataclass_encoder(parts: list[tuple[str, Convert]]) -> Convert:
    """All fields are fetched at once, and only those are converted that are not plain already."""
    if len(parts) < 2:  # of one name `attrgetter` gives no tuple
        return lambda value: [
            None if (item := getattr(value, name)) is None else encode(item) for name, encode in parts
        ]
    fetch = attrgetter(*[name for name, _ in parts])
    converted = [(position, encode) for position, (_, encode) in enumerate(parts) if encode is not _same]

    def encode_fields(value: Any) -> list[Any]:
        out = list(fetch(value))
        for position, encode in converted:
            item = out[position]
            if item is not None:
                out[position] = encode(item)
        return out

    return encode_fields


@cache
def _decoder(kind: Any) -> Convert:
    kind = _strip(kind)
    if is_dataclass(kind) or _is_named_tuple(kind):
        return _record_decoder(kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        inner = decoder(_only(arguments))
        return _same if inner is _same else lambda plain: None if plain is None else inner(plain)
    if origin is tuple:
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            each = decoder(arguments[0])
            return lambda plain: tuple([each(item) for item in plain])
        decoders = [decoder(argument) for argument in arguments]
        return lambda plain: tuple(decode(item) for decode, item in zip(decoders, plain, strict=True))
    if origin is frozenset:
        each = decoder(arguments[0])
        return lambda plain: frozenset(each(item) for item in plain)
    if kind is datetime:
        return datetime.fromisoformat
    if isinstance(kind, type) and issubclass(kind, Enum):
        members: dict[Any, Any] = {member.value: member for member in kind}
        return lambda plain: members[plain]
    if kind is float:
        return float
    return _same


def _record_decoder(kind: Any) -> Convert:
    """Of a dataclass or a named tuple."""
    hints = get_type_hints(kind)
    if _is_named_tuple(kind):
        names, required = kind._fields, len(kind._fields) - len(kind._field_defaults)
    else:
        names = [item.name for item in fields(kind)]
        required = sum(item.default is MISSING and item.default_factory is MISSING for item in fields(kind))
    decoders = [decoder(hints[name]) for name in names]

    def decode(plain: Any) -> Any:
        if len(plain) < required:
            raise ValueError(kind.__name__)
        return kind(*[part(item) for part, item in zip(decoders, plain, strict=False)])

    return decode


def _is_named_tuple(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields")


def _strip(kind: Any) -> Any:
    """The type behind a NewType."""
    while isinstance(kind, typing.NewType):
        kind = kind.__supertype__
    return kind


def _only(arguments: tuple[Any, ...]) -> Any:
    """The type of an optional; unions of text types (`PlaceCode | str`) are plain text."""
    kinds = {_strip(argument) for argument in arguments} - {type(None)}
    if len(kinds) != 1:
        raise TypeError(arguments)
    return kinds.pop()


def _same(value: Any) -> Any:
    return value
