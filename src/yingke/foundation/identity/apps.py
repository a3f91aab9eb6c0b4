"""The Django application of the identity package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdentityConfig(AppConfig):
    """Users, organisation tree, roles and sign-in."""

    name = "yingke.foundation.identity"
    label = "identity"
    verbose_name = _("People and roles")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep with the account what a signed-in person chooses on a page."""
        from yingke.foundation.identity.services import keep_preference
        from yingke.foundation.ui import preferences

        preferences.keep_with(keep_preference)
