"""Changes of a visit at short notice."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yingke.domains.planning.terms import OPEN_CHANGES, ChangeKind, ChangeState
from yingke.domains.visits.models import Visit

PERSON = settings.AUTH_USER_MODEL


class ChangeRequest(models.Model):
    """What happened to a visit, how the agenda may answer it, and what was decided.

    `details` have the shape of `rules.details`, `alternatives` that of `rules.alternatives`; both
    are kept for the review. `chosen` is the place of the alternative that was confirmed or
    submitted. `visit_version` is the version of the visit from which the alternatives were made,
    `version` counts the writes, so that an open page notices them. `client_id` makes a repeated
    report the same one. `messages` are what each person is told: `staff`, `user`, `name`, `role`,
    `text`; they leave at `tell_at`. Until then `undo` holds the token with which the agenda
    returns, and the former times and number of guests. Written by `services`.
    """

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="changes")
    kind = models.CharField(_("What happened"), max_length=10, choices=ChangeKind.choices)
    details = models.JSONField(default=dict)
    text = models.CharField(_("In words"), max_length=300, blank=True, default="")
    source = models.CharField(_("Source"), max_length=80, blank=True, default="")
    client_id = models.UUIDField(null=True, unique=True)
    state = models.CharField(
        _("Status"), max_length=10, choices=ChangeState.choices, default=ChangeState.REPORTED
    )
    reported_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(_("Reported"))
    alternatives = models.JSONField(default=list)
    chosen = models.PositiveSmallIntegerField(null=True)
    chosen_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", null=True)
    proposed_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)
    tell_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(_("All told"), null=True)
    reason = models.CharField(max_length=300, blank=True, default="")
    messages = models.JSONField(default=list)
    guest_text = models.TextField(blank=True, default="")
    plan_number = models.PositiveSmallIntegerField(null=True)
    undo = models.JSONField(default=dict)
    visit_version = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("change request")
        verbose_name_plural = _("change requests")
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=("awaiting", "applied")) | Q(chosen__isnull=False),
                name="change_decided_has_a_choice",
            ),
            models.CheckConstraint(
                condition=Q(told_at=None) | Q(state="applied"), name="change_told_once_applied"
            ),
        ]
        indexes = [
            # queries.changes.of_visit: the changes of a visit, newest first
            models.Index(fields=["visit", "-id"], name="change_by_visit"),
            # entries: what waits for a decision
            models.Index(fields=["visit"], name="change_open", condition=Q(state__in=OPEN_CHANGES)),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id}: {self.kind} ({self.state})"
