"""Who may open the doors for other programs. A token of one's own needs no permission."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PERMISSIONS: dict[str, str | Promise] = {
    "api.manage_webhooks": _("Send events to other systems by webhook"),
}
# It shows what happened to everybody, so it stays with the person.
PERSONAL = frozenset({"api.manage_webhooks"})
