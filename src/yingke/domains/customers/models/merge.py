from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers.models.account import Account
from yingke.foundation.kernel.constraints import within


class Merge(models.Model):
    """One customer absorbed by another: everything that its undo needs.

    The absorbed row is deleted, so its id, number and name stand here. `steps` are those of
    `services.references`, `before` and `after` the columns of the kept customer that changed.
    Written by `services.merges` only.
    """

    journal_kind = "customers.merge"

    kept = models.ForeignKey(
        Account, verbose_name=_("Customer"), on_delete=models.PROTECT, related_name="merges"
    )
    absorbed_id = models.BigIntegerField()
    absorbed_number = models.CharField(_("Number"), max_length=32)
    absorbed_name = models.CharField(_("Full name"), max_length=200)
    steps = models.JSONField(default=list)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    merged_at = models.DateTimeField()
    undo_until = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-pk"]
        constraints = [within("merged_at", "undo_until", "undone_at", name="merge_within_bounds")]
        indexes = [
            # queries.duplicates.kept_instead_of: where an absorbed customer went
            models.Index(
                fields=["absorbed_id"], condition=Q(undone_at=None), name="merge_in_force_by_id"
            ),
            # services.known.Known.check_number
            models.Index(
                fields=["absorbed_number"],
                condition=Q(undone_at=None),
                name="merge_in_force_by_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.absorbed_number} → {self.kept_id}"


class DuplicatePair(models.Model):
    """Two customers that may be one company, as `services.duplicates` last compared them.

    `evidence` holds (comparison, step, weight in bits) of `engines.linkage`; `prior` is the weight
    of no evidence, so that both add up to the log odds of `probability`. `kept_apart` pairs have
    two different valid credit codes. A dismissed pair is proposed again when `fingerprint` changes.
    """

    first = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    probability = models.FloatField()
    prior = models.FloatField()
    evidence = models.JSONField(default=list)
    kept_apart = models.BooleanField(default=False)
    fingerprint = models.CharField(max_length=64)
    found_at = models.DateTimeField()
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    dismissed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        ordering = ["kept_apart", "-probability", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="a_pair_is_found_once"),
            models.CheckConstraint(
                condition=Q(first__lt=models.F("second")), name="a_pair_is_in_order_of_ids"
            ),
            models.CheckConstraint(
                condition=Q(probability__gte=0, probability__lte=1), name="pair_is_probable"
            ),
            within("found_at", "dismissed_at", name="pair_within_bounds"),
        ]
        indexes = [
            # queries.duplicates.waiting: the queue by probability
            models.Index(
                fields=["kept_apart", "-probability", "id"],
                condition=Q(dismissed_at=None),
                name="pair_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} = {self.second_id}?"

    @property
    def certainty(self) -> float:
        """The probability as a person reads it: three digits, and never quite certain."""
        return min(self.probability, 0.999)


class DuplicateSearch(models.Model):
    """One comparison of all customers with each other."""

    ended_at = models.DateTimeField()
    accounts = models.PositiveIntegerField()
    seconds = models.FloatField()

    class Meta:
        verbose_name = _("search for duplicates")
        verbose_name_plural = _("searches for duplicates")
        ordering = ["-pk"]
        constraints = [within("ended_at", name="duplicate_search_within_bounds")]

    def __str__(self) -> str:
        return f"{self.accounts} ({self.ended_at})"
