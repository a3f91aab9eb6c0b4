"""Tables of feedback."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers.models import Contact
from yingke.domains.feedback.terms import Channel, Intention
from yingke.domains.visits.models import Visit
from yingke.foundation.kernel.naming import Bilingual


class Question(Bilingual):
    """One thing that guests rate from 0 to 10; `weight` is its share of the score."""

    code = models.SlugField(max_length=40, unique=True)
    weight = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("question")
        verbose_name_plural = _("questions")


class Feedback(models.Model):
    """The feedback on one visit: asked for when it ends, recorded once, corrected by version.

    `ratings` is `{question code: 0–10}`, `score` its weighted mean as 0–100, kept by
    `services.record`.
    """

    visit = models.OneToOneField(Visit, models.PROTECT, related_name="feedback")
    due_at = models.DateTimeField()
    respondent = models.ForeignKey(
        Contact, models.PROTECT, related_name="feedback", null=True, blank=True
    )
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.PHONE)
    ratings = models.JSONField(default=dict)
    score = models.PositiveSmallIntegerField(null=True)
    intention = models.CharField(
        max_length=10, choices=Intention.choices, default=Intention.POSSIBLE
    )
    suggestions = models.TextField(blank=True, default="", max_length=4000)
    open_questions = models.TextField(blank=True, default="", max_length=4000)
    advice = models.TextField(blank=True, default="", max_length=4000)
    recorded_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        constraints = [
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__range=(0, 100)),
                name="feedback_score_is_0_to_100",
            ),
            models.CheckConstraint(
                condition=Q(recorded_at__isnull=True) | Q(score__isnull=False),
                name="recorded_feedback_has_a_score",
            ),
        ]
        indexes = [
            # queries.listed: the list of feedback, latest due first, page by key
            models.Index(fields=["-due_at", "-id"], name="feedback_by_due"),
        ]

    def __str__(self) -> str:
        return f"{self.visit_id}: {self.score}"
