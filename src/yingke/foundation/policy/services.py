"""Changes of parameters and clauses. `actor=None` is the system, such as the command line."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.db import transaction

from yingke.foundation.identity.permissions import require
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.changes import locked_or_new, write
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.kernel.signals import send_change
from yingke.foundation.policy import cache, queries
from yingke.foundation.policy.models import PolicyChange, PolicyClause, PolicyVersion
from yingke.foundation.policy.parameters import declared
from yingke.foundation.policy.rules import kinds

if TYPE_CHECKING:
    from datetime import datetime

    from yingke.foundation.identity.models import User
    from yingke.foundation.policy.rules.kinds import Value


@transaction.atomic
def set_value(
    *,
    actor: User | None,
    code: str,
    value: Value | None,
    effective_from: datetime | None = None,
    note: str = "",
    seen: int | None = None,
    **scope: str | None,
) -> PolicyChange:
    """Set a value from `effective_from`, by default now, company-wide or in a scope.

    `scope` holds codes by dimension; None or an empty code means "all". Raises ValueError for a
    dimension that the value does not depend on.

    `value=None` removes the value of the scope. `seen` is the `queries.last_change_id` that the
    editor saw. Raises RuleViolation `stale` if there is a newer change, `effective_in_the_past`
    since past values must not change.
    """
    _require_editor(actor)
    parameter = declared()[code]
    if unknown := scope.keys() - parameter.dimensions:
        raise ValueError(f"{code} does not depend on {', '.join(sorted(unknown))}")
    version, _created = PolicyVersion.objects.select_for_update().get_or_create(pk=1)
    cache.refresh()
    last = queries.last_change_id(code)
    if seen is not None and seen != last:
        raise RuleViolation("stale", stored=last, edited=seen)
    now = clock.now()
    moment = effective_from or now
    if moment < now:
        raise RuleViolation("effective_in_the_past", field="effective_from")
    text = None if value is None else kinds.stored(parameter.kind, value)
    before = queries.value(code, at=moment, **scope)
    change = PolicyChange.objects.create(
        code=code,
        scope={name: chosen for name, chosen in scope.items() if chosen},
        value=text,
        before=kinds.stored(parameter.kind, before),
        effective_from=moment,
        note=note,
        actor=actor,
        recorded_at=now,
    )
    send_change(
        actor,
        "policy.parameter_changed",
        (change.pk, code),
        before={"value": change.before, **change.scope},
        after={"value": change.value, **change.scope, "effective_from": moment},
    )
    version.token = uuid.uuid4()
    version.save(update_fields=["token"])
    cache.refresh()
    return change


@transaction.atomic
def save_clause(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> PolicyClause:
    """Add a clause, or edit one; a new one needs `document`, `number`, `title` and `text`."""
    _require_editor(actor)
    clause = locked_or_new(PolicyClause, pk, version)
    done = write(clause, columns)
    if done.after:
        subject = (clause.pk, str(clause))
        send_change(actor, "policy.clause_changed", subject, before=done.before, after=done.after)
    return clause


def _require_editor(actor: User | None) -> None:
    require(actor is None or actor.may("policy.edit"), "policy.edit")
