"""The numbers of the visit procedure: default, unit, and the clause each comes from."""

from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from yingke.foundation import policy
from yingke.foundation.policy.terms import Kind

BEFORE = _("Before the visit")
PLAN = _("Plan and its approval")
DURING = _("During the visit")
TASKS = _("Tasks and reminders")
# What a number of the procedure may depend on (`queries.facts.parameter`).
OF_A_VISIT = ("visit_type", "site", "tier")

policy.declare(
    policy.Parameter(
        code="visit.lead_time.normal",
        kind=Kind.WORKING_DAYS,
        default=3,
        title=_("Lead time of a request made in good time"),
        clause="001/3.1",
        group=BEFORE,
    ),
    policy.Parameter(
        code="visit.lead_time.urgent",
        kind=Kind.HOURS,
        default=timedelta(hours=24),
        title=_("Least lead time of an urgent request"),
        clause="001/3.1",
        group=BEFORE,
    ),
    policy.Parameter(
        code="visit.hold.expires",
        kind=Kind.WORKING_DAYS,
        default=5,
        title=_("A draft holds its date for"),
        group=BEFORE,
    ),
    policy.Parameter(
        code="visit.decision_makers.min",
        kind=Kind.COUNT,
        default=3,
        title=_("Decision makers that needs research covers"),
        clause="000/2.1",
        group=BEFORE,
    ),
    policy.Parameter(
        code="visit.readiness.min",
        kind=Kind.SCORE,
        default=Decimal(90),
        title=_("Readiness score that confirms a visit"),
        group=BEFORE,
    ),
    policy.Parameter(
        code="visit.plan.tolerance.shift",
        kind=Kind.MINUTES,
        default=timedelta(minutes=15),
        title=_("A time in an approved plan may shift by"),
        group=PLAN,
    ),
    policy.Parameter(
        code="visit.plan.tolerance.headcount",
        kind=Kind.COUNT,
        default=0,
        title=_("The number of guests in an approved plan may change by"),
        group=PLAN,
    ),
    *(
        policy.Parameter(
            code=f"visit.plan.lapses_on.{part}",
            kind=Kind.BOOL,
            default=default,
            title=title,
            group=PLAN,
        )
        for part, default, title in (
            ("dates", True, _("Changed dates or number of guests end a plan's approval")),
            ("agenda", True, _("A changed agenda ends a plan's approval")),
            ("people", False, _("Changed hosts and experts end a plan's approval")),
            ("bookings", False, _("Changed bookings end a plan's approval")),
            ("guests", True, _("A changed list of guests ends a plan's approval")),
        )
    ),
    policy.Parameter(
        code="visit.arrival.undo_within",
        kind=Kind.MINUTES,
        default=timedelta(minutes=10),
        title=_("A noted arrival can be withdrawn within"),
        group=DURING,
    ),
    policy.Parameter(
        code="visit.welcome.on_post_before",
        kind=Kind.MINUTES,
        default=timedelta(minutes=10),
        title=_("Hosts are on post before the arrival by"),
        clause="001/4.1",
        group=DURING,
    ),
    policy.Parameter(
        code="visit.opening.max",
        kind=Kind.MINUTES,
        default=timedelta(minutes=5),
        title=_("Longest opening"),
        clause="001/4.2",
        group=DURING,
    ),
    policy.Parameter(
        code="visit.golden_window",
        kind=Kind.HOURS,
        default=timedelta(hours=4),
        title=_("Golden window of a visit"),
        clause="000/2.1",
        group=DURING,
    ),
    policy.Parameter(
        code="visit.interactions.min",
        kind=Kind.COUNT,
        default=3,
        title=_("Interactive items within the golden window"),
        clause="000/2.1",
        group=DURING,
    ),
    policy.Parameter(
        code="visit.reminder.before",
        kind=Kind.HOURS,
        default=timedelta(hours=8),
        title=_("Reminder before a due time by"),
        group=TASKS,
    ),
    policy.Parameter(
        code="visit.escalation.after",
        kind=Kind.HOURS,
        default=timedelta(hours=2),
        title=_("Escalation after a due time by"),
        group=TASKS,
    ),
    dimensions=OF_A_VISIT,
)
