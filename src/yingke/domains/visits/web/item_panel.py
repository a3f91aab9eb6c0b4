"""The panel of an agenda item in the agenda builder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yingke.domains.visits import permissions
from yingke.domains.visits.queries.builder import Board, row_lane
from yingke.domains.visits.rules.builder import Placement
from yingke.domains.visits.rules.suitability import USUAL_ROLE
from yingke.domains.visits.terms import PartRole
from yingke.domains.visits.web import builder, candidates

if TYPE_CHECKING:
    from yingke.domains.visits.models import AgendaItem
    from yingke.foundation.identity.models import User


def item_panel(user: User, item: AgendaItem, role: str) -> dict[str, Any]:
    """Return an item's placement, people and candidates; by default for a role that is missing."""
    visit = item.visit
    board = Board(user, visit)
    row = next(row for row in board.rows if row.item.pk == item.pk)
    missing = builder.missing_of(board, row)
    if role not in PartRole.values:
        role = missing[0]["role"] if missing else USUAL_ROLE[item.kind]
    may_plan = permissions.can_plan(user, visit) and item.started_at is None
    lane = row_lane(row)
    return {
        "item": item,
        "row": row,
        "visit": visit,
        "may_plan": may_plan,
        "missing": missing,
        "role": role,
        "roles": PartRole.choices,
        "groups": candidates.people_for(item, row, role) if may_plan else [],
        "lane": lane,
        "lane_title": builder.lane_title(board, lane),
        "lanes": builder.lane_choices(board),
        "seen": Placement(item.starts_at, item.ends_at, lane).stamp(),
        "several_days": len(board.days) > 1,
    }
