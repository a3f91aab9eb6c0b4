from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers.models.account import Account
from yingke.domains.customers.models.contact import Contact
from yingke.domains.customers.terms import PreferenceKind, Stance


class Preference(models.Model):
    """A preference or restriction of a customer or one of its contacts.

    A confidential one (an illness, a belief) is shown to the account's manager and director and
    to holders of `customers.see_confidential`; the journal never contains its text.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="preferences")
    contact = models.ForeignKey(
        Contact,
        verbose_name=_("Applies to"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="preferences",
    )
    kind = models.CharField(_("Type"), max_length=16, choices=PreferenceKind.choices)
    stance = models.CharField(
        _("Preference or restriction"),
        max_length=16,
        choices=Stance.choices,
        default=Stance.PREFERENCE,
    )
    text = models.CharField(_("Details"), max_length=300)
    confidential = models.BooleanField(
        _("Confidential"),
        help_text=_("Visible only to the customer's owners and the confidentiality officer."),
        default=False,
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        ordering = ["-stance", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "contact", "kind", "stance", "text"],
                nulls_distinct=False,
                name="a_preference_is_noted_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.stance}"
