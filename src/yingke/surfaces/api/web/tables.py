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
        return pill(gettext("In use"), tone="green", dot=True)
    return pill(gettext("Stopped"), dot=True)


def _state(row: Delivery) -> SafeString:
    return pill(row.get_state_display(), tone=TONES[row.state], dot=True)


class WebhookTable(Table):
    code, label = "webhooks", _("Webhooks")
    about = _("Each event is sent signed, again and again until it arrives.")
    columns = (
        Column("url", _("Address"), "url", lead=True, grow=True),
        Column("kinds", _("Events"), lambda row: len(row.kinds), align="end"),
        Column("state", _("State"), _activity),
        Column("created_at", _("Created"), "created_at", sort="created", align="end"),
    )
    orders = {"created": Order(_("Created"), ("-created_at", "-pk"))}
    exports = False
    empty_title = _("No webhooks")
    empty_text = _("A webhook tells another system of what happens here.")

    @staticmethod
    def row_url(row: Webhook) -> str:
        return row_address("api:webhook", row.pk)


class DeliveryTable(Table):
    code, label = "deliveries", _("Deliveries")
    columns = (
        Column("kind", _("Event"), "entry.kind", lead=True, grow=True),
        Column("state", _("State"), _state, text=lambda row: str(row.get_state_display())),
        Column("attempts", _("Attempts"), "attempts", align="end"),
        Column("status_code", _("Answer"), "status_code", align="end"),
        Column("error", _("What went wrong"), "error"),
        Column("created_at", _("When"), "created_at", sort="newest", align="end"),
        Column("tried_at", _("Last attempt"), "tried_at", hidden=True),
        Column("event_id", _("Event id"), lambda row: str(row.entry.event_id), hidden=True),
    )
    orders = {"newest": Order(_("Newest first"), ("-created_at", "-pk"))}
    empty_title = _("Nothing was sent yet")
    empty_text = _("As soon as one of its events happens, it is sent.")
