"""What the papers say, gathered once: values and sentences, no layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from yingke.domains.customers.models import Account, Preference
from yingke.domains.growth import queries as growth
from yingke.domains.tiering import wording
from yingke.domains.tiering.models import CareAction
from yingke.domains.tiering.queries import entitlements
from yingke.domains.tiering.queries.scores import history_of
from yingke.domains.tiering.rules.entitlements import period_of, quarter
from yingke.domains.tiering.rules.health import START
from yingke.domains.tiering.web import health
from yingke.domains.tiering.web.entitlements import standing_words
from yingke.domains.visits import queries as visits
from yingke.domains.visits.models import Visit
from yingke.foundation.kernel.money import format_cny
from yingke.foundation.ui import dates

if TYPE_CHECKING:
    from yingke.foundation.identity.models import User

MONTHS = 12


@dataclass(frozen=True)
class Series:
    """A line of months; None where nothing is known."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True)
class Chart:
    """Lines over the same months."""

    title: str
    months: Sequence[str]
    series: Sequence[Series]


@dataclass(frozen=True)
class Section:
    """A heading, sentences, and a table: its first row is the head."""

    title: str
    sentences: Sequence[str] = ()
    table: Sequence[Sequence[str]] = ()
    chart: Chart | None = None


@dataclass(frozen=True)
class Paper:
    """A paper of sections; `subtitle` says for whom and for which time."""

    title: str
    subtitle: str
    name: str
    sections: Sequence[Section]


def health_report(user: User, account: Account, day: date) -> Paper:
    """The quarter's report for a customer of the second tier (F20)."""
    span = quarter(day)
    sections = [
        _health(user, account),
        _score(user, account),
        _owed(user, account, span.starts_on, span.due_on, day),
        _visits(user, account, span.starts_on),
        _promises(user, account),
    ]
    return _paper(_("Customer health report"), account, span.starts_on, span.due_on, sections)


def strategic_review(user: User, account: Account, day: date) -> Paper:
    """The two-monthly review of a customer of the first tier: agenda, facts, decisions (F21)."""
    span = period_of(2, day)
    agenda = [
        _("Decisions of the last review and what became of them"),
        _("Value and health of the relationship"),
        _("Open promises and opportunities"),
        _("Joint projects of the next two months"),
        _("Decisions, owners and dates"),
    ]
    sections = [
        Section(_("Agenda"), [f"{number}. {line}" for number, line in enumerate(agenda, 1)]),
        _score(user, account),
        _health(user, account),
        _visits(user, account, span.starts_on - timedelta(days=60)),
        _promises(user, account),
        _opportunities(user, account),
        Section(
            _("Decisions"),
            table=[[_("Decision"), _("Owner"), _("Due on")], *([["", "", ""]] * 5)],
        ),
    ]
    return _paper(_("Strategic review"), account, span.starts_on, span.due_on, sections)


def care_plan(user: User, account: Account, day: date) -> Paper:
    """The dates, gestures and owners of a year (F22)."""
    span = period_of(12, day)
    people = [
        [row.contact.label if row.contact else "", row.get_kind_display(), row.text]
        for row in Preference.objects.filter(account=account, confidential=False).select_related(
            "contact"
        )
    ]
    sections = [
        _owed(user, account, span.starts_on, span.due_on, day),
        Section(
            _("What to bear in mind"),
            table=[[_("Person"), _("Type"), _("Note")], *people] if people else (),
            sentences=() if people else [_("No preferences are known.")],
        ),
    ]
    return _paper(_("Care plan"), account, span.starts_on, span.due_on, sections)


def _paper(
    title: str, account: Account, start: date, end: date, sections: Sequence[Section]
) -> Paper:
    span = _("%(customer)s, %(start)s – %(end)s") % {
        "customer": account.label,
        "start": dates.year_day(start),
        "end": dates.year_day(end),
    }
    shown = [section for section in sections if section.sentences or section.table or section.chart]
    return Paper(title, span, f"{account.name}-{title}-{end:%Y-%m-%d}", shown)


