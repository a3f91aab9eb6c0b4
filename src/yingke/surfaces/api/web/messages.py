"""What a refused rule of tokens, webhooks and calls says."""

from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui import refusals

refusals.register(
    {
        "scope_unknown": _("Choose what it may do."),
        "address_unusable": _("Give an address that begins with https:// or http://."),
        "kinds_unknown": _("Choose at least one kind of event."),
        "scope_missing": _("This token may only read."),
        "idempotency_key_invalid": _("An Idempotency-Key has 1 to %(longest)s visible characters."),
        "idempotency_key_reused": _("This Idempotency-Key was used for another request."),
        "unknown_account": _("There is no such customer."),
        "unknown_site": _("There is no such site."),
        "unknown_visit_type": _("There is no such visit type."),
        "unknown_person": _("There is no such person."),
        "unknown_resource": _("There is no such resource."),
    }
)
