"""Table of undelivered messages."""

from django.utils.translation import gettext_lazy as _

from yingke.foundation.notifications import channels, queries
from yingke.foundation.notifications.models import Message
from yingke.foundation.ui.components.signs import person
from yingke.foundation.ui.tables import BulkAction, Column, Order, Table


def _titles(message: Message) -> str:
    return " · ".join(row.wording.title for row in message.notifications.all())


class UndeliveredTable(Table):
    """Messages that ran out of attempts; the inbox has them all the same."""

    code, label = "undelivered", _("Undelivered")
    columns = (
        Column("what", _("Message"), _titles, lead=True, grow=True),
        Column(
            "user",
            _("Recipient"),
            lambda message: person(message.user.label),
            text=lambda message: message.user.label,
        ),
        Column("channel", _("Channel"), lambda message: channels.get(message.channel).label),
        Column("error", _("Last error"), "error"),
        Column("attempts", _("Attempts"), "attempts", align="end"),
        Column("created_at", _("Created"), "created_at", sort="newest", align="end"),
    )
    orders = {"newest": Order(_("Newest first"), queries.NEWEST_FIRST)}
    bulk = (BulkAction(_("Retry"), "notifications:retry", icon="refresh-cw"),)
    empty_title = _("No undelivered messages")
    empty_text = _("Messages that could not be delivered appear here.")
