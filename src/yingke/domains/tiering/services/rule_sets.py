"""Scorecards and tier rules: drafted, submitted, and from their approval in force."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db import transaction

from yingke.domains.customers.terms import Tier
from yingke.domains.tiering import events, permissions
from yingke.domains.tiering.models import RuleSet, Score
from yingke.domains.tiering.queries import rule_sets as queries
from yingke.domains.tiering.rules.weights import compared, weighted, with_bounds
from yingke.domains.tiering.terms import Weighting
from yingke.engines.scoring.composite.weights import by_entropy
from yingke.foundation.drafts import services as versions
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import RuleViolation

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

Values = Mapping[str, Any]


@transaction.atomic
def draft_rules(*, actor: User) -> RuleSet:
    """Return the draft; if there is none, copy the version in force."""
    require(permissions.can_edit_rules(actor))
    found = queries.draft()
    if found:
        return found
    source = RuleSet.objects.select_for_update().get(pk=queries.in_force().pk)
    newest = RuleSet.objects.order_by("-number").values_list("number", flat=True)[0]
    made = RuleSet.objects.create(
        number=newest + 1,
        card=source.card,
        tiers=source.tiers,
        weighting=source.weighting,
        comparisons=source.comparisons,
        made_by=actor,
        made_at=clock.now(),
    )
    versions.note_change(LINE, actor, made, "drafted", {}, {"copy_of": source.number})
    return made


@transaction.atomic
def save_rules(
    *,
    actor: User,
    rule_set_id: int,
    version: int | None = None,
    name: str | None = None,
    weights: Mapping[str, float] | None = None,
    weighting: str = Weighting.HAND,
    bounds: Mapping[str, Mapping[str, float]] | None = None,
) -> RuleSet:
    """Set what is given of a draft; `version` is the revision that was seen.

    RuleViolation: "rules_submitted" for a draft that waits for approval, "rules_faulty" with what
    the engine says of values that cannot hold.
    """
    row = _open(actor, rule_set_id, version)
    before = {"name": row.name, "card": row.card, "tiers": row.tiers}
    if name is not None:
        row.name = name.strip()
    try:
        if weights is not None:
            row.card, row.weighting = weighted(row.card, weights), weighting
        if bounds is not None:
            row.tiers = with_bounds(row.tiers, bounds)
        queries.plan(row.card, row.tiers)
    except ValueError as error:
        raise RuleViolation("rules_faulty", faults=[str(error)]) from None
    return _saved(actor, row, before)


@transaction.atomic
def compare_dimensions(
    *, actor: User, rule_set_id: int, said: Sequence[Sequence[Any]], version: int | None = None
) -> RuleSet:
    """Weigh a draft by pairwise comparisons `[first, second, ratio]`, one for each pair.

    RuleViolation: "comparisons_inconsistent" above a consistency ratio of 0.1.
    """
    row = _open(actor, rule_set_id, version)
    before = {"name": row.name, "card": row.card, "tiers": row.tiers}
    try:
        found = compared(row.card, said)
    except ValueError as error:
        raise RuleViolation("rules_faulty", faults=[str(error)]) from None
    if not found.consistent:
        raise RuleViolation("comparisons_inconsistent", ratio=round(found.ratio, 3))
    row.card, row.weighting = weighted(row.card, found.weights), Weighting.COMPARISON
    row.comparisons = [list(one) for one in said]
    return _saved(actor, row, before)


@transaction.atomic
def weigh_by_entropy(*, actor: User, rule_set_id: int, run_id: int) -> RuleSet:
    """Weigh a draft by how much each dimension tells the customers of a run apart."""
    row = _open(actor, rule_set_id, None)
    before = {"name": row.name, "card": row.card, "tiers": row.tiers}
    found = Score.objects.filter(run=run_id).values_list("dimensions", flat=True)
    names = [one["name"] for one in row.card["dimensions"]]
    columns = {
        name: [np.nan if one.get(name) is None else one[name] for one in found] for name in names
    }
    try:
        row.card, row.weighting = weighted(row.card, by_entropy(columns)), Weighting.ENTROPY
    except ValueError as error:
        raise RuleViolation("rules_faulty", faults=[str(error)]) from None
    return _saved(actor, row, before)


@transaction.atomic
def submit_rules(
    *, actor: User, rule_set_id: int, version: int, back_test: Values | None = None
) -> RuleSet:
    """Freeze a draft and put it before who approves; `back_test` is kept with it."""
    row = _open(actor, rule_set_id, version)
    row.submitted_by, row.submitted_at = actor, clock.now()
    row.back_test = dict(back_test) if back_test else None
    row.save(update_fields=["submitted_by", "submitted_at", "back_test"])
    versions.note_change(LINE, actor, row, "submitted", {}, {"name": row.name})
    return row


@transaction.atomic
def return_rules(*, actor: User, rule_set_id: int, reason: str) -> RuleSet:
    """Give a submitted draft back to be changed, with a reason."""
    require(permissions.can_approve_rules(actor))
    row = _submitted(rule_set_id)
    if not reason.strip():
        raise RuleViolation("reason_needed", field="reason")
    row.submitted_by, row.submitted_at = None, None
    row.save(update_fields=["submitted_by", "submitted_at"])
    versions.note_change(LINE, actor, row, "returned", {}, {"reason": reason.strip()})
    return row


@transaction.atomic
def approve_rules(
    *,
    actor: User,
    rule_set_id: int,
    version: int,
    in_force_from: datetime | None = None,
    note: str = "",
) -> RuleSet:
    """Let submitted rules hold from a moment on (now); the next run scores by them.

    RuleViolation: "own_rules" for who submitted them, "not_submitted", or as in
    `drafts.services.publish`.
    """
    require(permissions.can_approve_rules(actor))
    row = _submitted(rule_set_id)
    if row.submitted_by_id == actor.pk:
        raise RuleViolation("own_rules")
    return versions.publish(
        LINE,
        actor=actor,
        pk=row.pk,
        revision=version,
        in_force_from=in_force_from,
        note=note or row.name,
    )


@transaction.atomic
def discard_rules(*, actor: User, rule_set_id: int) -> None:
    """Delete a draft; the journal keeps its entries."""
    require(permissions.can_edit_rules(actor))
    versions.discard(LINE, actor=actor, pk=rule_set_id)


def faults_of(row: RuleSet) -> list[str]:
    """What keeps a version from being computed: each tier of customers has its rule."""
    try:
        found = queries.plan(row.card, row.tiers)
    except ValueError as error:
        return [str(error)]
    missing = sorted(set(Tier.values) ^ set(found.rules.names))
    return [", ".join(missing)] if missing else []


def _open(actor: User, rule_set_id: int, version: int | None) -> RuleSet:
    require(permissions.can_edit_rules(actor))
    row = versions.open_draft(LINE, actor=actor, pk=rule_set_id, revision=version)
    if row.submitted_at is not None:
        raise RuleViolation("rules_submitted")
    return row


def _submitted(rule_set_id: int) -> RuleSet:
    row = RuleSet.objects.select_for_update().get(pk=rule_set_id)
    if row.submitted_at is None or row.state != "draft":
        raise RuleViolation("not_submitted")
    return row


def _saved(actor: User, row: RuleSet, before: Values) -> RuleSet:
    after = {"name": row.name, "card": row.card, "tiers": row.tiers}
    changed = [name for name in after if after[name] != before[name]]
    row.save(update_fields=["name", "card", "tiers", "weighting", "comparisons"])
    if changed:
        old, new = ({n: _told(values[n]) for n in changed} for values in (before, after))
        versions.note_change(LINE, actor, row, "changed", old, new)
    return row


def _told(value: object) -> str:
    """A part of a rule set as the journal keeps it, which takes no fractions but as text."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _record(actor: User, row: RuleSet, change: str, before: Values, after: Values) -> None:
    told = events.RulesChanged(row.pk, change, row.number, dict(before), dict(after))
    journal.record(actor=actor, event=told)


LINE = versions.Line(
    model=RuleSet,
    may_edit=lambda user: permissions.can_edit_rules(user) or permissions.can_approve_rules(user),
    siblings=lambda row: RuleSet.objects.all(),
    faults=faults_of,
    faulty="rules_faulty",
    record=_record,
)
