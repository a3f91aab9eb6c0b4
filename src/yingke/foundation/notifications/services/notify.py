"""Write messages into inboxes and, with them, what is to leave through channels."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from yingke.foundation.journal.encoding import encode
from yingke.foundation.kernel import clock, ids
from yingke.foundation.notifications import channels, kinds, rules, tasks
from yingke.foundation.notifications.models import Choice, Message, Notification, Profile
from yingke.foundation.notifications.terms import Mode

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User


@transaction.atomic
def notify(
    *, to: "Iterable[User]", kind: str, params: Mapping[str, Any], url: str, key: str
) -> int:
    """Tell each person once; return how many are told now.

    ``key`` names the occasion ("visits.submitted:7:2"): a second call with it tells nobody again.
    ``params`` are values as the journal takes them, or ``words(obj)`` for an object with two names.
    ``url`` is the path where the one needed action waits. Everything is written in the caller's
    transaction; the worker sends. People who are not active are passed over.
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
    # Of those ignored nothing says so but their absence under the id that we gave them.
    told = list(Notification.objects.filter(uuid__in=[row.uuid for row in fresh]).order_by("user"))
    _post(told, people, declared, now)
    return len(told)


def _post(
    told: list[Notification], people: "dict[int, User]", kind: kinds.Kind, now: datetime
) -> None:
    """Put each new notification into the outbox of each channel that its person wants."""
    users = [row.user_id for row in told]
    profiles = Profile.objects.in_bulk(users)
    chosen = {
        (choice.user_id, choice.channel): Mode(choice.mode)
        for choice in Choice.objects.filter(user__in=users, kind=kind.code)
    }
    at_once: list[tuple[Message, Notification]] = []
    gathered: dict[str, list[tuple[Notification, Profile]]] = defaultdict(list)
    for channel in channels.registered():
        for row in told:
            profile = profiles.get(row.user_id) or Profile(user_id=row.user_id)
            if not channel.address(people[row.user_id], profile):
                continue
            mode = chosen.get((row.user_id, channel.code))
            mode = mode or channel.default_mode(urgent=kind.urgent)
            if mode is Mode.NOW:
                due = _due(now, profile, urgent=kind.urgent)
                at_once.append((_message(row.user_id, channel.code, due, now), row))
            elif mode is Mode.DIGEST:
                gathered[channel.code].append((row, profile))
    _enqueue(at_once, now)
    for code, rows in gathered.items():
        _gather(code, rows, now)


def _due(now: datetime, profile: Profile, *, urgent: bool) -> datetime:
    if urgent and profile.urgent_breaks_quiet:
        return now
    local = timezone.localtime(now)
    return rules.end_of_quiet(local, profile.quiet_from, profile.quiet_until)


def _message(user_id: int, channel: str, due_at: datetime, now: datetime) -> Message:
    return Message(
        uuid=ids.new_uuid(), user_id=user_id, channel=channel, due_at=due_at, created_at=now
    )


def _enqueue(pairs: list[tuple[Message, Notification]], now: datetime) -> None:
    Message.objects.bulk_create([message for message, _ in pairs])
    _link((message.pk, row.pk) for message, row in pairs)
    for message, _ in pairs:
        if message.due_at <= now:  # the clock's job takes what is held
            tasks.send.enqueue(message_id=message.pk)


def _gather(channel: str, rows: list[tuple[Notification, Profile]], now: datetime) -> None:
    """Put notifications into each person's open digest, opening one where there is none.

    The shared lock lets writers pass each other and keeps the worker from closing the digest
    before this transaction is through; one that closes in between is replaced by the next.
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
