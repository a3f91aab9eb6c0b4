"""What the rows of a register have in common."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .naming import Bilingual


class Record(Bilingual):
    """A row that people keep: hotels, suppliers, skills. Written by `kernel.changes.write`.

    `sort_key` follows `name`, `version` counts the changes; a row out of use stays for the past.
    """

    name = models.CharField(_("Name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=100, blank=True)
    sort_key = models.CharField(max_length=255, editable=False)
    active = models.BooleanField(_("Active"), default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
        ordering = ["sort_key", "pk"]
