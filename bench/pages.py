"""Benchmark of the pages: `python bench/pages.py`.

Runs the product as `yingke up` does on 10,000 customers and 10,000 visits. In the same run, in
turn, it measures two references without sign-in, permissions or filters, and the product's pages on
100,000 visits:

- tutorial: Django views that select and render the same rows, as a tutorial would (`bare`)
- floor: one SQL statement per table, tuples, the product's HTML as a plain template (`floor`)

A separate process generates the load over loopback. `--data` is accepted because `make bench` may
pass it; the benchmark generates its own rows.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from page_load.databases import close_connections, running_database, using_database
from page_load.requests import (
    USERS,
    Page,
    all_pages,
    request_headers,
    signed_in_client,
    write_floor,
)

MAX_QUERIES = 12
MIN_SPEED_UP = 1.5  # requests per second with 16 clients, to those with one
STATEMENTS = ("SELECT", "(SELECT", "WITH", "DECLARE", "INSERT", "UPDATE", "DELETE")


@dataclass
class Timings:
    """The response times of one server for one page at one concurrency, over all rounds."""

    seconds: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)

    def add(self, result: dict[str, Any], concurrency: int) -> None:
        """One client's rate is that of its median request, which others' work disturbs less."""
        seconds = result["seconds"]
        self.seconds += seconds
        one = 1 / statistics.median(seconds)
        self.rates.append(one if concurrency == 1 else len(seconds) / result["elapsed"])

    @property
    def rate(self) -> float:
        return statistics.median(self.rates)

    def ratio(self, other: Timings) -> float:
        """The median of the ratios by round: a disturbance of one round affects both servers."""
        pairs = zip(self.rates, other.rates, strict=True)
        return statistics.median(own / theirs for own, theirs in pairs)

    @property
    def p50(self) -> float:
        return statistics.median(self.seconds) * 1000

    @property
    def p95(self) -> float:
        return sorted(self.seconds)[int(len(self.seconds) * 0.95)] * 1000


def main() -> int:
    """Print every figure with its bound; return 1 if a bound is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="accepted and ignored")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=2.0, help="of load in each round")
    parser.add_argument("--rows", type=Path, help="keep the rows in this folder and reuse them")
    args = parser.parse_args()
    if args.data:
        print(f"{args.data} is ignored: this benchmark generates its own rows.")
    with ExitStack() as stack:
        folder = args.rows or stack.enter_context(tempfile.TemporaryDirectory(prefix="yingke-"))
        os.environ |= {
            "YINGKE_DATA": str(folder),
            "YINGKE_BENCH_DATABASE": "yingke",
            "DJANGO_SETTINGS_MODULE": "page_load.settings",
        }
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        prepare(Path(folder))
        with running_database(Path(folder)):
            passed = measure(args.rounds, args.seconds)
    print("\nEvery bound holds." if passed else "\nA bound is missed.")
    return 0 if passed else 1


def prepare(folder: Path) -> None:
    """Migrate and fill both databases and collect the static files, where that is not yet done."""
    from django.core.management import call_command

    from yingke.foundation.identity.models import User

    with running_database(folder, fsync="off", max_wal_size="8GB", autovacuum="off"):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        if not User.objects.exists():
            build_database()
        build_large_database()


def measure(rounds: int, seconds: float) -> bool:
    """Start the servers, send each page's requests to them in turn and print the tables."""
    from page_load import servers

    headers = {
        "product": request_headers("yingke"),
        "large": request_headers("yingke_large"),
    }
    pages = all_pages()
    write_floor(pages)
    queries_fit = print_queries()
    with ExitStack() as stack:
        ports = {
            "product": stack.enter_context(servers.server("settings", "yingke")),
            "large": stack.enter_context(servers.server("settings", "yingke_large")),
        }
        ports["tutorial"] = ports["floor"] = stack.enter_context(
            servers.server("bare_settings", "yingke", "page_load.bare_wsgi:application")
        )
        client = stack.enter_context(servers.Client())
        timings: dict[tuple[str, str, int], Timings] = defaultdict(Timings)
        for page in pages:
            for concurrency in (1, 16):
                for number in range(rounds + 1):
                    for name, port in ports.items():
                        requests = page.requests(name, headers.get(name, {}).get(page.user, {}))
                        if not requests:
                            continue
                        result = client.load(
                            port, requests, concurrency=concurrency, seconds=seconds
                        )
                        if number:  # the first round fills the caches
                            timings[page.name, name, concurrency].add(result, concurrency)
    bounds = Bounds()
    print_rates(pages, timings, bounds)
    print_growth(pages, timings, bounds)
    return bounds.hold and queries_fit


class Bounds:
    """Which bounds hold; `check` gives the text to print behind a figure."""

    def __init__(self) -> None:
        self.hold = True

    def at_least(self, value: float, bound: float | None) -> str:
        return self._check(f"≥ {bound}", bound is None or value >= bound, bound)

    def at_most(self, value: float, bound: float | None) -> str:
        return self._check(f"≤ {bound}", bound is None or value <= bound, bound)

    def _check(self, text: str, holds: bool, bound: float | None) -> str:
        self.hold &= holds
        return "" if bound is None else f"{text}{'' if holds else ' ✗'}"


