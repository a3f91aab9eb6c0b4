"""Enumerations of visits, their parts and decisions."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingke.domains.procedures import terms as procedures

# Standard agendas, one package below, use them too.
AgendaKind = procedures.AgendaKind
PartRole = procedures.PartRole


INTERACTIVE: Final = frozenset({"talk", "demo", "hands_on", "tour"})
"""Kinds of items in which guests take part."""


class VisitState(TextChoices):
    """States of a visit; `rules.states` has the transitions."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    REJECTED = "rejected", _("Rejected")
    APPROVED = "approved", _("Approved")
    PLANNED = "planned", _("Planned")
    CONFIRMED = "confirmed", _("Confirmed")
    IN_PROGRESS = "in_progress", _("In progress")
    ENDED = "ended", _("Ended")
    FOLLOW_UP = "follow_up", _("Follow-up")
    ARCHIVED = "archived", _("Archived")
    CANCELLED = "cancelled", _("Cancelled")


# Read-only states; a cancelled visit can be restored.
CLOSED_STATES: Final = (VisitState.ARCHIVED, VisitState.CANCELLED, VisitState.REJECTED)
# Approved, before the arrival.
PREPARATION_STATES: Final = (VisitState.APPROVED, VisitState.PLANNED, VisitState.CONFIRMED)
UNDER_WAY_STATES: Final = (*PREPARATION_STATES, VisitState.IN_PROGRESS)


class LeadClass(TextChoices):
    """Class of a request's lead time on the working calendar."""

    NORMAL = "normal", _("Sufficient notice")
    URGENT = "urgent", _("Urgent")
    EXCEPTION = "exception", _("Below urgent minimum")


class UrgencyReason(TextChoices):
    CUSTOMER = "customer", _("Customer decided at short notice")
    DELEGATION = "delegation", _("Delegation passing through")
    CRISIS = "crisis", _("Delivery issue to resolve")
    COMPETITION = "competition", _("Competitor about to sign")
    OTHER = "other", _("Other reason")


class Channel(TextChoices):
    """How the customer's request arrived and was confirmed."""

    EMAIL = "email", _("Email")
    PHONE = "phone", _("Phone")
    ONLINE = "online", _("Online meeting")
    CHAT = "chat", _("Chat")
    IN_PERSON = "in_person", _("In person")


class Demand(TextChoices):
    """Main objective of the customer."""

    CONSULTING = "consulting", _("Technical consultation")
    COOPERATION = "cooperation", _("Partnership talks")
    TOUR = "tour", _("Tour and inspection")
    SIGNING = "signing", _("Contract signing")
    COURTESY = "courtesy", _("Courtesy visit")


class NodeState(TextChoices):
    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    SKIPPED = "waived", _("Skipped")


class TaskState(TextChoices):
    ASSIGNED = "assigned", _("Assigned")
    ACCEPTED = "accepted", _("Accepted")
    DONE = "done", _("Done")
    CANCELLED = "dropped", _("Cancelled")


OPEN_TASK_STATES: Final = (TaskState.ASSIGNED, TaskState.ACCEPTED)


class Answer(TextChoices):
    """`PLANNED` is before the invitation, which the approval of the plan sends."""

    PLANNED = "planned", _("Not invited yet")
    ASKED = "asked", _("Awaiting reply")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")


class GuestRole(TextChoices):
    PRINCIPAL = "principal", _("Principal guest")
    VIP = "vip", _("VIP")
    COMPANION = "companion", _("Accompanying guest")
    LIAISON = "liaison", _("Liaison")


class ApprovalKind(TextChoices):
    REQUEST = "request", _("Request")
    URGENCY = "urgency", _("Short notice")
    PLAN = "plan", _("Plan")


class Decision(TextChoices):
    WAITING = "waiting", _("Not started")
    PENDING = "pending", _("Awaiting approval")
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Changed since approval")


# Not decided yet.
OPEN_DECISIONS: Final = (Decision.WAITING, Decision.PENDING)


class PaperKind(TextChoices):
    """Type of a file; photos and minutes are parts of the archive."""

    PHOTOS = "photos", _("Photos")
    MINUTES = "minutes", _("Minutes")
    MATERIALS = "materials", _("Materials")
    CONFIRMATION = "confirmation", _("Confirmation")
    OTHER = "other", _("Other documents")


# What a number of the procedure may depend on (`queries.facts.parameter`).
OF_A_VISIT: Final = ("visit_type", "site", "tier")

HOLD_EXPIRED: Final = "hold expired"  # stored where a visit was cancelled by the clock


def cancel_reason(stored: str) -> str:
    """Return the reason a person entered, or the text of an automatic one."""
    return gettext("The date hold expired.") if stored == HOLD_EXPIRED else stored
