from django.db import models
from django.utils.translation import gettext_lazy as _

from yingke.foundation.identity.models import Site
from yingke.foundation.kernel.records import Record


class Gift(Record):
    """Something that a visit may give to a guest; its worth is CNY a piece."""

    site = models.ForeignKey(Site, models.PROTECT, verbose_name=_("Site"), related_name="gifts")
    worth = models.DecimalField(_("Worth"), max_digits=8, decimal_places=2)

    class Meta(Record.Meta):
        app_label = "gifts"
        verbose_name = _("gift")
        constraints = [models.UniqueConstraint(fields=["site", "name"], name="one_gift_of_a_name")]