def build_database() -> None:
    """Write 10,000 customers and visits of one year."""
    from page_load import company, copies

    with Step("Writing 1,000 customers and visits"):
        company.build()
    with Step("Copying them to 10,000"):
        copies.multiply_customers()


def build_large_database() -> None:
    """Create a second database with 100,000 visits over ten years."""
    from django.core.management import call_command
    from django.db import connection
    from page_load import copies

    from yingke.domains.visits.models import Visit

    close_connections()
    with connection._nodb_cursor() as cursor:
        cursor.execute("select 1 from pg_database where datname = 'yingke_large'")
        if not cursor.fetchone():
            cursor.execute("create database yingke_large template yingke")
    with using_database("yingke_large"):
        call_command("migrate", verbosity=0, interactive=False)
        if Visit.objects.count() < 100_000:
            with Step("Copying the visits to 100,000 in a second database"):
                copies.multiply_years()


class Step:
    """Print what the block does and how long it took."""

    def __init__(self, what: str) -> None:
        self.what = what

    def __enter__(self) -> None:
        print(f"› {self.what} … ", end="", flush=True)
        self.began = time.monotonic()

    def __exit__(self, *error: object) -> None:
        print(f"{time.monotonic() - self.began:.0f} s", flush=True)


QUERY_PATHS = (
    *("/", "/tasks/", "/visits/", "/visits/board/", "/visits/calendar/", "/visits/new/"),
    *("/visits/{visit}/", "/visits/{visit}/timeline/", "/visits/{visit}/day/"),
    *("/customers/", "/customers/{account}/", "/people/", "/resources/rooms/", "/schedule/"),
    *("/insights/", "/inbox/", "/settings/", "/palette/?q=澜"),
)


def print_queries() -> bool:
    """Print the number of queries of each page for a coordinator, with warm caches."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from yingke.domains.visits.models import Visit
    from yingke.foundation.identity.models import User

    visit = Visit.objects.filter(state="planned").earliest("arrives_at")
    browser, passed = signed_in_client(User.objects.get(email=USERS["coordinator"])), True
    print(f"\n{'queries':24}{'count':>8}   at most {MAX_QUERIES}")
    for pattern in QUERY_PATHS:
        path = pattern.format(visit=visit.pk, account=visit.account_id)
        browser.get(path)
        with CaptureQueriesContext(connection) as captured:
            response = browser.get(path)
        verbs = [query["sql"].split()[0].upper() for query in captured]
        count = sum(verb in STATEMENTS for verb in verbs)
        fits = response.status_code == 200 and count <= MAX_QUERIES
        passed &= fits
        mark = "" if fits else f"   ✗ {response.status_code}"
        print(f"{pattern:24}{count:8}{mark}")
    print()
    return passed


Measured = dict[tuple[str, str, int], Timings]


def print_rates(pages: list[Page], timings: Measured, bounds: Bounds) -> None:
    """Print requests per second and latencies (ms), and the rate beside those of the references."""
    print(f"{'':16}{'clients':>8}{'req/s':>8}{'p50':>8}{'p95':>8}{'tutorial':>10}{'floor':>10}")
    for page in pages:
        for concurrency in (1, 16):
            own = timings[page.name, "product", concurrency]
            print(
                f"{page.name:16}{concurrency:8}{own.rate:8.0f}{own.p50:8.1f}{own.p95:8.1f}", end=""
            )
            notes = []
            for name, bound in (("tutorial", page.min_tutorial), ("floor", page.min_floor)):
                reference = timings.get((page.name, name, concurrency))
                ratio = own.ratio(reference) if reference else None
                print(f"{ratio:10.2f}" if ratio is not None else f"{'':10}", end="")
                if concurrency == 1 and ratio is not None:
                    notes.append(bounds.at_least(ratio, bound))
            if concurrency == 1:
                notes.append(bounds.at_most(own.p50, page.max_p50))
            else:
                speed_up = own.ratio(timings[page.name, "product", 1])
                notes.append(f"× {speed_up:.2f} {bounds.at_least(speed_up, MIN_SPEED_UP)}")
            print("   " + ", ".join(filter(None, notes)))


def print_growth(pages: list[Page], timings: Measured, bounds: Bounds) -> None:
    """Print the median latency (ms) at 10,000 and 100,000 visits, one request at a time."""
    print(f"\n{'':16}{'10,000':>10}{'100,000':>10}{'growth':>8}   visits, p50")
    for page in pages:
        small, large = timings[page.name, "product", 1], timings[page.name, "large", 1]
        growth = small.ratio(large)
        note = bounds.at_most(growth, page.max_growth)
        print(f"{page.name:16}{small.p50:10.1f}{large.p50:10.1f}{growth:8.2f}   {note}")


if __name__ == "__main__":
    sys.exit(main())
