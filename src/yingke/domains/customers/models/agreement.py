from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers.models.account import Account
from yingke.domains.customers.models.contact import Contact
from yingke.domains.customers.terms import AgreementKind
from yingke.foundation.documents.models import Document
from yingke.foundation.kernel.constraints import days_within


class Agreement(models.Model):
    """A signed agreement and its term; the state on a given day is derived by `rules`.

    Valid from `valid_from` through `valid_until` (None: no end), unless revoked earlier.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="agreements")
    kind = models.CharField(
        _("Type"), max_length=16, choices=AgreementKind.choices, default=AgreementKind.NDA
    )
    number = models.CharField(_("Number"), max_length=64, blank=True)
    scope = models.CharField(_("Scope"), max_length=300, blank=True)
    signer = models.ForeignKey(
        Contact,
        verbose_name=_("Signed by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agreements",
    )
    signed_on = models.DateField(_("Signed on"))
    valid_from = models.DateField(_("Valid from"))
    valid_until = models.DateField(_("Valid until"), null=True, blank=True)
    document = models.ForeignKey(
        Document,
        verbose_name=_("Signed copy"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    revoked_on = models.DateField(_("Revoked on"), null=True, blank=True)

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["-valid_from", "-pk"]
        constraints = [
            days_within(
                "signed_on",
                "valid_from",
                "valid_until",
                "revoked_on",
                name="agreement_within_bounds",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="agreement_ends_after_it_starts",
            ),
        ]
        indexes = [
            # queries.nda_states: the latest agreement of a kind per customer
            models.Index(fields=["account", "kind", "-valid_from"], name="agreement_by_account"),
        ]

    def __str__(self) -> str:
        return self.number or f"{self.kind} {self.signed_on}"
