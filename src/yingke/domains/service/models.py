"""Tables of service."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers.models import Account, Contact
from yingke.domains.service.terms import CaseKind
from yingke.foundation.kernel.constraints import within


class Case(models.Model):
    """A service case, from its opening to its closing (None: open)."""

    number = models.CharField(_("Number"), max_length=40, unique=True)
    account = models.ForeignKey(
        Account, models.PROTECT, verbose_name=_("Customer"), related_name="cases"
    )
    contact = models.ForeignKey(
        Contact, models.SET_NULL, verbose_name=_("Contact"), null=True, blank=True,
        related_name="cases",
    )  # fmt: skip
    title = models.CharField(_("Subject"), max_length=200)
    case_kind = models.CharField(
        _("Type"), max_length=12, choices=CaseKind.choices, default=CaseKind.QUESTION
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("Owner"), null=True, blank=True,
        related_name="cases",
    )  # fmt: skip
    opened_at = models.DateTimeField(_("Opened"))
    first_response_at = models.DateTimeField(_("First answered"), null=True, blank=True)
    closed_at = models.DateTimeField(_("Closed"), null=True, blank=True)
    note = models.TextField(_("Note"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("service case")
        verbose_name_plural = _("service cases")
        constraints = [
            within("opened_at", "first_response_at", "closed_at", name="case_within_bounds"),
            models.CheckConstraint(
                condition=(
                    Q(first_response_at__isnull=True) | Q(first_response_at__gte=F("opened_at"))
                ),
                name="case_is_answered_after_opening",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
                name="case_is_closed_after_opening",
            ),
        ]
        indexes = [
            # the list, latest first, page by key
            models.Index(fields=["-opened_at", "-id"], name="case_by_age"),
            # the cases of one customer
            models.Index(fields=["account", "-opened_at"], name="case_by_account"),
        ]

    def __str__(self) -> str:
        return self.number
