"""The JSON Schemas of problems and plans, drawn from the values themselves."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from .json_form import HEADS, VERSION
from .plans import Plan
from .values import Activity, Problem, Requirement

_PLAIN: dict[object, dict[str, Any]] = {
    int: {"type": "integer"},
    float: {"type": "number"},
    str: {"type": "string"},
    bool: {"type": "boolean"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
}


def problem_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a problem document of this version."""
    return _document(Problem, "problem", "A planning problem")


def plan_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a plan document of this version."""
    return _document(Plan, "plan", "A plan")


def _document(kind: Any, name: str, title: str) -> dict[str, Any]:
    definitions: dict[str, Any] = {}
    body = _record(kind, definitions)
    body["properties"] = {
        "format": {"const": f"yingke.{name}"},
        "version": {"const": VERSION},
        **body["properties"],
    }
    body["required"] = ["format", "version", *body.get("required", [])]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **body,
        "$defs": dict(sorted(definitions.items())),
    }


def _record(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    fields = dataclasses.fields(kind)
    properties = {field.name: _property(field, hints, definitions) for field in fields}
    if kind is Activity:
        people = {key: properties.pop(key) for key in ("required", "preferred")}
        properties["attendees"] = _object(people, [])
    if kind is Requirement:
        properties["seats"] = {"anyOf": [{"type": "integer"}, {"const": HEADS}], "default": 0}
    required = [
        field.name
        for field in fields
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    ]
    return {**_object(properties, required), "description": _first_line(kind)}


def _property(
    field: dataclasses.Field[Any], hints: dict[str, Any], definitions: dict[str, Any]
) -> dict[str, Any]:
    """The shape of a field with its default, where that is a plain value."""
    shape = _value(hints[field.name], definitions)
    if isinstance(field.default, bool | int | float | str):
        return {**shape, "default": field.default}
    return shape


def _object(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    shape = {"type": "object", "additionalProperties": False, "properties": properties}
    return {**shape, "required": required} if required else shape


def _first_line(kind: Any) -> str:
    return str(kind.__doc__).strip().split("\n", maxsplit=1)[0]


def _value(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if hint in _PLAIN:
        return _PLAIN[hint]
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in {typing.Union, types.UnionType}:
        return {"anyOf": [_value(inner[0], definitions), {"type": "null"}]}
    if origin is tuple and inner[-1] is Ellipsis:
        return {"type": "array", "items": _value(inner[0], definitions)}
    if origin is tuple:
        items = [_value(kind, definitions) for kind in inner]
        count = len(items)
        return {"type": "array", "prefixItems": items, "minItems": count, "maxItems": count}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _value(inner[1], definitions)}
    if issubclass(hint, StrEnum):
        return {"enum": [member.value for member in hint]}
    if hint.__name__ not in definitions:
        definitions[hint.__name__] = {}
        definitions[hint.__name__] = _record(hint, definitions)
    return {"$ref": f"#/$defs/{hint.__name__}"}
