from django.utils.translation import gettext_lazy as _

PERMISSIONS = {"ui.see_gallery": _("See the gallery of page components")}
DEFAULT_ROLES = {
    "ui.see_gallery": ("admin",),
}
