"""The places where the company receives guests and where its people work."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from yingke.foundation.kernel.records import Record


class Site(Record):
    """A place with its own working calendar and time zone. Kept by `services.sites`."""

    # Entries of the journal outlive packages: they name a site as they did when sites belonged
    # to resources.
    journal_kind = "resources.site"

    code = models.SlugField(_("Code"), max_length=32, unique=True)
    address = models.CharField(_("Address"), max_length=200, blank=True)
    meeting_point = models.CharField(_("Meeting point"), max_length=100, blank=True)
    calendar = models.CharField(_("Working calendar"), max_length=32, default="CN")
    timezone = models.CharField(_("Time zone"), max_length=48, default="Asia/Shanghai")

    class Meta(Record.Meta):
        verbose_name = _("site")
        verbose_name_plural = _("sites")
