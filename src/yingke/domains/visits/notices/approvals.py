"""Notifications about approvals: requests, decisions, overdue ones."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yingke.domains.visits.models import Approval, Visit
from yingke.domains.visits.notices.telling import running, tell
from yingke.domains.visits.queries import approvals as queries
from yingke.domains.visits.terms import Decision
from yingke.foundation.identity import queries as identity
from yingke.foundation.identity.models import User
from yingke.foundation.notifications import services as notifications
from yingke.foundation.notifications.kinds import Kind, declare, words

declare(
    Kind(
        "visits.approval_wanted",
        _("%(visit)s is waiting for your approval"),
        _("Submitted by %(requester)s."),
        label=_("Approval requested"),
    ),
    Kind(
        "visits.approved",
        _("%(visit)s was approved"),
        _("%(comment)s"),
        label=_("Visit approved"),
    ),
    Kind(
        "visits.returned",
        _("%(visit)s was returned"),
        _("%(comment)s"),
        label=_("Visit returned"),
    ),
    Kind(
        "visits.rejected",
        _("%(visit)s was rejected"),
        _("%(comment)s"),
        label=_("Visit rejected"),
    ),
    Kind(
        "visits.plan_lapsed",
        _("%(visit)s: plan changed since approval"),
        _("Review the changes and submit version %(version)s again."),
        label=_("Plan changed since approval"),
    ),
    Kind(
        "visits.approval_overdue",
        _("Overdue approval: %(visit)s"),
        _("“%(step)s” was due %(due)s."),
        urgent=True,
        label=_("Approval overdue"),
    ),
)
ASKING = ("visits.approval_wanted", "visits.approval_overdue")


def approval_wanted(visit: Visit, approval: Approval) -> None:
    """Notify the approvers."""
    tell(
        visit,
        queries.deciders_of(approval),
        "visits.approval_wanted",
        f"approval:{approval.pk}:{approval.assignee_id or 0}",
        url=_address(approval),
        requester=words(approval.asked_by),
    )


def approval_answered(approval: Approval) -> None:
    """Close the notification for everyone who received it."""
    people = {*queries.candidates(approval), *_above(approval)}
    notifications.mark_answered(to=people, url=_address(approval), kinds=ASKING)


def approval_overdue(approval: Approval) -> None:
    """Notify the approvers, the escalation role and the submitter."""
    visit = approval.visit
    step = words(approval.step) if approval.step else str(approval.get_kind_display())
    told = {*queries.deciders_of(approval), *_above(approval)}
    for people, url in ((told, _address(approval)), ({approval.asked_by} - told, "")):
        tell(
            visit,
            people,
            "visits.approval_overdue",
            f"approval:{approval.pk}",
            url=url,
            step=step,
            due=approval.due_at,
        )


def request_approved(visit: Visit) -> None:
    """Notify the requester and who runs the visit."""
    key = f"request-approved:{visit.version}"
    tell(visit, {visit.requester, *running(visit)}, "visits.approved", key, comment="")


def plan_lapsed(visit: Visit, approval: Approval) -> None:
    """Notify who runs the visit and who approved the plan."""
    version = approval.plan.number if approval.plan else 0
    key = f"lapsed:{version}:{visit.version}"
    to = running(visit) | {approval.decided_by}
    tell(visit, to, "visits.plan_lapsed", key, version=version)


def decided(visit: Visit, approval: Approval) -> None:
    """Notify the submitter of the decision."""
    kind = {
        Decision.APPROVED: "visits.approved",
        Decision.RETURNED: "visits.returned",
        Decision.REJECTED: "visits.rejected",
    }[Decision(approval.decision)]
    to = {approval.asked_by, visit.requester}
    tell(visit, to, kind, f"approval:{approval.pk}:decided", comment=approval.comment)


def _above(approval: Approval) -> set[User]:
    """Return holders of the role to which the step escalates."""
    role = approval.step.escalate_to if approval.step else ""
    return set(identity.users_in_role(role)) if role else set()


def _address(approval: Approval) -> str:
    return reverse("visits:decide", args=[approval.pk])
