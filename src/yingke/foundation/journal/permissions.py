from django.utils.translation import gettext_lazy as _

PERMISSIONS = {"journal.see": _("Read the journal of everything that happened")}
DEFAULT_ROLES = {
    "journal.see": ("manager", "admin"),
}
