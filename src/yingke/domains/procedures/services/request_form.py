"""Add, reword, order and retire the company's own questions.

Only the order of a row is updated: a wording that was in use is kept.
"""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.db import transaction

from yingke.domains.procedures import events, permissions
from yingke.domains.procedures.models import RequestField, VisitType
from yingke.domains.procedures.queries import request_form
from yingke.domains.procedures.rules import request_form as rules
from yingke.domains.procedures.rules.request_form import Wording
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.kernel.ordering import moved

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def add_field(
    *, actor: "User", visit_type_id: int | None, wording: Wording, code: str = ""
) -> RequestField:
    """Add a question at the end of the form; None adds it for all visit types."""
    require(permissions.can_edit(actor))
    rules.check_wording(wording)
    rows = _locked(visit_type_id)
    row = RequestField.objects.create(
        visit_type_id=visit_type_id,
        code=rules.code_for(code, wording.name_en, _taken(visit_type_id)),
        position=max((row.position for row in rows), default=-1) + 1,
        since=clock.now(),
        **_columns(wording),
    )
    _record(actor, "added", row, {}, values_of(row))
    return row


@transaction.atomic
def change_field(*, actor: "User", field_id: int, version: int, wording: Wording) -> RequestField:
    """Reword a question from now on; existing requests keep the old wording.

    `version` is the id of the wording that the editor saw.
    """
    require(permissions.can_edit(actor))
    rules.check_wording(wording)
    old = _current(field_id, version)
    before = values_of(old)
    new = RequestField(
        visit_type_id=old.visit_type_id,
        code=old.code,
        position=old.position,
        since=clock.now(),
        **_columns(wording),
    )
    after = values_of(new)
    changed = [name for name in after if before[name] != after[name]]
    if not changed:
        return old
    _end(old)
    new.save()
    _record(
        actor,
        "changed",
        new,
        {name: before[name] for name in changed},
        {name: after[name] for name in changed},
    )
    return new


@transaction.atomic
def retire_field(*, actor: "User", field_id: int, version: int) -> RequestField:
    """Retire a question; given answers are kept."""
    require(permissions.can_edit(actor))
    row = _current(field_id, version)
    _end(row)
    _record(actor, "retired", row, values_of(row), {})
    return row


@transaction.atomic
def move_field(*, actor: "User", field_id: int, up: bool) -> None:
    """Move a question up or down by one."""
    require(permissions.can_edit(actor))
    known = RequestField.objects.get(pk=field_id)
    rows = _locked(known.visit_type_id)
    row = next((row for row in rows if row.code == known.code), None)
    if row is None:
        raise RuleViolation("question_retired", question=known.label)
    before = [one.code for one in rows]
    ordered = moved(rows, rows.index(row), up=up)
    for position, one in enumerate(ordered):
        one.position = position
    RequestField.objects.bulk_update(ordered, ["position"])
    after = [one.code for one in ordered]
    if after != before:
        _record(actor, "moved", row, {"order": before}, {"order": after})


def values_of(row: RequestField) -> dict[str, Any]:
    """Return a question's values for the journal."""
    return {name: getattr(row, name) for name in Wording.__dataclass_fields__}


def _columns(wording: Wording) -> dict[str, Any]:
    values = asdict(wording)
    values["options"] = list(wording.options) if wording.kind in rules.WITH_OPTIONS else []
    return values


def _locked(visit_type_id: int | None) -> list[RequestField]:
    """Lock the questions of one form: by their type, or all of those for all types."""
    if visit_type_id is not None:
        VisitType.objects.select_for_update().get(pk=visit_type_id)
    return list(request_form.own_fields(visit_type_id).select_for_update())


def _current(field_id: int, version: int) -> RequestField:
    """Return the current wording; RuleViolation("stale") if it is not the one that was seen."""
    known = RequestField.objects.get(pk=field_id)
    rows = _locked(known.visit_type_id)
    row = next((row for row in rows if row.code == known.code), None)
    if row is None:
        raise RuleViolation("question_retired", question=known.label)
    if row.pk != version:
        raise RuleViolation("stale", version=version, stored=row.pk)
    return row


def _end(row: RequestField) -> None:
    row.until = clock.now()
    row.save(update_fields=["until"])


def _taken(visit_type_id: int | None) -> set[str]:
    """Return codes used on the same forms: answers of a form are stored by code."""
    rows = request_form.asked() if visit_type_id is None else request_form.fields_of(visit_type_id)
    return set(rows.values_list("code", flat=True))


def _record(
    actor: "User",
    change: str,
    row: RequestField,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    journal.record(
        actor=actor,
        event=events.RequestFormChanged(
            *(row.visit_type_id or 0, change, row.code, row.name, row.name_en),
            *(before, after),
        ),
    )
