from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommerceConfig(AppConfig):
    name = "yingke.domains.commerce"
    label = "commerce"
    verbose_name = _("Commerce")

    def ready(self) -> None:
        from yingke.domains.commerce import entries

        entries.add()
