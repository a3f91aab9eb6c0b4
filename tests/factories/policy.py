"""Parameters and clauses for tests."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

from yingke.foundation import policy
from yingke.foundation.policy.rules.kinds import Value
from yingke.foundation.policy.terms import Kind

_numbers = count(1)


def make_parameter(
    *,
    kind: str = Kind.WORKING_DAYS,
    default: Value = 3,
    code: str | None = None,
    title: str = "正常接待提前量",
    clause: str = "",
    group: policy.Group | str = "接待前",
    dimensions: tuple[str, ...] = ("visit_type", "site", "tier"),
    table: Mapping[tuple[str, ...], Value] | None = None,
) -> policy.Parameter:
    """A declared parameter; the fixture `own_register` forgets it after the test."""
    parameter = policy.Parameter(
        code=code or f"sample.number{next(_numbers)}",
        kind=kind,
        default=default,
        title=title,
        clause=clause,
        group=group,
        dimensions=dimensions,
        table=table or {},
    )
    policy.declare(parameter)
    return parameter
