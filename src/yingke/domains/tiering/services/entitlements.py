"""Entitlements: dates made for each customer by its tier, done, explained or moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, cast

from django.core.files import File
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from yingke.domains.customers import queries as customers
from yingke.domains.customers.models import Account
from yingke.domains.tiering import events, notices, permissions
from yingke.domains.tiering.models import CareAction, Entitlement, Placement, Score, TierStay
from yingke.domains.tiering.queries.entitlements import today
from yingke.domains.tiering.queries.scores import latest_run
from yingke.domains.tiering.rules import entitlements as rules
from yingke.domains.tiering.terms import ActionState, OwedBy
from yingke.foundation.documents import services as documents
from yingke.foundation.identity.permissions import require
from yingke.foundation.journal import services as journal
from yingke.foundation.journal.events import Ref
from yingke.foundation.journal.records import save_changes
from yingke.foundation.kernel.changes import locked, locked_or_new
from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.policy import queries as policy

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

AHEAD: Final = timedelta(days=100)


@transaction.atomic
def save_entitlement(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> Entitlement:
    """Save an entitlement; a new one needs `tier` and `name`. Dates follow at night."""
    require(actor is None or permissions.can_edit_entitlements(actor))
    row = locked_or_new(Entitlement, pk, version)
    save_changes(row, columns, actor=actor, event=events.EntitlementChanged.of)
    return row


@transaction.atomic
def save_placement(
    *, actor: User | None, pk: int | None = None, version: int | None = None, **columns: Any
) -> Placement:
    """Save the time of a technical manager on site; a new one needs all but `ends_on`."""
    require(actor is None or permissions.can_place(actor))
    row = locked_or_new(Placement, pk, version)
    customers.require_known(actor, columns.get("account_id", row.account_id))
    begins, ends = (columns.get(name, getattr(row, name)) for name in ("begins_on", "ends_on"))
    if ends is not None and ends < begins:
        raise RuleViolation("ends_before_start", field="ends_on", start=begins)
    save_changes(row, columns, actor=actor, event=events.PlacementChanged.of)
    return row


@transaction.atomic
def generate(day: date) -> int:
    """Make the dates of this quarter and the time ahead; drop those of a tier that was left.

    Called at night and after a tier changed; calling it again makes nothing twice. Returns how
    many dates are new.
    """
    left = CareAction.objects.filter(
        state=ActionState.PLANNED, due_on__gte=day, entitlement__isnull=False
    )
    left = left.exclude(entitlement__active=True, account__tier=F("entitlement__tier"))
    left.update(state=ActionState.DROPPED, version=F("version") + 1)
    since, until = rules.quarter(day).starts_on, day + AHEAD
    made = 0
    for entitlement in Entitlement.objects.filter(active=True, lasting=""):
        rows = list(_dates(entitlement, _accounts(entitlement), since, until))
        known = CareAction.objects.filter(entitlement=entitlement, starts_on__gte=_first(rows))
        back = known.filter(state=ActionState.DROPPED, account__tier=entitlement.tier)
        back.filter(due_on__gte=day).update(state=ActionState.PLANNED, version=F("version") + 1)
        stored = set(known.values_list("account_id", "starts_on"))
        fresh = [row for row in rows if (row.account_id, row.starts_on) not in stored]
        made += len(CareAction.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=2000))
    return made


def _first(rows: Iterable[CareAction]) -> date:
    return min((row.starts_on for row in rows), default=date.max)


def _accounts(entitlement: Entitlement) -> list[Account]:
    """The customers of the tier, or the best of them by their score."""
    rows = Account.objects.filter(tier=entitlement.tier, status="active")
    rows = rows.only("pk", "account_manager", "director", "created_at")
    if entitlement.top is None:
        return list(rows)
    run = latest_run()
    best = Score.objects.filter(run=run, account__tier=entitlement.tier, total__isnull=False)
    chosen = best.order_by("-total", "account")[: entitlement.top].values_list("account", flat=True)
    return list(rows.filter(pk__in=list(chosen))) if run is not None else []


def _dates(
    entitlement: Entitlement, accounts: Iterable[Account], since: date, until: date
) -> Iterable[CareAction]:
    stays = TierStay.objects.filter(until=None, tier=entitlement.tier)
    begun = dict(stays.values_list("account", "since"))
    spans = list(rules.periods(entitlement.every, since, until))
    for account in accounts:
        start = timezone.localtime(begun.get(account.pk, account.created_at)).date()
        for span in spans:
            if rules.is_owed(span, start):
                yield CareAction(
                    entitlement=entitlement,
                    account=account,
                    owner_id=_owner(entitlement, account),
                    starts_on=span.starts_on,
                    due_on=span.due_on,
                    planned_on=span.due_on,
                )


def _owner(entitlement: Entitlement, account: Account) -> int:
    """The director where it is theirs and there is one, else the account manager."""
    wants_director = entitlement.owed_by == OwedBy.DIRECTOR
    return (account.director_id if wants_director else None) or account.account_manager_id


@transaction.atomic
def complete(
    *,
    actor: User,
    action_id: int,
    done_on: date,
    proof: str,
    upload: File[Any] | None = None,
) -> CareAction:
    """Record that a date was kept, with how it is known; a late one counts as late."""
    action = _open(actor, action_id)
    if done_on > today():
        raise RuleViolation("day_in_future", field="done_on")
    if not proof.strip():
        raise RuleViolation("proof_missing", field="proof")
    if upload is not None:
        about = Ref("customers.account", action.account_id)
        action.document = documents.store(
            actor=actor, owner=about, upload=upload, purpose="entitlement"
        )
    columns = {"state": ActionState.DONE, "done_on": done_on, "proof": proof.strip()}
    return _closed(actor, action, columns, "document")


@transaction.atomic
def excuse(*, actor: User, action_id: int, reason: str) -> CareAction:
    """Explain a missed date; it stays in the rate as missed."""
    action = _open(actor, action_id)
    if action.due_on >= today():
        raise RuleViolation("not_missed_yet")
    if not reason.strip():
        raise RuleViolation("reason_needed", field="reason")
    return _closed(actor, action, {"state": ActionState.EXCUSED, "reason": reason.strip()})


@transaction.atomic
def move(*, actor: User, action_id: int, planned_on: date, reason: str = "") -> CareAction:
    """Plan a date for another day; its due day stays, so that moving hides no miss."""
    action = _open(actor, action_id)
    rules.check_move(planned_on=planned_on, due_on=action.due_on, today=today(), reason=reason)
    return _closed(actor, action, {"planned_on": planned_on, "reason": reason.strip()})


def _open(actor: User, action_id: int) -> CareAction:
    action = locked(CareAction, action_id)
    require(permissions.can_act(actor, action))
    if actor.pk != action.owner_id:
        customers.require_known(actor, action.account_id)
    if action.state != ActionState.PLANNED:
        raise RuleViolation("action_closed")
    return action


def _closed(
    actor: User, action: CareAction, columns: Mapping[str, Any], *others: str
) -> CareAction:
    before = {name: getattr(action, name) for name in columns}
    for name, value in columns.items():
        setattr(action, name, value)
    action.version += 1
    action.save(update_fields=[*columns, *others, "version"])
    name = action.what.name
    about = (action.pk, action.account_id, name)
    event = events.CareActionChanged(*about, before=before, after=dict(columns))
    journal.record(actor=actor, event=event)
    return action


@transaction.atomic
def remind(day: date) -> int:
    """Tell owners what is due within a week and what was missed, and their managers later.

    Each date is told once for each of the three. Returns how many messages were written.
    """
    after = cast("timedelta", policy.value("tiering.entitlement_escalation"))
    rows = CareAction.objects.filter(state=ActionState.PLANNED, due_on__lte=day + rules.SOON)
    told = 0
    for action in rows.select_related("entitlement", "step", "account", "owner").select_for_update(
        of=("self",)
    ):
        wanted = 1 + (action.due_on < day) + (action.due_on + after < day)
        if wanted > action.reminded:
            notices.entitlement(action, wanted)
            action.reminded, told = wanted, told + 1
            action.save(update_fields=["reminded"])
    return told


def run_tonight() -> None:
    """Make the dates and remind of them."""
    day = today()
    generate(day)
    remind(day)
