"""Enumerations of planning."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from yingke.domains.resources.terms import ResourceKind

PERSON: Final = "person"


class NeedKind(TextChoices):
    """What an agenda item needs: a person, or something that is booked."""

    PERSON = "person", _("Person")
    ROOM = "room", ResourceKind.ROOM.label
    SHOWROOM = "showroom", ResourceKind.SHOWROOM.label
    VEHICLE = "vehicle", ResourceKind.VEHICLE.label
    EQUIPMENT = "kit", ResourceKind.EQUIPMENT.label


class ProposalState(TextChoices):
    QUEUED = "queued", _("Queued")
    RUNNING = "running", _("Improving")
    DONE = "done", _("Ready")
    CANCELLED = "cancelled", _("Replaced")
    ACCEPTED = "accepted", _("Accepted")


# One proposal of a visit at most is in one of these.
OPEN_STATES: Final = (ProposalState.QUEUED, ProposalState.RUNNING, ProposalState.DONE)
AT_WORK_STATES: Final = (ProposalState.QUEUED, ProposalState.RUNNING)


class AskKind(TextChoices):
    """What a person asks of the planner."""

    TIME = "time", _("Keep the time")
    PICK = "pick", _("Use for this item")
    WAIVE = "waive", _("Use despite a rule")
    FORBID = "forbid", _("Don't use")
