"""Tables of the inbox, of outgoing messages and of users' preferences."""

from datetime import time

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yingke.foundation.notifications import kinds
from yingke.foundation.notifications.terms import Mode, State

MORNING = time(8, 30)


class Notification(models.Model):
    """A message in a user's inbox, unique by user and key."""

    uuid = models.UUIDField(unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    kind = models.CharField(_("type"), max_length=80)
    params = models.JSONField()
    url = models.CharField(max_length=500)
    key = models.CharField(max_length=200)
    created_at = models.DateTimeField(_("at"))
    read_at = models.DateTimeField(_("read at"), null=True)

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        constraints = [
            models.UniqueConstraint("user", "key", name="notifications_once_per_person"),
        ]
        indexes = [
            # queries.visible_to: one inbox, newest first
            models.Index(
                "user", F("created_at").desc(), F("id").desc(), name="notifications_inbox"
            ),
            # queries.unread on every page, and the inbox filtered by unread
            models.Index(
                "user",
                F("created_at").desc(),
                F("id").desc(),
                name="notifications_unread",
                condition=Q(read_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.user_id}"

    @property
    def wording(self) -> kinds.Wording:
        """Title and body in the active language."""
        return kinds.render(self.kind, self.params)


class Message(models.Model):
    """An outgoing message to one user through one channel: one notification or a digest.

    ``uuid`` is its stable external id. A digest collects notifications while ``pending``; later
    ones go into the next digest.
    """

    uuid = models.UUIDField(unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    channel = models.CharField(_("channel"), max_length=20)
    is_digest = models.BooleanField(_("digest"), default=False)
    state = models.CharField(
        _("status"), max_length=10, choices=State.choices, default=State.PENDING
    )
    due_at = models.DateTimeField(_("due"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.CharField(_("last error"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("created"))
    sent_at = models.DateTimeField(_("sent at"), null=True)
    notifications = models.ManyToManyField(Notification, related_name="messages")

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "channel"],
                name="notifications_one_open_digest",
                condition=Q(is_digest=True, state=State.PENDING),
            ),
            models.CheckConstraint(
                name="notifications_sent_when",
                condition=(Q(state=State.SENT) & Q(sent_at__isnull=False))
                | (~Q(state=State.SENT) & Q(sent_at=None)),
            ),
        ]
        indexes = [
            # services.outbox.send_due
            models.Index(
                "due_at",
                name="notifications_due",
                condition=Q(state__in=[State.PENDING, State.SENDING]),
            ),
            # queries.undelivered, newest first
            models.Index(
                F("created_at").desc(),
                F("id").desc(),
                name="notifications_dead",
                condition=Q(state=State.DEAD),
            ),
            # the foreign key, and a user's last failures on the settings page
            models.Index("user", "state", name="notifications_message_user"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} → {self.user_id} ({self.state})"


class Profile(models.Model):
    """A user's delivery preferences. No row means the defaults."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    apprise_url = models.CharField(_("chat bot address"), max_length=500, blank=True)
    quiet_from = models.TimeField(_("quiet hours start"), null=True, blank=True)
    quiet_until = models.TimeField(_("quiet hours end"), null=True, blank=True)
    urgent_breaks_quiet = models.BooleanField(_("urgent messages ignore quiet hours"), default=True)
    digest_at = models.TimeField(_("daily digest time"), default=MORNING)

    class Meta:
        verbose_name = _("notification profile")
        verbose_name_plural = _("notification profiles")

    def __str__(self) -> str:
        return f"profile of {self.user_id}"


class Choice(models.Model):
    """A user's mode for a kind and channel, stored if it differs from the default."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=80)
    channel = models.CharField(max_length=20)
    mode = models.CharField(max_length=10, choices=Mode.choices)

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        constraints = [
            models.UniqueConstraint("user", "kind", "channel", name="notifications_one_choice"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind} {self.channel}: {self.mode}"
