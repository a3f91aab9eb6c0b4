from django.apps import AppConfig
from django.core.signals import request_finished, request_started
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PolicyConfig(AppConfig):
    name = "yingke.foundation.policy"
    label = "policy"
    verbose_name = _("Policy")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load the declared parameters, and pin the version of their values per request."""
        from yingke.foundation.policy import cache

        autodiscover_modules("parameters")
        request_started.connect(cache.begin_request, dispatch_uid="policy")
        request_finished.connect(cache.end_request, dispatch_uid="policy")
