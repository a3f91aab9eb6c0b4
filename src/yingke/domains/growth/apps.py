from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GrowthConfig(AppConfig):
    name = "yingke.domains.growth"
    label = "growth"
    verbose_name = _("Growth")

    def ready(self) -> None:
        from yingke.domains.growth import queries
        from yingke.domains.visits import holdings

        holdings.register("follow_up", _("Concluded follow-up"), queries.is_concluded)
