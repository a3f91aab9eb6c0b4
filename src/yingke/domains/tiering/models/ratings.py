from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers.models import Account
from yingke.domains.tiering.terms import Aspect
from yingke.foundation.kernel.constraints import days_within


class Rating(models.Model):
    """What a person judges of a customer, 0 to 100; each rater's latest one counts."""

    account = models.ForeignKey(
        Account, models.CASCADE, verbose_name=_("Customer"), related_name="ratings"
    )
    aspect = models.CharField(_("Aspect"), max_length=20, choices=Aspect.choices)
    rated_on = models.DateField(_("Rated on"))
    score = models.PositiveSmallIntegerField(
        _("Points"), validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    note = models.CharField(_("Note"), max_length=300, blank=True)
    rater = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("Rated by"),
        related_name="+",
        null=True,
        editable=False,
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ["-rated_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rater", "account", "aspect", "rated_on"], name="one_rating_a_day"
            ),
            models.CheckConstraint(condition=Q(score__lte=100), name="rating_up_to_100"),
            days_within("rated_on", name="rating_within_bounds"),
        ]
        indexes = [
            # the register of ratings, page by key
            models.Index(fields=["-rated_on", "-id"], name="rating_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.get_aspect_display()}: {self.score}"
