from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TieringConfig(AppConfig):
    name = "yingke.domains.tiering"
    label = "tiering"
    verbose_name = _("Customer tiers")

    def ready(self) -> None:
        from yingke.domains.tiering import entries

        entries.add()
