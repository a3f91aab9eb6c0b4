"""The Django application of the identity package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdentityConfig(AppConfig):
    """Users, organisation tree, roles and sign-in."""

    name = "yingke.foundation.identity"
    label = "identity"
    verbose_name = _("People and roles")
    default_auto_field = "django.db.models.BigAutoField"
