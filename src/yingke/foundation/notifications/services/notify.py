"""Notifications and the outgoing messages for them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from yingke.foundation.journal.encoding import encode
from yingke.foundation.kernel import clock, ids, jobs
from yingke.foundation.notifications import channels, kinds, rules
from yingke.foundation.notifications.models import Choice, Message, Notification, Profile
from yingke.foundation.notifications.terms import Mode

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def notify(
    *, to: "Iterable[User]", kind: str, params: Mapping[str, Any], url: str, key: str
) -> int:
    """Notify each active user once; return how many are new.

    ``key`` identifies the occasion ("visits.submitted:7:2"): repeating it adds no second one.
    ``params`` are values that the journal can encode, or ``words(obj)`` for a bilingual object.
    ``url`` is the path of the page to act on. Rows are written in the caller's transaction; the
    worker sends them.
    """
    declared = kinds.get(kind)
    people = {user.pk: user for user in to if user.is_active}
    stored, now = encode(dict(params)), clock.now()
    fresh = [
        Notification(
            uuid=ids.new_uuid(),
            user_id=pk,
            kind=kind,
            params=stored,
            url=url,
            key=key,
            created_at=now,
        )
        for pk in sorted(people)
    ]
    Notification.objects.bulk_create(fresh, ignore_conflicts=True)
    # bulk_create does not tell which rows it ignored; those have no row with our uuid.
    created = list(
        Notification.objects.filter(uuid__in=[row.uuid for row in fresh]).order_by("user")
    )
    _queue(created, people, declared, now)
    return len(created)


def _queue(
    created: list[Notification], people: "dict[int, User]", kind: kinds.Kind, now: datetime
) -> None:
    """Create the outgoing messages of new notifications for each user's channels and modes."""
    users = [row.user_id for row in created]
    profiles = Profile.objects.in_bulk(users)
    chosen = {
        (choice.user_id, choice.channel): Mode(choice.mode)
        for choice in Choice.objects.filter(user__in=users, kind=kind.code)
    }
    immediate: list[tuple[Message, Notification]] = []
    digests: dict[str, list[tuple[Notification, Profile]]] = defaultdict(list)
    for channel in channels.registered():
        for row in created:
            profile = profiles.get(row.user_id) or Profile(user_id=row.user_id)
            if not channel.address(people[row.user_id], profile):
                continue
            mode = chosen.get((row.user_id, channel.code))
            mode = mode or channel.default_mode(urgent=kind.urgent)
            if mode is Mode.NOW:
                due = _due(now, profile, urgent=kind.urgent)
                immediate.append((_message(row.user_id, channel.code, due, now), row))
            elif mode is Mode.DIGEST:
                digests[channel.code].append((row, profile))
    _send_directly(immediate, now)
    for code, rows in digests.items():
        _add_to_digests(code, rows, now)


def _due(now: datetime, profile: Profile, *, urgent: bool) -> datetime:
    if urgent and profile.urgent_breaks_quiet:
        return now
    local = timezone.localtime(now)
    return rules.end_of_quiet_hours(local, profile.quiet_from, profile.quiet_until)


def _message(user_id: int, channel: str, due_at: datetime, now: datetime) -> Message:
    return Message(
        uuid=ids.new_uuid(), user_id=user_id, channel=channel, due_at=due_at, created_at=now
    )


def _send_directly(pairs: list[tuple[Message, Notification]], now: datetime) -> None:
    Message.objects.bulk_create([message for message, _ in pairs])
    _link((message.pk, row.pk) for message, row in pairs)
    for message, _ in pairs:
        if message.due_at <= now:  # later ones are left to send_due
            jobs.enqueue("notifications.send", message_id=message.pk)


def _add_to_digests(channel: str, rows: list[tuple[Notification, Profile]], now: datetime) -> None:
    """Add notifications to each user's pending digest, creating it if needed.

    FOR SHARE lets writers run concurrently and keeps the worker from sending the digest before this
    transaction commits. If a digest was sent in between, the loop creates the next one.
    """
    waiting = {row.user_id: (row, profile) for row, profile in rows}
    while waiting:
        fresh = []
        for user_id, (_, profile) in sorted(waiting.items()):
            due = rules.next_digest(timezone.localtime(now), profile.digest_at)
            message = _message(user_id, channel, due, now)
            message.is_digest = True
            fresh.append(message)
        Message.objects.bulk_create(fresh, ignore_conflicts=True)
        open_digests = Message.objects.raw(
            "SELECT id, user_id FROM notifications_message WHERE is_digest AND state = 'pending'"
            " AND channel = %s AND user_id = ANY(%s) ORDER BY id FOR SHARE",
            [channel, list(waiting)],
        )
        _link((digest.pk, waiting.pop(digest.user_id)[0].pk) for digest in list(open_digests))


def _link(pairs: Iterable[tuple[int, int]]) -> None:
    through = Message.notifications.through
    through.objects.bulk_create(
        [through(message_id=message, notification_id=row) for message, row in pairs]
    )
