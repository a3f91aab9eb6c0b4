from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    name = "yingke.foundation.imports"
    label = "imports"
    verbose_name = _("Imports")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Give each register its import page and its template."""
        from yingke.foundation.imports.web.views import starting
        from yingke.foundation.ui.register.views import VIEWS

        VIEWS["import"] = starting.start
        VIEWS["template"] = starting.template
