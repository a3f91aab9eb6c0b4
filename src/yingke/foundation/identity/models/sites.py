"""The places where the company receives guests and where its people work."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from yingke.foundation.kernel.naming import Bilingual


class Site(Bilingual):
    """A place with its own working calendar and time zone. Kept by `services.sites`."""

    # Entries of the journal outlive packages: they name a site as they did when sites belonged
    # to resources.
    journal_kind = "resources.site"

    code = models.SlugField(_("Code"), max_length=32, unique=True)
    name = models.CharField(_("Known as"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=100, blank=True)
    sort_key = models.CharField(max_length=255, editable=False)
    address = models.CharField(_("Address"), max_length=200, blank=True)
    meeting_point = models.CharField(_("Meeting point"), max_length=100, blank=True)
    calendar = models.CharField(_("Working calendar"), max_length=32, default="CN")
    timezone = models.CharField(_("Time zone"), max_length=48, default="Asia/Shanghai")
    active = models.BooleanField(_("In use"), default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ["sort_key", "pk"]

    def __str__(self) -> str:
        return self.label
