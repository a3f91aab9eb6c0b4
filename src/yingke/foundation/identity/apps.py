"""The Django application of the identity package."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdentityConfig(AppConfig):
    """Users, organisation tree, roles and sign-in."""

    name = "yingke.foundation.identity"
    label = "identity"
    verbose_name = _("People and roles")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep with the account what its person chooses on a page, also on that of the sign-in."""
        from django.contrib.auth.signals import user_logged_in

        from yingke.foundation.identity.services import keep_preference
        from yingke.foundation.ui import preferences

        preferences.keep_with(keep_preference)
        user_logged_in.connect(_take_language_along, dispatch_uid="identity.language")


def _take_language_along(request: Any, user: Any, **_more: Any) -> None:
    from yingke.foundation.ui import preferences

    if request is not None:
        preferences.take_language_along(request, user)
