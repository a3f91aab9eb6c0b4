from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedView(models.Model):
    """A person's filters, order and columns of one table, under a name.

    Kept by ``services.save_view``; ``query`` is the query string of the list page.
    ``owner_key`` is the key of an account and no relation: accounts stand above this package.
    """

    owner_key = models.BigIntegerField(_("owner"))
    table = models.CharField(_("table"), max_length=60)
    name = models.CharField(_("View name"), max_length=40)
    query = models.CharField(_("query"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        constraints = [
            # Also serves the views of a person's table, in the order of their names.
            models.UniqueConstraint(
                fields=["owner_key", "table", "name"], name="ui_saved_view_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
