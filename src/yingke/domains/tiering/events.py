"""Events of tiering; a decided move belongs to the customer."""

from dataclasses import dataclass
from typing import Any

from yingke.domains.customers.events import RowOfAccount
from yingke.foundation.journal.events import Event
from yingke.foundation.journal.records import RecordChanged


@dataclass(frozen=True)
class _MoveDecided(Event):
    """The change of a tier has an event of its own, `customers.events.TierChanged`."""

    about = "customers.account", "account_id"
    account_id: int
    move_id: int
    before: str
    after: str


@dataclass(frozen=True)
class AlarmConfirmed(_MoveDecided):
    kind = "tiering.alarm_confirmed"


@dataclass(frozen=True)
class MoveReturned(_MoveDecided):
    kind = "tiering.move_returned"
    reason: str


@dataclass(frozen=True)
class RulesChanged(Event):
    """`change` is one of `sentences.RULES`; values hold what changed only."""

    kind = "tiering.rules_changed"
    about = "tiering.ruleset", "rule_set_id"
    rule_set_id: int
    change: str
    number: int
    before: dict[str, Any]
    after: dict[str, Any]


class RatingChanged(RecordChanged):
    kind = "tiering.rating_changed"
    about = "tiering.rating", "id"


class EntitlementChanged(RecordChanged):
    kind = "tiering.entitlement_changed"
    about = "tiering.entitlement", "id"


class PlacementChanged(RowOfAccount):
    kind = "tiering.placement_changed"
    about = "tiering.placement", "id"


@dataclass(frozen=True)
class CareActionChanged(Event):
    """A date was done, explained or planned anew; `before` and `after` hold what changed."""

    kind = "tiering.care_action_changed"
    about = "tiering.careaction", "action_id"
    within = "customers.account", "account_id"
    action_id: int
    account_id: int
    name: str
    before: dict[str, Any]
    after: dict[str, Any]


class PlaybookChanged(RecordChanged):
    kind = "tiering.playbook_changed"
    about = "tiering.playbookstep", "id"


class SavePlanChanged(RowOfAccount):
    kind = "tiering.save_plan_changed"
    about = "tiering.saveplan", "id"
