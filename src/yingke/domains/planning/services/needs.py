"""What agenda items need, and when they may take place."""

from typing import TYPE_CHECKING, Any

from django.db import transaction

from yingke.domains.planning import permissions
from yingke.domains.planning.events import NeedChanged, TimingChanged
from yingke.domains.planning.models import Need, Timing
from yingke.domains.planning.terms import PERSON
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal.records import save_changes
from yingke.foundation.kernel.changes import locked_or_new
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def save_need(
    *, actor: "User | None", pk: int | None = None, version: int | None = None, **columns: Any
) -> Need:
    """Save a need; a new one needs `item_kind`, `kind` and `name`, of a person also `role`."""
    require(actor is None or permissions.can_edit(actor))
    need = locked_or_new(Need, pk, version)
    new = {"kind": need.kind, "role": need.role, **columns}
    if (new["kind"] == PERSON) != bool(new["role"]):
        raise RuleViolation("need_role", field="role")
    save_changes(need, columns, actor=actor, event=NeedChanged.of)
    return need


@transaction.atomic
def save_timing(
    *, actor: "User | None", pk: int | None = None, version: int | None = None, **columns: Any
) -> Timing:
    """Save a timing rule; a new one needs `item_kind` and `name`."""
    require(actor is None or permissions.can_edit(actor))
    timing = locked_or_new(Timing, pk, version)
    new = {"earliest": timing.earliest, "latest": timing.latest, **columns}
    if new["earliest"] and new["latest"] and new["latest"] <= new["earliest"]:
        raise RuleViolation("timing_order", field="latest")
    save_changes(timing, columns, actor=actor, event=TimingChanged.of)
    return timing
