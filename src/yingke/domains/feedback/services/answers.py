"""Request and record feedback."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse

from yingke.domains.feedback import events, permissions, queries
from yingke.domains.feedback.models import Feedback
from yingke.domains.feedback.rules import score as rules
from yingke.domains.feedback.terms import AnswerKind, Channel, Intention
from yingke.domains.procedures.terms import NodeKind
from yingke.domains.visits.models import Visit
from yingke.domains.visits.queries.facts import parameter
from yingke.domains.visits.services import procedure
from yingke.domains.visits.services import tasks as visit_tasks
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

TASK = "feedback.form"


@dataclass(frozen=True)
class FeedbackFields:
    """Values of the form; `ratings` is `{question code: 0–best}`, `answers` the other kinds."""

    ratings: Mapping[str, int]
    answers: Mapping[str, Any] = field(default_factory=dict)
    channel: str = "phone"
    respondent_id: int | None = None
    intention: str = "possible"
    suggestions: str = ""
    open_questions: str = ""
    advice: str = ""


@transaction.atomic
def ask_for_feedback(*, visit_id: int) -> Feedback:
    """Request feedback on an ended visit and assign it to the lead host (P24)."""
    visit = Visit.objects.select_related("account", "site", "visit_type").get(pk=visit_id)
    ended_at = visit.ended_at or clock.now()
    due_at = ended_at + parameter(visit, "feedback.due")
    first = {"due_at": due_at, "questionnaire": queries.in_force()}
    feedback, made = Feedback.objects.get_or_create(visit=visit, defaults=first)
    if made:
        journal.record(
            actor=None, event=events.FeedbackRequested(visit.pk, visit.account_id, due_at)
        )
        visit_tasks.assign_external_task(
            visit,
            origin=TASK,
            name="回访客户，填写反馈表",
            name_en="Call the guests and fill in the feedback form",
            assignee_id=visit.lead_host_id,
            due_at=due_at,
            link=reverse("feedback:record", args=[visit.pk]),
            node_kind=NodeKind.FEEDBACK,
        )
    return feedback


@transaction.atomic
def record(*, actor: "User", visit_id: int, version: int, fields: FeedbackFields) -> Feedback:
    """Record or correct feedback; the score is computed."""
    feedback = (
        Feedback.objects.select_for_update(of=("self",)).select_related("visit").get(visit=visit_id)
    )
    visit = feedback.visit
    require(permissions.can_record(actor, visit), "feedback.record")
    if feedback.version != version:
        raise RuleViolation("stale", stored=feedback.version, edited=version)
    guest_ids = set(visit.guests.values_list("contact_id", flat=True))
    if fields.respondent_id is not None and fields.respondent_id not in guest_ids:
        raise RuleViolation("respondent_is_no_guest", field="respondent")
    if fields.channel not in Channel:
        raise RuleViolation("channel_unknown", field="channel")
    if fields.intention not in Intention:
        raise RuleViolation("intention_unknown", field="intention")
    asked = queries.asked(feedback.questionnaire_id)
    given = rules.checked({**fields.answers, **fields.ratings}, asked)
    feedback.score = rules.score(given, asked)
    rated = {question.code for question in asked if question.kind == AnswerKind.RATING}
    feedback.ratings = {code: given[code] for code in given if code in rated}
    feedback.answers = {code: given[code] for code in given if code not in rated}
    feedback.respondent_id = fields.respondent_id
    for name in ("channel", "intention", "suggestions", "open_questions", "advice"):
        setattr(feedback, name, getattr(fields, name))
    feedback.recorded_at, feedback.recorded_by = clock.now(), actor
    feedback.version += 1
    feedback.save()
    journal.record(
        actor=actor,
        event=events.FeedbackRecorded(
            visit.pk, visit.account_id, feedback.due_at, feedback.score, feedback.intention
        ),
    )
    visit_tasks.complete_external_task(visit, origin=TASK, actor=actor)
    procedure.close_if_open(visit, NodeKind.FEEDBACK, actor=actor)
    return feedback
