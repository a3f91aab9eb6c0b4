"""Roles and who holds them."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from yingke.foundation.identity.models.units import OrgUnit
from yingke.foundation.kernel.naming import Bilingual


class Role(Bilingual, models.Model):
    """A function in the company with its permissions.

    Companies edit permissions and add roles (`services.roles`). Procedures refer to the codes that
    the migrations create, so those do not change.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    permissions = ArrayField(
        models.CharField(max_length=80), verbose_name=_("permissions"), default=list, blank=True
    )
    # those of the defaults that it was given once, whether it still has them or not
    offered = ArrayField(models.CharField(max_length=80), default=list, blank=True, editable=False)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.label


class Grant(models.Model):
    """A user holds a role, company-wide (`unit` is null) or in one unit and its descendants."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="grants"
    )
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="grants")
    unit = models.ForeignKey(
        OrgUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="grants"
    )

    class Meta:
        verbose_name = _("role grant")
        verbose_name_plural = _("role grants")
        constraints = [
            # also serves permissions_of: the grants of one user
            models.UniqueConstraint(
                fields=["user", "role", "unit"], nulls_distinct=False, name="identity_grant_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.role_id} · {self.unit_id}"
