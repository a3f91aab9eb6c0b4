"""Delivery of outgoing messages: at least once, with the same id on every attempt.

A message is first set to ``sending`` and committed, then sent under a row lock and marked in the
same transaction. If the worker dies in between, the row stays ``sending`` and unlocked, and
``send_due`` sends it again.
"""

import logging
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext, ngettext

from yingke.foundation.kernel import clock
from yingke.foundation.notifications import channels, kinds, rules
from yingke.foundation.notifications.channels import OutgoingMessage
from yingke.foundation.notifications.models import Message, Notification, Profile
from yingke.foundation.notifications.terms import State

log = logging.getLogger(__name__)


def send_due(*, limit: int = 500) -> int:
    """Send messages that are due; return how many were sent."""
    due = Message.objects.filter(
        state__in=[State.PENDING, State.SENDING], due_at__lte=clock.now()
    ).order_by("due_at")
    return sum(send(message_id=pk) for pk in list(due.values_list("pk", flat=True)[:limit]))


def send(*, message_id: int) -> bool:
    """Send a message if it is due and not locked by another worker; return whether it was sent."""
    now = clock.now()
    _mark_sending(message_id, now)
    return _deliver(message_id, now)


@transaction.atomic
def retry(*, message_id: int) -> None:
    """Restart a message that ran out of attempts."""
    message = Message.objects.select_for_update().filter(pk=message_id, state=State.DEAD).first()
    if message:
        message.state, message.attempts, message.due_at = State.SENDING, 0, clock.now()
        message.save(update_fields=["state", "attempts", "due_at"])


@transaction.atomic
def _mark_sending(message_id: int, now: datetime) -> None:
    message = _locked(message_id, State.PENDING, now)
    if message:
        message.state = State.SENDING
        message.save(update_fields=["state"])


@transaction.atomic
def _deliver(message_id: int, now: datetime) -> bool:
    message = _locked(message_id, State.SENDING, now)
    if message is None:
        return False
    rendered = _compose(message)
    if rendered is None:
        message.state = State.NEEDLESS
        message.save(update_fields=["state"])
        return False
    try:
        channels.get(message.channel).send(rendered)
    except Exception as failure:  # noqa: BLE001 - a failing channel must not stop the others
        log.warning("message %s did not leave: %s", message.uuid, failure)
        _schedule_retry(message, failure)
        return False
    message.state, message.sent_at, message.error = State.SENT, clock.now(), ""
    message.save(update_fields=["state", "sent_at", "error"])
    return True


def _locked(message_id: int, state: State, now: datetime) -> Message | None:
    return (
        Message.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("user")
        .filter(pk=message_id, state=state, due_at__lte=now)
        .first()
    )


def _schedule_retry(message: Message, failure: Exception) -> None:
    message.attempts += 1
    message.error = f"{type(failure).__name__}: {failure}"[:500]
    wait = rules.retry_delay(message.attempts)
    if wait is None:
        message.state = State.DEAD
    else:
        message.due_at = clock.now() + wait
    message.save(update_fields=["state", "attempts", "error", "due_at"])


def _compose(message: Message) -> OutgoingMessage | None:
    """Render the message in the recipient's language; None if it is obsolete."""
    user = message.user
    profile = Profile.objects.filter(user=user).first() or Profile(user=user)
    address = channels.get(message.channel).address(user, profile)
    rows = list(message.notifications.order_by("created_at", "pk"))
    if message.is_digest:
        rows = [row for row in rows if row.read_at is None]
    if not address or not rows or not user.is_active:
        return None
    with translation.override(user.language):
        if message.is_digest:
            subject = ngettext(
                "Yingke: %(count)d message today", "Yingke: %(count)d messages today", len(rows)
            ) % {"count": len(rows)}
        else:
            subject = rows[0].wording.title
        parts = [_paragraph(row, with_title=message.is_digest) for row in rows]
        choice = gettext("Notification settings: %(url)s")
        parts.append(choice % {"url": _url("/settings/notifications/")})
    urgent = any(_is_urgent(row) for row in rows)
    return OutgoingMessage(str(message.uuid), address, subject, "\n\n".join(parts) + "\n", urgent)


def _paragraph(row: Notification, *, with_title: bool) -> str:
    wording = row.wording
    lines = [wording.title if with_title else "", wording.body, _url(row.url)]
    return "\n".join(line for line in lines if line)


def _is_urgent(row: Notification) -> bool:
    return any(kind.urgent for kind in kinds.declared() if kind.code == row.kind)


def _url(path: str) -> str:
    return settings.ORIGIN.rstrip("/") + path
