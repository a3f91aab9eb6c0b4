"""Guess for which fields the columns of a file stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from yingke.foundation.imports import queries
from yingke.foundation.imports.reading import LineReader
from yingke.foundation.imports.rules import columns
from yingke.foundation.ui.register import Register


def guess(
    register: Register, *, reader: Any, titled: Sequence[tuple[str, Sequence[str]]]
) -> list[dict[str, Any]]:
    """The columns as an import stores them, from their titles and first values."""
    found = columns.match(
        titled,
        queries.names_of(register, LineReader(register, reader=reader).fields),
        keys={name for key in (register.key, *register.other_keys) for name in key},
        remembered=queries.remembered(register.code),
    )
    return [one.as_json() for one in found]
