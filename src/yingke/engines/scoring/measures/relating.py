"""Measures over people, visits, cases, projects and judgements: how close the work is."""

from datetime import date, timedelta

import ibis
import ibis.expr.types as ir

from .buying import frequency, ratio
from .registry import SOURCES, Direction, Source, View, combined, measure
from .tables import Tables

MORE, LESS = Direction.MORE, Direction.LESS

CONVERSION_DAYS = 30


def _meetings(tables: Tables, as_of: date) -> ir.Table:
    """Interactions with what is known of the person (null for a person nobody registered)."""
    people = tables.rows("contacts", as_of).select("account_id", "contact_id", "decision_maker")
    held = tables.rows("interactions", as_of)
    joined = held.left_join(people, ["account_id", "contact_id"])
    return joined.select(*held.columns, "decision_maker")


def _judgements(name: str, aspect: str) -> Source:
    """The latest judgement of each rater on one aspect."""

    def rows(tables: Tables, as_of: date) -> ir.Table:
        known = tables.rows("ratings", as_of)
        known = known.filter(known.aspect == aspect)
        latest = known.group_by("account_id", "rater").aggregate(rated_on=known.rated_on.max())
        joined = known.semi_join(latest, ["account_id", "rater", "rated_on"])
        return joined.select("account_id", "rated_on", "score")

    return Source(name, ("ratings",), "rated_on", rows)


for _source in (
    Source("meetings", ("interactions", "contacts"), "held_on", _meetings),
    _judgements("judged_influence", "industry_influence"),
    _judgements("judged_fit", "strategic_fit"),
):
    SOURCES[_source.name] = _source


@measure("interactions", unit="interaction", direction=MORE, step=1)
def interaction_frequency(interactions: View) -> ir.Value:
    """Interactions in the window."""
    return interactions.rows.count(where=interactions.within)


@measure("interactions", unit="day", direction=LESS, step=-30)
def silence(interactions: View) -> ir.Value:
    """Days since the last interaction."""
    return interactions.days_until_now(interactions.held_on.max())


@measure("interactions", unit="person", direction=MORE, step=1)
def contact_breadth(interactions: View) -> ir.Value:
    """Different people met in the window."""
    return interactions.contact_id.nunique(where=interactions.within)


@measure("contacts", unit="person", direction=MORE, step=1)
def decision_makers_known(contacts: View) -> ir.Value:
    """Decision makers known at the account."""
    return contacts.contact_id.nunique(where=contacts.decision_maker)


@measure("meetings", unit="person", direction=MORE, step=1)
def decision_makers_met(meetings: View) -> ir.Value:
    """Different decision makers met in the window."""
    return meetings.contact_id.nunique(
        where=meetings.within & meetings.decision_maker.fill_null(False)
    )


@combined(decision_makers_met, decision_makers_known, unit="share", direction=MORE, step=0.2)
def decision_maker_coverage(met: ir.Value, known: ir.Value) -> ir.Value:
    """Share of the known decision makers who were met in the window; null when none is known."""
    return ratio(met.fill_null(0), known)


@measure("visits", unit="visit", direction=MORE, step=1)
def visit_frequency(visits: View) -> ir.Value:
    """Visits that ended in the window."""
    return visits.rows.count(where=visits.within)


@measure("visits", unit="day", direction=LESS, step=-30)
def visit_recency(visits: View) -> ir.Value:
    """Days since the last visit."""
    return visits.days_until_now(visits.ended_on.max())


@measure("visits", unit="share", direction=MORE, step=0.1)
def visit_conversion(visits: View) -> ir.Value:
    """Share of the window's visits followed by a contract or confirmed intent within 30 days.

    A visit that ended less than 30 days ago counts on neither side; null when none is old enough.
    """
    ripe = visits.within & (visits.days_until_now(visits.ended_on) >= CONVERSION_DAYS)
    took = visits.days_until_now(visits.ended_on) - visits.days_until_now(
        visits.known(visits.converted_on)
    )
    soon = (took <= CONVERSION_DAYS).fill_null(False)
    return ratio(visits.rows.count(where=ripe & soon), visits.rows.count(where=ripe))


def _median_hours(cases: View, until: ir.Value) -> ir.Value:
    # What has not happened by the end of as_of counts with the age reached: leaving it out would
    # reward a desk that answers the easy cases only.
    end = ibis.timestamp((cases.as_of + timedelta(days=1)).isoformat()).epoch_seconds()
    reached = cases.known(until).epoch_seconds().cast("int64").fill_null(end.cast("int64"))
    took = reached - cases.opened_at.epoch_seconds().cast("int64")
    # The choice of rows is made in the value: Spark takes no condition beside a median.
    chosen = ibis.ifelse(cases.within, took, ibis.null("int64"))
    return chosen.median().cast("float64") / 3600.0


@measure("cases", unit="hour", direction=LESS, step=-1)
def response_time(cases: View) -> ir.Value:
    """Hours from opening to the first answer, median over the cases opened in the window.

    A case that is not answered yet counts with its age.
    """
    return _median_hours(cases, cases.first_response_at)


@measure("cases", unit="hour", direction=LESS, step=-8)
def resolution_time(cases: View) -> ir.Value:
    """Hours from opening to closing, median over the cases opened in the window.

    A case that is still open counts with its age.
    """
    return _median_hours(cases, cases.closed_at)


@measure("cases", unit="complaint", direction=LESS, step=-1)
def complaints(cases: View) -> ir.Value:
    """Complaints opened in the window."""
    return cases.rows.count(where=cases.within & cases.complaint)


@combined(complaints, frequency, unit="complaint per order", direction=LESS, step=-0.1)
def complaints_per_order(complained: ir.Value, ordered: ir.Value) -> ir.Value:
    """Complaints in the window for each order in the window; null when nothing was ordered."""
    return ratio(complained.fill_null(0), ordered)


@measure("projects", unit="project", direction=MORE, step=1)
def innovation_participation(projects: View) -> ir.Value:
    """Co-creation, pilot and research projects that ran in the window."""
    ended = projects.days_until_now(projects.ended_on) >= projects.window.days
    return projects.rows.count(where=projects.innovation & ~ended.fill_null(False))


@measure("judged_influence", unit="point", direction=MORE, step=10)
def industry_influence(judgements: View) -> ir.Value:
    """The account's weight in its industry, 0 to 100: mean of each rater's latest judgement."""
    return judgements.score.mean()


@measure("judged_fit", unit="point", direction=MORE, step=10)
def strategic_fit(judgements: View) -> ir.Value:
    """How far both strategies meet, 0 to 100: mean of each rater's latest judgement."""
    return judgements.score.mean()
