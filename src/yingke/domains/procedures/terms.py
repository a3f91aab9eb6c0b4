"""Enumerations of procedures and request forms."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Owner roles that belong to a visit; all others are roles of the company.
VISIT_ROLES: Final = ("host", "coordinator", "requester", "account_manager")


class Variant(TextChoices):
    NORMAL = "normal", _("Normal")
    URGENT = "urgent", _("Urgent, compressed")


class Phase(TextChoices):
    BEFORE = "before", _("Before the visit")
    DURING = "during", _("During the visit")
    AFTER = "after", _("After the visit")


class Step(TextChoices):
    """The four steps of the method (四步)."""

    RESEARCH = "research", _("Research")
    DESIGN = "design", _("Design")
    EXECUTION = "execution", _("Execution")
    REVIEW = "review", _("Review")


class Method(TextChoices):
    """The three qualities of the method (三化)."""

    STANDARD = "standard", _("Standardised")
    PERSONAL = "personal", _("Personalised")
    DIGITAL = "digital", _("Digital")


class NodeKind(TextChoices):
    """Name of the gate in `rules.gates` that closes a node."""

    INTAKE = "intake", _("Request and intake")
    PROFILE = "profile", _("Profile and grading")
    NEEDS = "needs", _("Needs research")
    PLAN = "plan", _("Plan and approval")
    RESOURCES = "resources", _("Resources")
    PEOPLE = "people", _("People and content")
    READINESS = "readiness", _("Readiness and rehearsal")
    WELCOME = "welcome", _("Welcome")
    TALKS = "talks", _("Meetings and interaction")
    TOUR = "tour", _("Tour, meal and farewell")
    FEEDBACK = "feedback", _("Feedback and review")
    FOLLOW_UP = "follow_up", _("Follow-up and archive")
    OTHER = "other", _("Custom node")


class Evidence(TextChoices):
    """Evidence that a checklist item requires."""

    NONE = "none", _("Check mark only")
    NOTE = "note", _("Written note")
    FILE = "file", _("File or photo")


class FieldKind(TextChoices):
    """Kinds of additional questions on the request form."""

    TEXT = "text", _("Short text")
    LONG_TEXT = "long_text", _("Long text")
    NUMBER = "number", pgettext_lazy("kind of answer", "Number")
    NIGHTS = "nights", _("Hotel nights")
    DATE = "date", _("Date")
    CHOICE = "choice", _("Single choice")
    CHOICES = "choices", _("Multiple choice")
    YES_NO = "yes_no", _("Yes or no")


class ArchivePart(TextChoices):
    """Part of the visit's archive to which the file of a checklist item belongs."""

    PHOTOS = "photos", _("Photos")
    MINUTES = "minutes", _("Minutes")


class Occasion(TextChoices):
    """What an approval chain decides on."""

    REQUEST = "request", _("Visit request")
    PLAN = "plan", _("Visit plan")


class Urgency(TextChoices):
    """Lead times for which a chain applies."""

    NORMAL = "normal", _("Sufficient notice")
    URGENT = "urgent", _("Short notice")


class Approver(TextChoices):
    """Who decides at a step; all but the first four are people of the visit."""

    APPROVERS = "approvers", _("Anyone who may approve visits")
    URGENT_APPROVERS = "urgent", _("Anyone who may approve short notice")
    ROLE = "role", _("A role")
    UNIT_ROLE = "unit_role", _("A role in the requester's department")
    PERSON = "person", _("One person")
    LEAD_HOST = "host", _("Lead host")
    COORDINATOR = "coordinator", _("Coordinator")
    ACCOUNT_MANAGER = "manager", _("Account manager of the customer")


class Quorum(TextChoices):
    """How many of a step's approvers have to decide."""

    ANY = "any", _("One of them")
    ALL = "all", _("All of them")


class AgendaKind(TextChoices):
    WELCOME = "welcome", _("Welcome")
    OPENING = "opening", _("Opening")
    TALK = "talk", _("Meeting")
    DEMO = "demo", _("Demonstration")
    TOUR = "tour", _("Tour")
    HANDS_ON = "hands_on", _("Hands-on")
    MEAL = "meal", _("Meal")
    BREAK = "break", _("Break")
    SIGNING = "signing", _("Signing")
    TRANSFER = "transfer", _("Transfer")
    FAREWELL = "farewell", _("Farewell")


class PartRole(TextChoices):
    """What a member of staff does in an agenda item."""

    HOST = "host", _("Host")
    EXPERT = "expert", _("Expert")
    GUIDE = "guide", _("Guide")
    INTERPRETER = "interpreter", _("Interpreter")
    DRIVER = "driver", _("Driver")
    SERVICE = "service", _("Service")


# The role of the company whose holders are asked for a part.
HOLDERS: Final[dict[str, str]] = {
    PartRole.HOST: "host",
    PartRole.EXPERT: "business",
    PartRole.GUIDE: "guide",
    PartRole.INTERPRETER: "interpreter",
    PartRole.DRIVER: "logistics",
    PartRole.SERVICE: "logistics",
}
