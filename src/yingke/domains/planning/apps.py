from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanningConfig(AppConfig):
    name = "yingke.domains.planning"
    label = "planning"
    verbose_name = _("Planning")

    def ready(self) -> None:
        from yingke.domains.planning import entries

        entries.add()
