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
    UNTIL = "until", _("Use only until")


class ChangeKind(TextChoices):
    """What happens to a visit at short notice."""

    EARLY = "early", _("Guests early")
    LATE = "late", _("Guests late")
    CANCELLED = "cancelled", _("Item cancelled")
    LENGTH = "length", _("Item longer or shorter")
    HEADS = "heads", _("Number of guests")
    ADDED = "added", _("New item")
    PERSON = "person", _("Person absent")
    ROOM = "room", _("Room unavailable")
    VEHICLE = "vehicle", _("Vehicle failed")


class ChangeState(TextChoices):
    REPORTED = "reported", _("Working out answers")
    PROPOSED = "proposed", _("Awaiting decision")
    AWAITING = "awaiting", _("Awaiting approval")
    APPLIED = "applied", _("Applied")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REFUSED = "refused", _("Refused")


OPEN_CHANGES: Final = (ChangeState.REPORTED, ChangeState.PROPOSED, ChangeState.AWAITING)


class AlternativeKind(TextChoices):
    """How the agenda answers a change."""

    LEAST = "least", _("Fewest changes")
    SHIFT = "shift", _("Move everything")
    SHORTER = "shorter", _("Shorten one item")
    OTHER = "other", _("Another choice")
