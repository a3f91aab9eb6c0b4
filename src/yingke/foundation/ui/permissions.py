from django.utils.translation import gettext_lazy as _

PERMISSIONS = {"ui.see_gallery": _("View the component gallery")}
DEFAULT_ROLES = {
    "ui.see_gallery": ("admin",),
}
