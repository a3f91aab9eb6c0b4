from django.apps import AppConfig
from django.core.checks import register
from django.utils.module_loading import autodiscover_modules


class UiConfig(AppConfig):
    name = "yingke.foundation.ui"
    label = "ui"

    def ready(self) -> None:
        from yingke.foundation.ui import edge, navigation

        edge.guard_fields()
        autodiscover_modules("navigation", "palette", "home")
        register(navigation.check)
