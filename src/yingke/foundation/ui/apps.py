from types import ModuleType

from django.apps import AppConfig
from django.core.checks import register
from django.utils.module_loading import autodiscover_modules

from yingke.foundation.ui import edge


class UiConfig(AppConfig):
    name = "yingke.foundation.ui"
    label = "ui"

    def __init__(self, app_name: str, app_module: ModuleType) -> None:
        super().__init__(app_name, app_module)
        edge.guard_fields()  # not in `ready`: those of other packages import forms

    def ready(self) -> None:
        from yingke.foundation.ui import navigation

        autodiscover_modules("navigation", "palette", "home")
        register(navigation.check)
