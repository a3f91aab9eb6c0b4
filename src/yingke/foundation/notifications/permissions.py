from django.utils.translation import gettext_lazy as _

PERMISSIONS = {
    "notifications.see_undelivered": _("View and retry undelivered messages"),
}
DEFAULT_ROLES = {
    "notifications.see_undelivered": ("admin",),
}
