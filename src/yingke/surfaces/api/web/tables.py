"""Tables of webhooks and deliveries."""

from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yingke.foundation.ui.components.library import Tone
from yingke.foundation.ui.components.signs import pill
from yingke.foundation.ui.tables import Column, Order, Table, row_address
from yingke.surfaces.api.models import Delivery, Webhook
from yingke.surfaces.api.terms import DeliveryState

TONES: Final[dict[str, Tone]] = {
    DeliveryState.WAITING: "blue",
    DeliveryState.DELIVERED: "green",
    DeliveryState.FAILED: "amber",
}


def _activity(row: Webhook) -> SafeString:
    if row.active:
        return pill(gettext("Active"), tone="green", dot=True)
    return pill(gettext("Paused"), dot=True)


def _state(row: Delivery) -> SafeString:
    return pill(row.get_state_display(), tone=TONES[row.state], dot=True)


class WebhookTable(Table):
    code, label = "webhooks", _("Webhooks")
    about = _("Each event is signed and retried until it is delivered.")
    columns = (
        Column("url", _("Address"), "url", lead=True, grow=True),
        Column("kinds", _("Events"), lambda row: len(row.kinds), align="end"),
        Column("state", _("Status"), _activity),
        Column("created_at", _("Created"), "created_at", sort="created", align="end"),
    )
    orders = {"created": Order(_("Created"), ("-created_at", "-pk"))}
    exports = False
    empty_title = _("No webhooks yet")
    empty_text = _("Webhooks notify other systems of what happens in Yingke.")

    @staticmethod
    def row_url(row: Webhook) -> str:
        return row_address("api:webhook", row.pk)


class DeliveryTable(Table):
    code, label = "deliveries", _("Deliveries")
    columns = (
        Column("kind", _("Event"), "entry.kind", lead=True, grow=True),
        Column("state", _("Status"), _state, text=lambda row: str(row.get_state_display())),
        Column("attempts", _("Attempts"), "attempts", align="end"),
        Column("status_code", _("Response"), "status_code", align="end"),
        Column("error", _("Error"), "error"),
        Column("created_at", _("When"), "created_at", sort="newest", align="end"),
        Column("tried_at", _("Last attempt"), "tried_at", hidden=True),
        Column("event_id", _("Event ID"), lambda row: str(row.entry.event_id), hidden=True),
    )
    orders = {"newest": Order(_("Newest first"), ("-created_at", "-pk"))}
    empty_title = _("Nothing sent yet")
    empty_text = _("Deliveries appear here when one of its events occurs.")
