"""Tables of parameter changes and clauses."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from yingke.foundation.kernel import clock
from yingke.foundation.kernel.constraints import within
from yingke.foundation.policy.rules.precedence import Change, Scope


class PolicyChange(models.Model):
    """A value of a parameter in a scope, effective from a moment; append-only.

    A trigger rejects UPDATE and DELETE, so that past results stay explainable. A null value removes
    the scope's value. `scope` holds a code by dimension. `rules.precedence` defines which change is
    in force. Written by `services.set_value`.
    """

    code = models.CharField(max_length=100)
    scope = models.JSONField(default=dict)
    value = models.TextField(null=True)
    before = models.TextField()
    effective_from = models.DateTimeField()
    note = models.CharField(_("reason"), max_length=300, blank=True)
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
        constraints = [within("effective_from", name="policy_change_within_bounds")]
        indexes = [
            # queries.history_of
            models.Index(fields=["code", "-id"], name="policy_change_of_parameter"),
        ]

    def __str__(self) -> str:
        return f"{self.code} = {self.value}"

    def as_value(self) -> Change:
        """Convert to the value object of `rules.precedence`."""
        return Change(
            id=self.pk,
            scope=Scope.of(self.scope),
            effective_from=self.effective_from,
            value=self.value,
        )


class PolicyVersion(models.Model):
    """A single row whose token changes with every change; invalidates `cache`.

    The token is random, since a counter would repeat after a rollback. Writers lock the row, so
    changes are serialised.
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
    """A clause of the written procedure; parameters refer to it as `document/number`."""

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
        """Value of `Parameter.clause` for this clause."""
        return f"{self.document}/{self.number}"
