"""Tables of feedback."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers.models import Contact
from yingke.domains.feedback.terms import AnswerKind, Channel, Intention, Party
from yingke.domains.visits.models import Visit
from yingke.foundation.drafts.models import VersionedModel
from yingke.foundation.kernel.constraints import within
from yingke.foundation.kernel.naming import Bilingual

PERSON = settings.AUTH_USER_MODEL


class Questionnaire(VersionedModel):
    """One version of the feedback form; immutable once published."""

    number = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        ordering = ("-number",)
        verbose_name = _("feedback form")
        verbose_name_plural = _("feedback forms")
        constraints = [
            within("in_force_from", name="questionnaire_within_bounds"),
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="draft"), name="one_draft_of_the_feedback_form"
            ),
            models.UniqueConstraint(
                fields=["in_force_from"],
                condition=Q(state="published"),
                nulls_distinct=False,
                name="one_feedback_form_from_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Question(Bilingual):
    """A question of a version; `code` is the same in every version.

    A rating runs from 0 to `best`; `weight` is its share of the score if guests give it.
    """

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="questions")
    code = models.SlugField(max_length=40)
    kind = models.CharField(max_length=10, choices=AnswerKind.choices, default=AnswerKind.RATING)
    party = models.CharField(max_length=10, choices=Party.choices, default=Party.GUEST)
    best = models.PositiveSmallIntegerField(default=10)
    weight = models.PositiveSmallIntegerField(default=1)
    required = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "code"], name="question_code_once_in_a_form"
            )
        ]


class Feedback(models.Model):
    """Feedback on one visit, requested when the visit ends.

    `questionnaire` is the version in force at the request. `ratings` is `{question code:
    0–best}`, `answers` holds the other kinds, `score` is the weighted mean of the guests'
    ratings (0–100). Written by `services.record`.
    """

    visit = models.OneToOneField(Visit, models.PROTECT, related_name="feedback")
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    respondent = models.ForeignKey(
        Contact, models.PROTECT, related_name="feedback", null=True, blank=True
    )
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.PHONE)
    ratings = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    score = models.PositiveSmallIntegerField(null=True)
    intention = models.CharField(
        max_length=10, choices=Intention.choices, default=Intention.POSSIBLE
    )
    suggestions = models.TextField(blank=True, default="", max_length=4000)
    open_questions = models.TextField(blank=True, default="", max_length=4000)
    advice = models.TextField(blank=True, default="", max_length=4000)
    recorded_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(PERSON, models.PROTECT, related_name="+", null=True)
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
