"""Lists of scores and of tier moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yingke.domains.customers.terms import Tier
from yingke.domains.tiering import wording
from yingke.domains.tiering.models import Score, TierMove
from yingke.domains.tiering.queries import rule_sets
from yingke.domains.tiering.rules.board import CLASSES, NEAR, class_of
from yingke.domains.tiering.rules.weights import bounds_of
from yingke.domains.tiering.terms import MoveState
from yingke.domains.tiering.web.board import class_bounds
from yingke.domains.tiering.web.moves import tier_pill
from yingke.foundation.ui.tables import Column, Filters, Order, Table

if TYPE_CHECKING:
    from django.db.models import QuerySet

ANY = ("", _("All"))
NEAR_LINES = [ANY, ("exit", _("Exit of its tier")), *Tier.choices]


class PlainScoreFilters(Filters):
    """Search words, the tier that holds, and who is near a line."""

    q = forms.CharField(label=_("Search"), required=False)
    tier = forms.ChoiceField(label=_("Tier"), choices=[ANY, *Tier.choices], required=False)
    near = forms.ChoiceField(label=_("Near to"), choices=NEAR_LINES, required=False)

    def narrow(self, queryset: QuerySet[Score]) -> QuerySet[Score]:
        wanted = self.cleaned_data
        for word in (wanted["q"] or "").casefold().split():
            queryset = queryset.filter(account__search_text__contains=word)
        if wanted["tier"]:
            queryset = queryset.filter(account__tier=wanted["tier"])
        if wanted["near"]:
            queryset = queryset.filter(_near(wanted["near"]))
        return queryset


class ScoreFilters(PlainScoreFilters):
    """The purchase class too, for who may see the sums that it comes from."""

    purchase_class = forms.ChoiceField(
        label=_("Purchase class"), choices=[ANY, *((one, one) for one in CLASSES)], required=False
    )

    def narrow(self, queryset: QuerySet[Score]) -> QuerySet[Score]:
        queryset = super().narrow(queryset)
        wanted = self.cleaned_data["purchase_class"]
        return queryset.filter(_of_class(wanted)) if wanted else queryset


def _of_class(code: str) -> Q:
    a, b = class_bounds()
    return {
        "A": Q(revenue__gte=a),
        "B": Q(revenue__gte=b, revenue__lt=a),
        "C": Q(revenue__lt=b),
    }[code]


def _near(line: str) -> Q:
    """Customers within `NEAR` points of the exit of their tier, or of the entry of another."""
    rules = rule_sets.plan_of(rule_sets.in_force()).rules
    found, names = bounds_of(rules), rules.names
    wanted = Q(pk=None)
    for tier, sides in found.items():
        left = sides.get("exit")
        if line == "exit" and left and left.field == "score":
            at = left.bound
            wanted |= Q(account__tier=tier, total__gte=at, total__lt=at + NEAR)
        entry = sides.get("entry")
        if line == tier and entry and entry.field == "score":
            below = names[names.index(tier) + 1 :]
            at = entry.bound
            wanted |= Q(account__tier__in=below, total__lt=at, total__gt=at - NEAR)
    return wanted


def _number(name: str) -> Any:
    return lambda row: wording.number(name, row.dimensions.get(name))


def _measure(name: str) -> Any:
    return lambda row: wording.number(name, row.measures.get(name))


class ScoreTable(Table):
    """Scores of the latest run, best first."""

    code, label = "scores", _("Scores")
    filters: ClassVar[type[Filters] | None] = ScoreFilters
    columns = (
        Column("account", _("Customer"), "account.label", lead=True, grow=True),
        Column(
            "tier",
            _("Tier"),
            lambda row: tier_pill(row.account.tier),
            text=lambda row: str(row.account.get_tier_display()),
        ),
        Column(
            "total",
            _("Value score"),
            lambda row: wording.number("score", row.total),
            sort="score",
            align="end",
        ),
        *(
            Column(name, title, _number(name), align="end")
            for name, title in wording.DIMENSIONS.items()
        ),
        Column(
            "revenue", _("Revenue in a year"), _measure("monetary"), sort="revenue", align="end"
        ),
        Column(
            "purchase_class",
            _("Purchase class"),
            lambda row: class_of(row.revenue, class_bounds()),
            hidden=True,
        ),
        Column("p_alive", _("P(active)"), _measure("p_alive"), align="end"),
        Column("manager", _("Account manager"), "account.account_manager.label", hidden=True),
    )
    orders = {
        "score": Order(_("Value score"), ("-points", "-pk")),
        "revenue": Order(_("Revenue in a year"), ("-revenue", "-pk")),
    }
    empty_title = _("No scores yet")
    empty_text = _("Scores appear here after the next run.")

    @staticmethod
    def row_url(row: Score) -> str:
        return reverse("customers:detail", args=[row.account_id])


class PlainScoreTable(ScoreTable):
    """Scores for who may not see orders: without sums, and without what follows from orders."""

    filters = PlainScoreFilters
    columns = tuple(
        column
        for column in ScoreTable.columns
        if column.code not in {"revenue", "purchase_class", "p_alive"}
    )
    orders = {"score": ScoreTable.orders["score"]}


class MoveFilters(Filters):
    q = forms.CharField(label=_("Search"), required=False)
    state = forms.ChoiceField(label=_("Status"), choices=[ANY, *MoveState.choices], required=False)

    def narrow(self, queryset: QuerySet[TierMove]) -> QuerySet[TierMove]:
        for word in (self.cleaned_data["q"] or "").casefold().split():
            queryset = queryset.filter(account__search_text__contains=word)
        if self.cleaned_data["state"]:
            queryset = queryset.filter(state=self.cleaned_data["state"])
        return queryset


class MoveTable(Table):
    """Tier moves with their reasons and decisions, latest first."""

    code, label = "tier-moves", _("Tier moves")
    filters = MoveFilters
    columns = (
        Column("account", _("Customer"), "account.label", lead=True, grow=True),
        Column(
            "before",
            _("From"),
            lambda row: tier_pill(row.before),
            text=lambda row: str(row.get_before_display()),
        ),
        Column(
            "after",
            _("To"),
            lambda row: tier_pill(row.after),
            text=lambda row: str(row.get_after_display()),
        ),
        Column("why", _("Reason"), wording.move_reason, grow=True),
        Column("state", _("Status"), lambda row: str(row.get_state_display())),
        Column("decided_by", _("Decided by"), lambda row: row.decided_by and row.decided_by.label),
        Column("comment", _("Comment"), "comment"),
        Column("proposed_at", _("Proposed"), "proposed_at", sort="proposed", align="end"),
        Column("decided_at", _("Decided"), "decided_at", hidden=True, align="end"),
    )
    orders = {"proposed": Order(_("Newest first"), ("-proposed_at", "-pk"))}
    empty_title = _("No moves yet")
    empty_text = _("Moves appear here when the rules place a customer in another tier.")

    @staticmethod
    def row_url(row: TierMove) -> str:
        return reverse("customers:detail", args=[row.account_id])


class HistoryTable(Table):
    """The scores of one customer, latest month first."""

    code, label = "score-history", _("Scores by month")
    columns = (
        Column("month", _("Month"), lambda row: f"{row.month:%Y-%m}", lead=True),
        Column("total", _("Value score"), lambda row: wording.number("score", row.total)),
        *(
            Column(name, title, _number(name), align="end")
            for name, title in wording.DIMENSIONS.items()
        ),
        Column("p_alive", _("P(active)"), _measure("p_alive"), align="end"),
        Column("tier", _("Tier by the rules"), lambda row: str(Tier(row.tier).label)),
        Column("rules", _("Rules"), lambda row: f"v{row.run.rule_set.number}", align="end"),
        Column("as_of", _("As of"), lambda row: row.run.as_of, align="end"),
        Column("inputs", _("Inputs"), lambda row: inputs_version(row.run.inputs), hidden=True),
    )
    orders = {"month": Order(_("Newest first"), ("-month", "-pk"))}
    empty_title = _("No scores yet")


def inputs_version(inputs: dict[str, Any]) -> str:
    """Rows and digest of each table that a run read."""
    return ", ".join(f"{name} {one['rows']}/{one['digest'][:8]}" for name, one in inputs.items())
