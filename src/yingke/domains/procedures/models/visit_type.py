"""Visit types and the questions of their request forms."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yingke.domains.procedures.terms import FieldKind
from yingke.foundation.kernel.naming import Bilingual


class VisitType(Bilingual):
    """A type of visit, with its own questions and procedures."""

    code = models.SlugField(max_length=40, unique=True)
    description = models.CharField(max_length=300, blank=True, default="")
    description_en = models.CharField(max_length=300, blank=True, default="")
    position = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("visit type")
        verbose_name_plural = _("visit types")

    @property
    def about(self) -> str:
        """The description in the reader's language, or else in Chinese."""
        in_chinese = (get_language() or "").startswith("zh")
        return self.description if in_chinese else self.description_en or self.description


class RequestField(Bilingual):
    """A request form question; `visit_type=None` applies to all types.

    `options` is a list of `{"value", "name", "name_en"}` for choices. A row is one wording, in
    use from `since` (None: always) until `until` (None: still). Wordings are not edited: a
    change ends one and adds another with the same code, so a request keeps the questions it was
    written with (`Visit.asked_at`). Only the order changes in place.
    """

    visit_type = models.ForeignKey(
        VisitType, models.CASCADE, related_name="fields", null=True, blank=True
    )
    code = models.SlugField(max_length=40)
    kind = models.CharField(max_length=16, choices=FieldKind.choices, default=FieldKind.TEXT)
    required = models.BooleanField(default=False)
    hidden_from_requester = models.BooleanField(default=False)
    options = models.JSONField(default=list, blank=True)
    help = models.CharField(max_length=200, blank=True, default="")
    help_en = models.CharField(max_length=200, blank=True, default="")
    position = models.PositiveSmallIntegerField(default=0)
    since = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["visit_type", "code"],
                condition=models.Q(until__isnull=True),
                nulls_distinct=False,
                name="request_field_code_per_visit_type",
            )
        ]
