"""Messages for refusals of the API package."""

from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui import refusals

refusals.register(
    {
        "scope_unknown": _("Choose an access level."),
        "address_unusable": _("Enter an address that starts with https:// or http://."),
        "address_private": _("This address is not public. Ask whoever runs Yingke to allow it."),
        "kinds_unknown": _("Choose at least one event type."),
        "scope_missing": _("This token is read-only."),
        "idempotency_key_invalid": _(
            "An Idempotency-Key must have 1 to %(longest)s visible characters."
        ),
        "idempotency_key_reused": _(
            "This Idempotency-Key has already been used for another request."
        ),
        "unknown_visit_type": _("Visit type not found."),
        "unknown_resource": _("Resource not found."),
    }
)
