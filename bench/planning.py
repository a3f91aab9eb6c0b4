"""Benchmark of planning in the product: `python bench/planning.py`.

On the sample company (60 people, 2 sites, 500 visits), for each visit that is coming and has an
agenda:

- reading its rows and building the planner's problem: time and queries
- from the press of the button to the page with the first proposal: the request, the worker's first
  round and the page, one after the other in this process, without the worker's queue

On a day of 60 further visits at one site, copies of those that are coming, with 30 further rooms
and showrooms: the same for the plan of the whole day, and what it leaves unmet when the search is
over, beside what the planner alone leaves unmet in the same time.

`--data` is accepted because `make bench` may pass it; the benchmark makes its own rows.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from page_load.databases import running_database

MOST_BUILDING, MOST_QUERIES, MOST_FIRST = 0.3, 15, 2.0
VISITS = 40
MOST_FIRST_DAY, ON_THE_DAY, FURTHER_ROOMS, AHEAD = 3.0, 60, 30, 90


def main() -> int:
    """Print every figure with its bound; return 1 if a bound is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="accepted and ignored")
    parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="yingke-") as folder:
        os.environ |= {"YINGKE_DATA": folder, "DJANGO_SETTINGS_MODULE": "yingke.config.settings"}
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        with running_database(Path(folder), fsync="off"):
            visits = prepare()
            passed = building(visits) & proposing(visits) & planning_a_day(visits)
    print("\nEvery bound holds." if passed else "\nA bound is missed.")
    return 0 if passed else 1


def prepare() -> list[Any]:
    """Migrate, build the sample company, and choose visits."""
    from django.core.management import call_command

    from yingke.config.sample import build_company
    from yingke.domains.visits.models import Visit
    from yingke.domains.visits.terms import PREPARATION_STATES

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    build_company(say=lambda text: None)
    coming = Visit.objects.filter(state__in=PREPARATION_STATES, agenda__isnull=False)
    return list(coming.distinct().order_by("arrives_at", "pk")[:VISITS])


def building(visits: list[Any]) -> bool:
    """Time and queries from the id of a visit to the problem."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from yingke.domains.planning.queries.proposals import Basis

    Basis.of(visits[0].pk, [])
    seconds, queries = [], []
    for visit in visits:
        with CaptureQueriesContext(connection) as asked:
            began = time.perf_counter()
            Basis.of(visit.pk, [])
            seconds.append(time.perf_counter() - began)
        queries.append(len(asked))
    fast = figure("building the problem, p95", p95(seconds), MOST_BUILDING, "s")
    return figure("queries for it, most", max(queries), MOST_QUERIES, "") and fast


def proposing(visits: list[Any]) -> bool:
    """Time from the press to the page, when the worker has nothing else to do."""
    from django.test import Client
    from django.urls import reverse

    from yingke.domains.planning.models import Proposal
    from yingke.domains.planning.services import improving, proposals
    from yingke.foundation.identity.models import User

    browser = Client(headers={"host": "localhost"})
    browser.force_login(User.objects.get(email="coordinator@yingke.example"))
    seconds = []
    for visit in [visits[0], *visits]:  # once to load what is loaded once
        began = time.perf_counter()
        browser.post(reverse("planning:propose", args=[visit.pk]))
        proposal = Proposal.objects.filter(visit=visit).latest("pk")
        proposals.stop(actor=proposal.asked_by, proposal_id=proposal.pk)  # after the first round
        improving.improve(proposal_id=proposal.pk)
        page = browser.get(reverse("planning:plan", args=[visit.pk]))
        seconds.append(time.perf_counter() - began)
        assert 'name="which"' in page.text
    return figure(f"first proposal, p95 of {len(visits)}", p95(seconds[1:]), MOST_FIRST, "s")


def planning_a_day(visits: list[Any]) -> bool:
    """The first plan of a crowded day, and what is unmet in the end."""
    from django.test import Client
    from django.urls import reverse

    from yingke.domains.planning.models import DayProposal
    from yingke.domains.planning.queries import days as queries
    from yingke.domains.planning.queries.proposals import plan_of
    from yingke.domains.planning.services import days, improving
    from yingke.engines.planner import Limits, solve, warm
    from yingke.foundation.identity.models import User

    site, day = crowded_day(visits)
    warm()
    browser = Client(headers={"host": "localhost"})
    browser.force_login(User.objects.get(email="coordinator@yingke.example"))
    where = {"date": day.isoformat(), "site": str(site.pk)}
    seconds = []
    for _round in range(2):  # once to load what is loaded once
        began = time.perf_counter()
        browser.post(reverse("planning:day-propose", query=where))
        proposal = DayProposal.objects.latest("pk")
        days.stop_day(actor=proposal.asked_by, proposal_id=proposal.pk)  # after the first round
        improving.improve_day(proposal_id=proposal.pk)
        page = browser.get(reverse("planning:day", query=where))
        seconds.append(time.perf_counter() - began)
        assert page.text.count('value="visit"') == ON_THE_DAY
    fast = figure(f"first plan of {ON_THE_DAY} visits", seconds[-1], MOST_FIRST_DAY, "s")
    again = days.propose_day(actor=proposal.asked_by, site_id=site.pk, day=day)
    improving.improve_day(proposal_id=again.pk)
    again.refresh_from_db()
    planned = plan_of(again)
    assert planned is not None
    limits = Limits(seconds=again.seconds)
    alone = solve(queries.basis_of(again).problem, limits=limits, explain=False)
    return (
        figure("unmet, planner alone as bound", planned.score.unmet, alone.score.unmet, "") and fast
    )


def crowded_day(visits: list[Any]) -> tuple[Any, Any]:
    """Copy visits with their agenda, without people and rooms, to one day at one site."""
    from datetime import timedelta

    from django.utils import timezone

    from yingke.domains.resources.models import Room
    from yingke.domains.visits.models import AgendaItem, Visit

    sources = [one for one in visits if one.site_id == visits[0].site_id]
    site = sources[0].site
    rooms = list(Room.objects.filter(site=site))
    for number in range(FURTHER_ROOMS):
        room = Room.objects.get(pk=rooms[number % len(rooms)].pk)
        room.pk = room.id = room.resource_ptr_id = None
        room.code, room.name = f"bench-{number}", f"{room.name} {number}"
        room._state.adding = True
        room.save()
    day = timezone.localdate() + timedelta(days=AHEAD)
    for number in range(ON_THE_DAY):
        visit = Visit.objects.get(pk=sources[number % len(sources)].pk)
        items = list(visit.agenda.all())
        by = timedelta(days=(day - timezone.localtime(visit.arrives_at).date()).days)
        visit.pk = None
        visit._state.adding = True
        visit.number, visit.state = f"RC-9999-{number:04d}", "planned"
        visit.arrives_at, visit.leaves_at = visit.arrives_at + by, visit.leaves_at + by
        visit.save()
        AgendaItem.objects.bulk_create(
            AgendaItem(
                visit=visit,
                kind=item.kind,
                name=item.name,
                starts_at=item.starts_at + by,
                ends_at=item.ends_at + by,
                interactive=item.interactive,
            )
            for item in items
        )
    return site, day


def p95(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)]


def figure(name: str, value: float, bound: float, unit: str) -> bool:
    """Print a figure with its bound; whether it holds."""
    holds = value <= bound
    verdict = "passed" if holds else "FAILED"
    print(f"{name:<32}{value:>8.2f} {unit:<2} at most {bound} {unit:<2} {verdict}")
    return holds


if __name__ == "__main__":
    sys.exit(main())
