"""Lossless encoding of event fields as JSON.

A field annotated as a plain ``datetime``, ``date`` or ``Decimal`` (or one of them or None) is
stored as a bare string, so that SQL can cast it: ``(data->>'arrives_at')::timestamptz``. Inside
lists and dictionaries such a value carries a tag: ``{"$decimal": "1.50"}``.
"""

import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

Json = None | bool | int | str | list[Any] | dict[str, Any]

_PLAIN: dict[type, str] = {datetime: "$datetime", date: "$date", Decimal: "$decimal"}
_READ: dict[str, Any] = {
    "$datetime": datetime.fromisoformat,
    "$date": date.fromisoformat,
    "$decimal": Decimal,
}
_ESCAPE = "$dict"


def encode(value: object) -> Json:
    """Encode a value as JSON, with a tag where JSON has no such type.

    Raises TypeError for a type that would not round-trip (float, set, lazily translated text, any
    object) and ValueError for a naive datetime.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        return int(value)
    if type(value) in _PLAIN:
        return {_PLAIN[type(value)]: _to_text(value)}
    if isinstance(value, list | tuple):
        return [encode(item) for item in value]
    if isinstance(value, Mapping):
        return _encode_mapping(value)
    raise TypeError(f"the journal cannot store a {type(value).__name__}: {value!r}")


def decode(value: Json) -> Any:
    """Decode what ``encode`` returned."""
    if isinstance(value, list):
        return [decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        tag, inner = next(iter(value.items()))
        if tag in _READ:
            return _READ[tag](inner)
        if tag == _ESCAPE:
            return {key: decode(item) for key, item in inner.items()}
    return {key: decode(item) for key, item in value.items()}


def encode_field(value: object, hint: Any) -> Json:
    """Encode a dataclass field; as a bare string if the annotation tells its type."""
    if type(value) in _PLAIN and _plain_type(hint) is type(value):
        return _to_text(value)
    return encode(value)


def decode_field(value: Json, hint: Any) -> Any:
    """Decode a dataclass field written by ``encode_field`` with the same annotation."""
    plain = _plain_type(hint)
    if plain is not None and isinstance(value, str):
        return _READ[_PLAIN[plain]](value)
    decoded = decode(value)
    if isinstance(decoded, list) and typing.get_origin(hint) is tuple:
        return tuple(decoded)
    return decoded


def _encode_mapping(value: Mapping[Any, object]) -> dict[str, Any]:
    for key in value:
        if not isinstance(key, str):
            raise TypeError(f"keys in the journal must be str, not {key!r}")
    encoded: dict[str, Any] = {str(key): encode(item) for key, item in value.items()}
    if len(encoded) == 1 and next(iter(encoded)) in {*_READ, _ESCAPE}:
        return {_ESCAPE: encoded}
    return encoded


def _to_text(value: Any) -> str:
    if isinstance(value, datetime):
        if value.utcoffset() is None:
            raise ValueError(f"datetimes in the journal must be aware: {value!r}")
        return value.isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _plain_type(hint: Any) -> type | None:
    """Return datetime, date or Decimal for an annotation of that type, optional or not."""
    if typing.get_origin(hint) in {typing.Union, types.UnionType}:
        rest = [member for member in typing.get_args(hint) if member is not types.NoneType]
        hint = rest[0] if len(rest) == 1 else None
    return hint if hint in _PLAIN else None
