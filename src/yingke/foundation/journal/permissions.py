from django.utils.translation import gettext_lazy as _

PERMISSIONS = {"journal.see": _("View the journal")}
DEFAULT_ROLES = {
    "journal.see": ("manager", "admin"),
}
