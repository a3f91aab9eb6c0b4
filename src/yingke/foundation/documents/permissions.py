from django.utils.translation import gettext_lazy as _

PERMISSIONS = {
    "documents.manage": _("Bring back old versions of every document that one may see"),
}
DEFAULT_ROLES = {
    "documents.manage": ("admin",),
}