def _health(user: User, account: Account) -> Section:
    scores = health.scores_of(user, account)
    if not scores:
        return Section(_("Health"))
    latest, *_before = scores
    months = [dates.month_words(score.month) for score in reversed(scores)]
    line = Series(_("Health"), [float(score.value) for score in reversed(scores)])
    table = [[_("Points"), _("Reason")]]
    table += [[one.shown, one.words] for one in health.told(user, latest)]
    words = _("Health of %(value)s points: every customer starts at %(start)s.") % {
        "value": latest.value,
        "start": START,
    }
    return Section(_("Health"), [words], table, Chart(_("Health, last 12 months"), months, [line]))


def _score(user: User, account: Account) -> Section:
    """The score and its dimensions over the months."""
    history = history_of(account)[:MONTHS] if user.may("tiering.see") else []
    if not history or history[0].total is None:
        return Section(_("Value"))
    history.reverse()
    months = [dates.month_words(score.month) for score in history]
    names = list(history[-1].dimensions)
    lines = [
        Series(str(wording.field_name(name)), [score.dimensions.get(name) for score in history])
        for name in names
    ]
    words = _("Value score of %(points)s points, tier: %(tier)s.") % {
        "points": f"{history[-1].total:.1f}",
        "tier": account.get_tier_display(),
    }
    return Section(_("Value"), [words], chart=Chart(_("Dimensions of value"), months, lines))


def _owed(user: User, account: Account, start: date, end: date, day: date) -> Section:
    rows = entitlements.entitled(entitlements.actions_visible_to(user)).filter(
        account=account, due_on__gte=start, due_on__lte=end
    )
    actions = list(rows.select_related("entitlement", "step", "owner").order_by("due_on", "pk"))
    table = [[_("What"), _("Due on"), _("Owner"), _("Status")]]
    table += [_owed_row(action, day) for action in actions]
    return Section(_("What we owe and what was done"), table=table if actions else ())


def _owed_row(action: CareAction, day: date) -> list[str]:
    standing = entitlements.standing_of(action, day)
    return [
        action.what.label,
        dates.year_day(action.due_on),
        action.owner.label,
        standing_words(action, standing, day),
    ]


def _visits(user: User, account: Account, since: date) -> Section:
    rows: list[Visit] = list(
        visits.visible_to(user)
        .filter(account=account, ended_at__isnull=False, arrives_at__date__gte=since)
        .select_related("feedback", "follow_up")
        .order_by("arrives_at")
    )
    table = [[_("Visit"), _("Date"), _("Feedback"), _("Outcome")]]
    for visit in rows:
        feedback, follow_up = (getattr(visit, name, None) for name in ("feedback", "follow_up"))
        score = feedback.score if feedback and feedback.score is not None else "–"
        outcome = follow_up.get_outcome_display() if follow_up else "–"
        table.append([visit.title, dates.year_day(visit.arrives_at), str(score), str(outcome)])
    return Section(_("Visits"), table=table if rows else ())


def _promises(user: User, account: Account) -> Section:
    rows = growth.promises_visible_to(user).filter(account=account, kept_at=None)
    found = list(rows.select_related("owner").order_by("due_on"))
    table = [[_("What was promised"), _("Owner"), _("Due on")]]
    table += [[row.text, row.owner.label, dates.year_day(row.due_on)] for row in found]
    return Section(_("Open promises"), table=table if found else ())


def _opportunities(user: User, account: Account) -> Section:
    rows = growth.open_opportunities(growth.opportunities_visible_to(user).filter(account=account))
    found = list(rows.order_by("-amount"))
    table = [[_("Opportunity"), _("Stage"), _("Amount")]]
    table += [[row.title, str(row.get_stage_display()), format_cny(row.amount)] for row in found]
    return Section(_("Opportunities"), table=table if found else ())
