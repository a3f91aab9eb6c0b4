from django.db import models
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers.models import Account
from yingke.domains.tiering.models.rule_sets import RuleSet


class Run(models.Model):
    """One computation of all scores. `month` is its first day; `as_of` the last day that counts.

    `inputs` holds rows and digest by table, so that a later reader can tell whether the rows are
    still the same; `parts` the dimension, measure, unit, weight and step of each entry of
    `Score.parts`; `model` the fitted parameters of the purchase model.
    """

    month = models.DateField()
    as_of = models.DateField()
    at = models.DateTimeField()
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="runs")
    inputs = models.JSONField(default=dict)
    parts = models.JSONField(default=list)
    model = models.JSONField(null=True)
    notes = models.JSONField(default=list)
    accounts = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0)

    class Meta:
        verbose_name = _("scoring run")
        verbose_name_plural = _("scoring runs")
        indexes = [
            # queries.scores.latest_run
            models.Index(fields=["-month", "-at"], name="run_by_month"),
        ]

    def __str__(self) -> str:
        return f"{self.as_of}"


class Score(models.Model):
    """A customer's score of a month: the last run of that month.

    Points go from 0 to 100, None where too little is known. `measures` are the raw values by name;
    `parts` has one list per part of the scorecard, in the order of `Run.parts`: value, points,
    effective weight, contribution, peer median, and by how much one step would move the score.
    `tier` is the one that the rules give, `Account.tier` the one that holds.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="scores")
    month = models.DateField()
    run = models.ForeignKey(Run, models.PROTECT, related_name="scores")
    total = models.FloatField(null=True)
    dimensions = models.JSONField(default=dict)
    measures = models.JSONField(default=dict)
    parts = models.JSONField(default=list)
    tier = models.CharField(max_length=16)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [
            # also the scores of one customer over time
            models.UniqueConstraint(fields=["account", "month"], name="one_score_a_month"),
        ]
        indexes = [
            # all scores of the latest run, best first
            models.Index(fields=["run", "-total", "account"], name="score_by_run"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.total}"
