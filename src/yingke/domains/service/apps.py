from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServiceConfig(AppConfig):
    name = "yingke.domains.service"
    label = "service"
    verbose_name = _("Service")

    def ready(self) -> None:
        from yingke.domains.service import entries

        entries.add()
