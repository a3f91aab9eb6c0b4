"""Wrong tries to sign in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SignInTries(models.Model):
    """Wrong tries in a row from one address for one account, known or not.

    An office behind one address is not kept out by one of its people, nor a known person by others
    elsewhere. Written by `services.sign_ins`; `address` is empty for tries of a second factor.
    """

    account = models.CharField(max_length=254)
    address = models.CharField(max_length=45, blank=True)
    tries = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        verbose_name = _("sign-in attempts")
        verbose_name_plural = _("sign-in attempts")
        constraints = [
            models.UniqueConstraint(fields=["account", "address"], name="identity_tries_of_a_pair"),
        ]
        indexes = [
            # services.sign_ins.delete_forgotten
            models.Index(fields=["last_at"], name="identity_tries_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.account} from {self.address}"
