from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GrowthConfig(AppConfig):
    name = "yingke.domains.growth"
    label = "growth"
    verbose_name = _("Growth")

    def ready(self) -> None:
        from yingke.domains.growth import entries

        entries.add()
