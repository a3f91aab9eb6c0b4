"""The procedure of one visit: nodes, their tasks and required evidence."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yingke.domains.procedures.terms import Evidence, Method, NodeKind, Phase, Step
from yingke.domains.visits.models.visit import Visit
from yingke.domains.visits.terms import OPEN_TASK_STATES, NodeState, TaskState
from yingke.foundation.documents.models import Document
from yingke.foundation.identity.models import OrgUnit
from yingke.foundation.kernel.constraints import within
from yingke.foundation.kernel.naming import Bilingual

PERSON = settings.AUTH_USER_MODEL


class Node(Bilingual):
    """One of a visit's twelve nodes; only `services.procedure.complete_node` completes it."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="nodes")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=NodeKind.choices)
    phase = models.CharField(max_length=8, choices=Phase.choices)
    step = models.CharField(max_length=10, choices=Step.choices)
    methods = ArrayField(models.CharField(max_length=10, choices=Method.choices), default=list)
    owner_role = models.CharField(max_length=40)
    owner = models.ForeignKey(PERSON, models.PROTECT, related_name="nodes_owned", null=True)
    starts = models.CharField(max_length=24)
    due = models.CharField(max_length=24)
    starts_at = models.DateTimeField()
    due_at = models.DateTimeField()
    clause = models.CharField(max_length=24, blank=True, default="")
    state = models.CharField(max_length=8, choices=NodeState.choices, default=NodeState.OPEN)
    completed_at = models.DateTimeField(null=True)
    completed_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", null=True)
    skip_reason = models.CharField(max_length=300, blank=True, default="")
    reminded_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("number",)
        verbose_name = _("node")
        verbose_name_plural = _("nodes")
        constraints = [
            within("starts_at", "due_at", name="node_within_bounds"),
            models.UniqueConstraint(fields=["visit", "number"], name="node_number_per_visit"),
            models.CheckConstraint(
                condition=Q(state="open") | Q(completed_at__isnull=False),
                name="closed_node_has_its_time",
            ),
        ]
        indexes = [
            # services.reminders: open nodes by due time
            models.Index(fields=["due_at"], condition=Q(state="open"), name="node_open_by_due"),
            # my nodes on the home page
            models.Index(
                fields=["owner", "due_at"], condition=Q(state="open"), name="node_open_by_owner"
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.state == NodeState.OPEN


class Task(Bilingual):
    """A piece of work with a checklist.

    A task with an `origin` (`feedback.form`) belongs to a package above: it is done on its page
    (`link`) and completed only by that package.
    """

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="tasks")
    node = models.ForeignKey(Node, models.CASCADE, related_name="tasks", null=True)
    owner_role = models.CharField(max_length=40, blank=True, default="")
    assignee = models.ForeignKey(PERSON, models.PROTECT, related_name="tasks", null=True)
    department = models.ForeignKey(OrgUnit, models.PROTECT, related_name="+", null=True)
    origin = models.CharField(max_length=40, blank=True, default="")
    link = models.CharField(max_length=200, blank=True, default="")
    due = models.CharField(max_length=24, blank=True, default="")
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=TaskState.choices, default=TaskState.ASSIGNED)
    assigned_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", null=True)
    assigned_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("due_at", "position", "pk")
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints = [
            within("due_at", name="task_within_bounds"),
            models.UniqueConstraint(
                fields=["visit", "origin"], condition=~Q(origin=""), name="one_task_per_origin"
            ),
        ]
        indexes = [
            # queries.tasks_of: my open tasks, soonest first, page by key
            models.Index(
                fields=["assignee", "due_at", "id"],
                condition=Q(state__in=["assigned", "accepted"]),
                name="task_open_by_assignee",
            ),
            # queries.tasks_of: what I finished, latest first
            models.Index(
                fields=["assignee", "-completed_at", "-id"],
                condition=Q(state="done"),
                name="task_done_by_assignee",
            ),
            # services.reminders: open tasks by due time
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=["assigned", "accepted"]),
                name="task_open_by_due",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_TASK_STATES


class CheckItem(Bilingual):
    """A checklist item; complete when checked off with the required evidence."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="checks")
    required = models.BooleanField(default=True)
    evidence = models.CharField(max_length=4, choices=Evidence.choices, default=Evidence.NONE)
    archive_part = models.CharField(max_length=16, blank=True, default="")
    note = models.CharField(max_length=300, blank=True, default="")
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True)
                | Q(evidence="none")
                | (Q(evidence="note") & ~Q(note=""))
                | (Q(evidence="file") & Q(document__isnull=False)),
                name="checked_item_has_its_evidence",
            )
        ]
