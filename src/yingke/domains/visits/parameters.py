"""Parameters of visits: default, unit and clause."""

from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from yingke.domains.visits.rules.readiness import WEIGHTS
from yingke.domains.visits.terms import OF_A_VISIT
from yingke.foundation import policy
from yingke.foundation.policy.terms import Kind

BEFORE = policy.Group(_("Before the visit"), order=10)
PLAN = policy.Group(_("Plan approval"), order=20)
DURING = policy.Group(_("During the visit"), order=30)
TASKS = policy.Group(_("Tasks and reminders"), order=50)

policy.declare(
    policy.Parameter(
        code="visit.lead_time.normal",
        kind=Kind.WORKING_DAYS,
        default=3,
        title=_("Standard lead time"),
        clause="001/3.1",
        group=BEFORE,
    ),
    policy.Parameter(
        code="visit.lead_time.urgent",
        kind=Kind.HOURS,
        default=timedelta(hours=24),
        title=_("Minimum lead time for urgent requests"),
        clause="001/3.1",
        group=BEFORE,
    ),
    policy.Parameter(
        code="visit.hold.expires",
        kind=Kind.WORKING_DAYS,
        default=5,
        title=_("Draft hold period"),
        group=BEFORE,
    ),
    policy.Parameter(
        code="visit.dates.back",
        kind=Kind.DAYS,
        default=timedelta(days=366),
        title=_("How far back a visit may be recorded"),
        group=BEFORE,
    ),
    policy.Parameter(
        code="visit.dates.ahead",
        kind=Kind.DAYS,
        default=timedelta(days=1096),
        title=_("How far ahead a visit may be planned"),
        group=BEFORE,
    ),
    policy.Parameter(
        code="visit.decision_makers.min",
        kind=Kind.COUNT,
        default=3,
        title=_("Decision makers covered by needs research"),
        clause="000/2.1",
        group=BEFORE,
    ),
    policy.Parameter(
        code="visit.readiness.min",
        kind=Kind.SCORE,
        default=Decimal(90),
        title=_("Readiness score required to confirm"),
        group=BEFORE,
    ),
    *(
        policy.Parameter(
            code=f"visit.readiness.weight.{part}",
            kind=Kind.COUNT,
            default=WEIGHTS[part],
            title=title,
            group=BEFORE,
        )
        for part, title in (
            ("checks", _("Readiness weight of required checks")),
            ("bookings", _("Readiness weight of confirmed bookings")),
            ("people", _("Readiness weight of accepted invitations")),
            ("guests", _("Readiness weight of named guests")),
        )
    ),
    policy.Parameter(
        code="visit.plan.tolerance.shift",
        kind=Kind.MINUTES,
        default=timedelta(minutes=15),
        title=_("Allowed time shift after approval"),
        group=PLAN,
    ),
    policy.Parameter(
        code="visit.plan.tolerance.headcount",
        kind=Kind.COUNT,
        default=0,
        title=_("Allowed change in number of guests after approval"),
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
            ("dates", True, _("Changes to dates or number of guests require reapproval")),
            ("agenda", True, _("Agenda changes require reapproval")),
            ("people", False, _("Changes to hosts and experts require reapproval")),
            ("bookings", False, _("Booking changes require reapproval")),
            ("guests", True, _("Guest list changes require reapproval")),
        )
    ),
    policy.Parameter(
        code="visit.arrival.undo_within",
        kind=Kind.MINUTES,
        default=timedelta(minutes=10),
        title=_("Time limit for withdrawing an arrival"),
        group=DURING,
    ),
    policy.Parameter(
        code="visit.welcome.on_post_before",
        kind=Kind.MINUTES,
        default=timedelta(minutes=10),
        title=_("Hosts in place before arrival"),
        clause="001/4.1",
        group=DURING,
    ),
    policy.Parameter(
        code="visit.opening.max",
        kind=Kind.MINUTES,
        default=timedelta(minutes=5),
        title=_("Maximum opening length"),
        clause="001/4.2",
        group=DURING,
    ),
    policy.Parameter(
        code="visit.agenda.longest_item",
        kind=Kind.HOURS,
        default=timedelta(hours=14),
        title=_("Longest agenda item"),
        group=DURING,
    ),
    policy.Parameter(
        code="visit.agenda.longest_gap",
        kind=Kind.MINUTES,
        default=timedelta(minutes=45),
        title=_("Longest wait between items"),
        group=DURING,
    ),
    policy.Parameter(
        code="visit.agenda.grace",
        kind=Kind.HOURS,
        default=timedelta(hours=3),
        title=_("Agenda time before arrival and after departure"),
        group=DURING,
    ),
    policy.Parameter(
        code="visit.golden_window",
        kind=Kind.HOURS,
        default=timedelta(hours=4),
        title=_("Core programme limit per day"),
        clause="000/2.1",
        group=DURING,
    ),
    policy.Parameter(
        code="visit.interactions.min",
        kind=Kind.COUNT,
        default=3,
        title=_("Minimum interactive items"),
        clause="000/2.1",
        group=DURING,
    ),
    policy.Parameter(
        code="visit.escorts.limited",
        kind=Kind.BOOL,
        default=False,
        title=_("Limit the number of escorts"),
        group=PLAN,
    ),
    policy.Parameter(
        code="visit.escorts.few_guests",
        kind=Kind.COUNT,
        default=10,
        title=_("Escort limit: a small group has up to (guests)"),
        group=PLAN,
    ),
    policy.Parameter(
        code="visit.escorts.few",
        kind=Kind.COUNT,
        default=3,
        title=_("Escort limit for a small group"),
        group=PLAN,
    ),
    policy.Parameter(
        code="visit.escorts.share",
        kind=Kind.PERCENT,
        default=Decimal(33),
        title=_("Escort limit for a larger group, as a share of the guests"),
        group=PLAN,
    ),
    policy.Parameter(
        code="visit.reminder.before",
        kind=Kind.HOURS,
        default=timedelta(hours=8),
        title=_("Remind before due"),
        group=TASKS,
    ),
    policy.Parameter(
        code="visit.escalation.after",
        kind=Kind.HOURS,
        default=timedelta(hours=2),
        title=_("Escalate after due"),
        group=TASKS,
    ),
    dimensions=OF_A_VISIT,
)
