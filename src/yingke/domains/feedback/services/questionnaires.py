"""Draft, edit, publish and withdraw versions of the feedback form."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from yingke.domains.feedback import events, permissions, queries
from yingke.domains.feedback.models import Question, Questionnaire
from yingke.domains.feedback.rules import questionnaire as rules
from yingke.foundation.drafts import services as drafts
from yingke.foundation.drafts.terms import VersionState
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import changes, clock
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.kernel.ordering import moved

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@dataclass(frozen=True)
class QuestionFields:
    """Fields of a question; a rating runs from 0 to `best`."""

    name: str
    name_en: str = ""
    kind: str = "rating"
    party: str = "guest"
    best: int = 10
    weight: int = 1
    required: bool = True


@transaction.atomic
def draft_form(*, actor: "User") -> Questionnaire:
    """Return the draft of the form; if there is none, copy the version in force."""
    require(permissions.can_edit_forms(actor), "feedback.edit_forms")
    known = list(Questionnaire.objects.select_for_update())
    draft = next((row for row in known if row.state == VersionState.DRAFT), None)
    if draft is not None:
        return draft
    source = queries.in_force()
    last = Questionnaire.objects.aggregate(Max("number"))["number__max"]
    made = Questionnaire.objects.create(number=last + 1, made_by=actor, made_at=clock.now())
    Question.objects.bulk_create(
        Question(questionnaire=made, **values) for values in queries.content(source)
    )
    _record(actor, made, "drafted", {}, {"copy_of": source.number})
    return made


@transaction.atomic
def add_question(*, actor: "User", questionnaire_id: int, fields: QuestionFields) -> Question:
    """Add a question at the end of the form."""
    form = drafts.open_draft(LINE, actor=actor, pk=questionnaire_id)
    _check(fields)
    known = Question.objects.values_list("code", flat=True).distinct()
    last = form.questions.aggregate(Max("position"))["position__max"]
    row = Question.objects.create(
        questionnaire=form,
        code=rules.code_for(fields.name_en, list(known)),
        position=0 if last is None else last + 1,
        **asdict(fields),
    )
    _record(actor, form, "question_added", {}, asdict(fields), row)
    return row


@transaction.atomic
def change_question(
    *, actor: "User", question_id: int, version: int, fields: QuestionFields
) -> Question:
    """Edit a question; `version` is the one that was seen."""
    form, row = _question(actor, question_id)
    changes.require_current(row, version)
    _check(fields)
    done = changes.write(row, asdict(fields))
    if done.after:
        _record(actor, form, "question_changed", done.before, done.after, row)
    return row


@transaction.atomic
def move_question(*, actor: "User", question_id: int, up: bool) -> None:
    """Move a question up or down by one."""
    form, row = _question(actor, question_id)
    rows = list(form.questions.all())
    before = [one.code for one in rows]
    ordered = moved(rows, before.index(row.code), up=up)
    for position, one in enumerate(ordered):
        one.position = position
    Question.objects.bulk_update(ordered, ["position"])
    after = [one.code for one in ordered]
    if after != before:
        _record(actor, form, "question_moved", {"order": before}, {"order": after}, row)


@transaction.atomic
def remove_question(*, actor: "User", question_id: int) -> None:
    """Remove a question from the draft."""
    form, row = _question(actor, question_id)
    before = {name: getattr(row, name) for name in QuestionFields.__dataclass_fields__}
    row.delete()
    _record(actor, form, "question_removed", before, {}, row)


@transaction.atomic
def publish(
    *,
    actor: "User",
    questionnaire_id: int,
    version: int,
    in_force_from: datetime | None = None,
    note: str = "",
) -> Questionnaire:
    """Use this version for visits that end from a moment on (default: now).

    `version` is the revision that was seen. Feedback already requested keeps its questions.
    RuleViolation as in `drafts.services.publish`; "form_faulty" carries `faults`.
    """
    return drafts.publish(
        LINE,
        actor=actor,
        pk=questionnaire_id,
        revision=version,
        in_force_from=in_force_from,
        note=note,
    )


@transaction.atomic
def withdraw(*, actor: "User", questionnaire_id: int) -> Questionnaire:
    """Revert a version that is not yet in force to a draft."""
    return drafts.withdraw(LINE, actor=actor, pk=questionnaire_id)


@transaction.atomic
def discard_draft(*, actor: "User", questionnaire_id: int) -> None:
    """Delete a draft; the journal keeps its entries."""
    drafts.discard(LINE, actor=actor, pk=questionnaire_id)


def _question(actor: "User", question_id: int) -> tuple[Questionnaire, Question]:
    form_id = Question.objects.values_list("questionnaire", flat=True).get(pk=question_id)
    return drafts.open_draft(LINE, actor=actor, pk=form_id), Question.objects.get(pk=question_id)


def _check(fields: QuestionFields) -> None:
    if not fields.name.strip():
        raise RuleViolation("name_missing", field="name")
    if fields.kind == "rating" and fields.best not in rules.SCALES:
        raise RuleViolation("scale_unknown", field="best")


def _record(
    actor: "User",
    form: Questionnaire,
    change: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    row: Question | None = None,
) -> None:
    """Count the edit and journal it."""
    form.revision += 1
    form.save(update_fields=["revision"])
    _journal(actor, form, change, before, after, row)


def _journal(
    actor: "User",
    form: Questionnaire,
    change: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    row: Question | None = None,
) -> None:
    name, name_en = (row.name, row.name_en) if row else ("", "")
    journal.record(
        actor=actor,
        event=events.FormChanged(
            form.pk, form.number, change, name, name_en, dict(before), dict(after)
        ),
    )


LINE = drafts.Line(
    model=Questionnaire,
    may_edit=permissions.can_edit_forms,
    siblings=lambda form: Questionnaire.objects.all(),
    faults=lambda form: rules.faults(queries.content(form)),
    faulty="form_faulty",
    record=_journal,
)
