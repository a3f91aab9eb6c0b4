from django.utils.translation import gettext_lazy as _

PERMISSIONS = {
    "notifications.see_undelivered": _("See messages that could not be delivered and retry them"),
}
DEFAULT_ROLES = {
    "notifications.see_undelivered": ("admin",),
}
