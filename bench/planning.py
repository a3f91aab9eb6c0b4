"""Benchmark of planning in the product: `python bench/planning.py`.

On the sample company (60 people, 2 sites, 500 visits), for each visit that is coming and has an
agenda:

- reading its rows and building the planner's problem: time and queries
- from the press of the button to the page with the first proposal: the request, the worker's first
  round and the page, one after the other in this process, without the worker's queue

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
            passed = building(visits) & proposing(visits)
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
