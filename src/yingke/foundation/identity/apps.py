from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class IdentityConfig(AppConfig):
    name = "yingke.foundation.identity"
    label = "identity"
    verbose_name = _("People and roles")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep preferences with the user, and the roles up to the declared permissions."""
        from django.contrib.auth.signals import user_logged_in

        from yingke.foundation.identity.services import save_preference
        from yingke.foundation.ui import preferences

        preferences.keep_with(save_preference)
        user_logged_in.connect(_carry_language_over, dispatch_uid="identity.language")
        post_migrate.connect(_offer_defaults, sender=self, dispatch_uid="identity.roles")


def _carry_language_over(request: Any, user: Any, **_more: Any) -> None:
    from yingke.foundation.ui import preferences

    if request is not None:
        preferences.take_language_along(request, user)


def _offer_defaults(apps: Any = None, **_more: Any) -> None:
    """Not after a flush, which sends the signal without `apps`."""
    if apps is None:
        return
    from yingke.foundation.identity.services.roles import offer_defaults

    role = apps.get_model("identity", "Role")
    if any(field.name == "offered" for field in role._meta.get_fields()):
        offer_defaults(role.objects)
