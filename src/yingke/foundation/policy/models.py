"""The tables of the policy package."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from yingke.foundation.kernel import clock
from yingke.foundation.policy.rules.precedence import Change, Scope


class PolicyChange(models.Model):
    """A value of a parameter from a moment on, in a scope; the history is the whole truth.

    Append-only (a trigger refuses update and delete): the past stays as it was judged. An empty
    value takes the scope's own value away. `services.set_value` is the only writer;
    `rules.precedence` says which change is in force.
    """

    code = models.CharField(max_length=100)
    visit_type = models.CharField(max_length=40, blank=True)
    site = models.CharField(max_length=40, blank=True)
    tier = models.CharField(max_length=40, blank=True)
    value = models.TextField(null=True)
    before = models.TextField()
    effective_from = models.DateTimeField()
    note = models.CharField(_("why"), max_length=300, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="policy_changes",
    )
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("change of a parameter")
        verbose_name_plural = _("changes of parameters")
        indexes = [
            # the history of one parameter, newest first
            models.Index(fields=["code", "-id"], name="policy_change_of_parameter"),
        ]

    def __str__(self) -> str:
        return f"{self.code} = {self.value}"

    @property
    def scope(self) -> Scope:
        """Where the value holds."""
        return Scope(visit_type=self.visit_type, site=self.site, tier=self.tier)

    def as_value(self) -> Change:
        """The row as the rules know it."""
        return Change(
            id=self.pk, scope=self.scope, effective_from=self.effective_from, value=self.value
        )


class PolicyVersion(models.Model):
    """One row whose token is new after every change, so that a process knows what it remembers.

    Random rather than counted: a number of a transaction that was rolled back would come again.
    Writers hold the row, so changes are stored one after the other.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    token = models.UUIDField(default=uuid.uuid4)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="policy_version_only_one"),
        ]

    def __str__(self) -> str:
        return str(self.token)


class PolicyClause(models.Model):
    """A clause of the written procedure; parameters name it as `document/number`."""

    journal_kind = "policy.clause"

    document = models.CharField(_("document"), max_length=40)
    number = models.CharField(_("number"), max_length=40)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["document", "number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="policy_clause_once"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def reference(self) -> str:
        """What a parameter's `clause` says."""
        return f"{self.document}/{self.number}"
