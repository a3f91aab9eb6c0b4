"""Values to JSON and back, exactly: what comes out equals what went in, moment by moment.

A field annotated as a plain ``datetime``, ``date`` or ``Decimal`` (or one of them or None) is
stored as a bare string, so that SQL can cast it: ``(data->>'arrives_at')::timestamptz``. Anywhere
else, inside lists and dictionaries, such a value carries a tag: ``{"$decimal": "1.50"}``.
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
    """Turn a value into JSON, tagging what JSON cannot say.

    Raises TypeError for a type that would not come back as it went in (float, set, a lazily
    translated text, an object) and ValueError for a moment without a time zone.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        return int(value)
    if type(value) in _PLAIN:
        return {_PLAIN[type(value)]: _written(value)}
    if isinstance(value, list | tuple):
        return [encode(item) for item in value]
    if isinstance(value, Mapping):
        return _encode_mapping(value)
    raise TypeError(f"{type(value).__name__} cannot be written to the journal exactly: {value!r}")


def decode(value: Json) -> Any:
    """Turn JSON written by ``encode`` back into the values."""
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
    """Encode a dataclass field; a bare string where the annotation says enough."""
    if type(value) in _PLAIN and _plain_type(hint) is type(value):
        return _written(value)
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
            raise TypeError(f"a key in the journal is a text, not {key!r}")
    encoded: dict[str, Any] = {str(key): encode(item) for key, item in value.items()}
    if len(encoded) == 1 and next(iter(encoded)) in {*_READ, _ESCAPE}:
        return {_ESCAPE: encoded}
    return encoded


def _written(value: Any) -> str:
    if isinstance(value, datetime):
        if value.utcoffset() is None:
            raise ValueError(f"a moment in the journal has a time zone: {value!r}")
        return value.isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _plain_type(hint: Any) -> type | None:
    """Return datetime, date or Decimal for an annotation of that type, None admitted."""
    if typing.get_origin(hint) in {typing.Union, types.UnionType}:
        rest = [member for member in typing.get_args(hint) if member is not types.NoneType]
        hint = rest[0] if len(rest) == 1 else None
    return hint if hint in _PLAIN else None
