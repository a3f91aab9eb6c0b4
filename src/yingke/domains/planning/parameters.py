"""Parameters of planning: times, loads and weights of what is preferred."""

from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yingke.domains.visits.terms import OF_A_VISIT
from yingke.foundation import policy
from yingke.foundation.policy.terms import Kind

PLANNING = policy.Group(_("Planning"), order=25)


def _minutes(code: str, minutes: int, title: str | Promise) -> policy.Parameter:
    default = timedelta(minutes=minutes)
    kind = Kind.MINUTES
    return policy.Parameter(code=code, kind=kind, default=default, title=title, group=PLANNING)


def _hours(code: str, hours: int, title: str | Promise) -> policy.Parameter:
    default = timedelta(hours=hours)
    return policy.Parameter(
        code=code, kind=Kind.HOURS, default=default, title=title, group=PLANNING
    )


def _count(code: str, default: int, title: str | Promise) -> policy.Parameter:
    return policy.Parameter(
        code=code, kind=Kind.COUNT, default=default, title=title, group=PLANNING
    )


policy.declare(
    _hours("planning.day.starts", 7, _("Staff available from (hours after midnight)")),
    _hours("planning.day.ends", 22, _("Staff available until (hours after midnight)")),
    _hours("planning.load.person", 8, _("Longest time in visits per person and day")),
    _hours("planning.load.interpreter", 4, _("Longest interpreting per person and day")),
    _minutes("planning.travel.building", 10, _("Way between buildings of a site")),
    _count("planning.search.seconds", 20, _("Seconds a proposal is improved")),
    _count("planning.alert.days", 3, _("Days before arrival from which unmet needs are urgent")),
    _count("planning.weight.start", 1, _("Weight of five minutes away from the planned time")),
    _count("planning.weight.continuity", 10, _("Weight of a further person in a role")),
    _count("planning.weight.waste", 1, _("Weight of an empty seat")),
    _count("planning.weight.fairness", 1, _("Weight of an uneven load")),
    _count("planning.change.max_moves", 10, _("Agenda items a change may move without approval")),
    _minutes("planning.change.told_within", 120, _("From report of a change until all are told")),
    _count("planning.change.undo_seconds", 30, _("Seconds a confirmed change can be undone")),
    dimensions=OF_A_VISIT,
)
