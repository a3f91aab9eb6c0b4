from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdentityConfig(AppConfig):
    name = "yingke.foundation.identity"
    label = "identity"
    verbose_name = _("People and roles")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Store language and theme, chosen on a page or before signing in, with the user."""
        from django.contrib.auth.signals import user_logged_in

        from yingke.foundation.identity.services import save_preference
        from yingke.foundation.ui import preferences

        preferences.keep_with(save_preference)
        user_logged_in.connect(_carry_language_over, dispatch_uid="identity.language")


def _carry_language_over(request: Any, user: Any, **_more: Any) -> None:
    from yingke.foundation.ui import preferences

    if request is not None:
        preferences.take_language_along(request, user)
