from django.utils.translation import gettext_lazy as _

PERMISSIONS = {
    "documents.manage": _("Restore earlier versions of any visible document"),
}
DEFAULT_ROLES = {
    "documents.manage": ("admin",),
}
