from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanningConfig(AppConfig):
    name = "yingke.domains.planning"
    label = "planning"
    verbose_name = _("Planning")

    def ready(self) -> None:
        from django.conf import settings

        from yingke.domains.planning import entries
        from yingke.engines.planner import keep_in

        keep_in(settings.DATA / "machine-code")
        entries.add()
