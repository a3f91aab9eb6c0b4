"""Tables of the journal: entries, the hash chain over them, and deliveries to subscribers."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from yingke.foundation.journal.events import Event, Ref, event_class


class TransactionIdField(models.Field):
    """Id (xid8) of the transaction that inserted the row, set by PostgreSQL."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "xid8"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> int | None:
        return None if value is None else int(value)

    def get_prep_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, int) else value


class CurrentTransaction(models.Func):
    function = "pg_current_xact_id"
    output_field = TransactionIdField()


class Entry(models.Model):
    """An immutable event. Written by ``services.record`` and ``services.backfill``.

    A trigger rejects UPDATE, DELETE and TRUNCATE.
    """

    event_id = models.UUIDField(_("event ID"), unique=True)
    kind = models.CharField(_("type"), max_length=80)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    subject_kind = models.CharField(_("subject type"), max_length=80)
    subject_id = models.BigIntegerField(_("subject"))
    context_kind = models.CharField(_("context type"), max_length=80, null=True)
    context_id = models.BigIntegerField(_("context"), null=True)
    occurred_at = models.DateTimeField(_("happened at"))
    recorded_at = models.DateTimeField(_("recorded at"))
    data = models.JSONField(_("data"))
    # Equal for all entries of a transaction; queries.act_heads groups by it.
    xid = TransactionIdField(db_default=CurrentTransaction(), editable=False)

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints = [
            models.CheckConstraint(
                name="journal_entry_context_whole",
                condition=Q(context_kind=None, context_id=None)
                | Q(context_kind__isnull=False, context_id__isnull=False),
            )
        ]
        indexes = [
            # queries.about: the timeline of one object, newest first
            models.Index(
                "subject_kind",
                "subject_id",
                F("occurred_at").desc(),
                F("id").desc(),
                name="journal_entry_subject",
            ),
            # queries.in_context: the timeline of all that belongs to one object, newest first
            models.Index(
                "context_kind",
                "context_id",
                F("occurred_at").desc(),
                F("id").desc(),
                name="journal_entry_context",
                condition=Q(context_id__isnull=False),
            ),
            # queries.of_kind: entries of some kinds in a period
            models.Index(
                "kind", F("occurred_at").desc(), F("id").desc(), name="journal_entry_kind"
            ),
            # queries.narrow by actor, newest first; also serves the foreign key
            models.Index(
                "actor", F("occurred_at").desc(), F("id").desc(), name="journal_entry_actor"
            ),
            # queries.search: the journal page, newest first
            models.Index(F("occurred_at").desc(), F("id").desc(), name="journal_entry_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_kind}:{self.subject_id}"

    @property
    def subject(self) -> Ref:
        return Ref(self.subject_kind, self.subject_id)

    @property
    def event(self) -> Event | None:
        """The decoded event, or None if no installed package declares its kind."""
        found = event_class(self.kind)
        return found.from_data(self.data) if found else None


class Seal(models.Model):
    """The link of one entry in the hash chain (see ``sealing``).

    A trigger inserts the empty row with the entry; the worker sets position and digest once.
    Another trigger rejects later changes and all deletions.
    """

    entry = models.OneToOneField(
        Entry, on_delete=models.PROTECT, primary_key=True, related_name="seal"
    )
    # 1, 2, 3, … without gaps; null until sealed
    position = models.BigIntegerField(null=True, unique=True)
    digest = models.BinaryField(null=True)

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        constraints = [
            models.CheckConstraint(
                name="journal_seal_whole",
                condition=Q(position=None, digest=None)
                | Q(position__gt=0, position__isnull=False, digest__isnull=False),
            )
        ]
        indexes = [
            # sealing.seal_pending: unsealed entries, oldest first; usually empty
            models.Index("entry", name="journal_seal_open", condition=Q(position=None)),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.entry_id}"


class Delivery(models.Model):
    """One subscriber has handled one entry; inserted in the subscriber's transaction."""

    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="deliveries", db_index=False
    )
    subscriber = models.CharField(max_length=80)
    delivered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint("entry", "subscriber", name="journal_delivery_once"),
        ]

    def __str__(self) -> str:
        return f"{self.subscriber} ← {self.entry_id}"
