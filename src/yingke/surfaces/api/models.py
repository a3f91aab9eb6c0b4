"""Tables of the API: tokens, webhooks and webhook deliveries."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yingke.foundation.journal.models import Entry
from yingke.surfaces.api.terms import DeliveryState, Scope


class ApiToken(models.Model):
    """A key with which a program acts as a user.

    `digest` is the SHA-256 of the key, `hint` its last four characters; the key itself is not
    stored. `last_used_at` is accurate to the hour. Written by `services.tokens`.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_tokens", db_index=False
    )
    name = models.CharField(_("Name"), max_length=100)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    hint = models.CharField(max_length=4, editable=False)
    scope = models.CharField(_("Access"), max_length=8, choices=Scope.choices, default=Scope.READ)
    created_at = models.DateTimeField(editable=False)
    last_used_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        indexes = [
            # queries.tokens_of: one person's tokens, newest first
            models.Index(fields=["user", "-created_at", "-id"], name="api_token_of_user"),
        ]

    def __str__(self) -> str:
        return f"{self.name} …{self.hint}"


class Webhook(models.Model):
    """An address of another system that receives events of some kinds.

    `secret` signs each delivery. It is stored in the clear, because both sides need it.
    """

    url = models.URLField(_("Address"), max_length=500)
    kinds = ArrayField(models.CharField(max_length=80), verbose_name=_("Events"))
    secret = models.CharField(max_length=64, editable=False)
    active = models.BooleanField(_("Active"), default=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    created_at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.url


class Delivery(models.Model):
    """The delivery of one event to one webhook, and its log."""

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries", db_index=False)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(
        _("Status"), max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    status_code = models.PositiveSmallIntegerField(null=True)
    error = models.CharField(max_length=300, blank=True, default="")
    created_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(fields=["entry", "webhook"], name="api_delivery_once"),
            models.CheckConstraint(
                condition=~Q(state="delivered") | Q(tried_at__isnull=False),
                name="api_delivered_was_tried",
            ),
        ]
        indexes = [
            # queries.deliveries_of: the log of one webhook, newest first, page by key
            models.Index(fields=["webhook", "-created_at", "-id"], name="api_delivery_log"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} → {self.webhook_id}"
