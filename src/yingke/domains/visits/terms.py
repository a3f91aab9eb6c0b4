"""Words of the trade: what states a visit goes through, and what its parts are."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class VisitState(TextChoices):
    """The life of a visit; `rules.states` says who may lead where."""

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


class LeadClass(TextChoices):
    """How early a request came, measured on the working calendar."""

    NORMAL = "normal", _("In good time")
    URGENT = "urgent", _("Urgent")
    EXCEPTION = "exception", _("Below the urgent limit")


class Variant(TextChoices):
    """The two shapes of a procedure."""

    NORMAL = "normal", _("Normal")
    URGENT = "urgent", _("Urgent, compressed")


class UrgencyReason(TextChoices):
    CUSTOMER = "customer", _("The customer decided at short notice")
    DELEGATION = "delegation", _("A delegation passes through")
    CRISIS = "crisis", _("A problem in delivery has to be solved")
    COMPETITION = "competition", _("A competitor is close to signing")
    OTHER = "other", _("Another reason")


class Channel(TextChoices):
    """How the customer's wish reached us and was confirmed."""

    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")
    ONLINE = "online", _("Online meeting")
    CHAT = "chat", _("Chat")
    IN_PERSON = "in_person", _("In person")


class Demand(TextChoices):
    """What the customer comes for."""

    CONSULTING = "consulting", _("Technical consulting")
    COOPERATION = "cooperation", _("Talks on cooperation")
    TOUR = "tour", _("Visit and inspection")
    SIGNING = "signing", _("Signing of a contract")
    COURTESY = "courtesy", _("Courtesy visit")


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
    """What closes a node: the gate of this name in `rules.gates`."""

    INTAKE = "intake", _("Request and intake")
    PROFILE = "profile", _("Profile and grade")
    NEEDS = "needs", _("Needs research")
    PLAN = "plan", _("Plan and approval")
    RESOURCES = "resources", _("Resources")
    PEOPLE = "people", _("People and content")
    READINESS = "readiness", _("Readiness and rehearsal")
    WELCOME = "welcome", _("Welcome")
    TALKS = "talks", _("Talks and interaction")
    TOUR = "tour", _("Tour, meal, farewell")
    FEEDBACK = "feedback", _("Feedback and review")
    FOLLOW_UP = "follow_up", _("Follow-up and archive")
    OTHER = "other", _("A node of the company's own")


class NodeState(TextChoices):
    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    WAIVED = "waived", _("Waived")


class TaskState(TextChoices):
    ASSIGNED = "assigned", _("Assigned")
    ACCEPTED = "accepted", _("Accepted")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("No longer needed")


class Evidence(TextChoices):
    """What a check item wants before it counts."""

    NONE = "none", _("A tick")
    NOTE = "note", _("A note")
    FILE = "file", _("A file or photo")


class AgendaKind(TextChoices):
    WELCOME = "welcome", _("Welcome")
    OPENING = "opening", _("Opening")
    TALK = "talk", _("Talks")
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


class Answer(TextChoices):
    """A member of staff's answer to an invitation."""

    ASKED = "asked", _("Awaiting an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")


class GuestRole(TextChoices):
    PRINCIPAL = "principal", _("Principal guest")
    VIP = "vip", _("Important guest")
    COMPANION = "companion", _("Companion")
    LIAISON = "liaison", _("Liaison")


class ApprovalKind(TextChoices):
    REQUEST = "request", _("Request")
    URGENCY = "urgency", _("Short notice")
    PLAN = "plan", _("Plan")


class Decision(TextChoices):
    PENDING = "pending", _("Awaiting a decision")
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class PaperKind(TextChoices):
    """What a file of a visit is for; photos and minutes count for the archive."""

    PHOTOS = "photos", _("Photos")
    MINUTES = "minutes", _("Minutes")
    MATERIALS = "materials", _("Materials")
    CONFIRMATION = "confirmation", _("Confirmation")
    OTHER = "other", _("Other papers")


class FieldKind(TextChoices):
    """Shapes of an additional question on the request form."""

    TEXT = "text", _("Text")
    LONG_TEXT = "long_text", _("Long text")
    NUMBER = "number", pgettext_lazy("kind of answer", "Number")
    DATE = "date", _("Date")
    CHOICE = "choice", _("One of several")
    CHOICES = "choices", _("Any of several")
    YES_NO = "yes_no", _("Yes or no")


class ProcedureState(TextChoices):
    """How far a version came; which published one is in force is a matter of its moment."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")
