"""Benchmark of the pages: `python bench/pages.py`.

Runs the product as `yingke up` does, with two workers, on 10,000 customers and 10,000 visits. In
the same run, in turn, it measures bare Django views that select and render the same rows without
sign-in, permissions, layout or filters, and the product's pages on 100,000 visits. A separate
process generates the load over loopback. `--data` is accepted because `make bench` passes it; the
benchmark generates its own rows.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

MIN_RATIO = 0.5  # of the bare rate, for pages with `is_gated`
MAX_QUERIES = 12
MAX_GROWTH = 1.2
USERS = {"coordinator": "person0@bench.example", "host": "person1@bench.example"}
STATEMENTS = ("SELECT", "(SELECT", "WITH", "DECLARE", "INSERT", "UPDATE", "DELETE")
TOKEN = "benchbenchbenchbenchbenchbench12"  # noqa: S105 – both halves of Django's CSRF check
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Page:
    """One page to measure: its requests to the product and to the bare views."""

    name: str
    paths: list[str]
    bare: list[str]
    is_gated: bool = True
    user: str = "coordinator"
    body: str | None = None
    expect: int = 200

    def requests(self, headers: dict[str, str] | None) -> list[dict[str, Any]]:
        """The requests to send in turn; without headers, those to the bare views."""
        method = "POST" if self.body else "GET"
        more = {"Content-Type": FORM} if self.body else {}
        return [
            {
                "method": method,
                "path": path,
                "body": self.body,
                "headers": {**(headers or {}), **more},
                "expect": self.expect,
            }
            for path in (self.paths if headers else self.bare)
        ]


@dataclass
class Timings:
    """The response times of one server for one page at one concurrency, over all rounds."""

    seconds: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)

    def add(self, result: dict[str, Any]) -> None:
        self.seconds += result["seconds"]
        self.rates.append(len(result["seconds"]) / result["elapsed"])

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


@contextmanager
def running_database(folder: Path, **settings: str) -> Iterator[None]:
    """The embedded database, started as the product starts it."""
    from yingke.config.embedded import Cluster

    cluster = Cluster(folder / "postgres")
    cluster.start(settings=settings)
    try:
        yield
    finally:
        close_connections()
        cluster.stop()


def close_connections() -> None:
    """Close this process's connections, so that the database can stop or be copied."""
    from django.db import connection

    connection.close()
    connection.close_pool()


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
        "bare": {},
    }
    pages = all_pages()
    queries_fit = print_queries()
    with ExitStack() as stack:
        ports = {
            "product": stack.enter_context(servers.server("settings", "yingke")),
            "large": stack.enter_context(servers.server("settings", "yingke_large")),
            "bare": stack.enter_context(
                servers.server("bare_settings", "yingke", "page_load.bare_wsgi:application")
            ),
        }
        client = stack.enter_context(servers.Client())
        timings: dict[tuple[str, str, int], Timings] = defaultdict(Timings)
        for page in pages:
            for concurrency in (1, 16):
                for number in range(rounds + 1):
                    for name, port in ports.items():
                        requests = page.requests(headers[name].get(page.user))
                        result = client.load(
                            port, requests, concurrency=concurrency, seconds=seconds
                        )
                        if number:  # the first round fills the caches
                            timings[page.name, name, concurrency].add(result)
    return all([print_rates(pages, timings), queries_fit, print_growth(pages, timings)])


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


@contextmanager
def using_database(database: str) -> Iterator[None]:
    """Connect this process to another database within the block."""
    from django.db import connection

    usual = connection.settings_dict["NAME"]
    close_connections()
    connection.settings_dict["NAME"] = database
    try:
        yield
    finally:
        close_connections()
        connection.settings_dict["NAME"] = usual


def request_headers(database: str) -> dict[str, dict[str, str]]:
    """The headers of each user's browser, and under "token" those of an API client."""
    from yingke.foundation.identity.models import User
    from yingke.surfaces.api.services import tokens

    with using_database(database):
        browsers = {
            name: browser_headers(User.objects.get(email=email)) for name, email in USERS.items()
        }
        coordinator = User.objects.get(email=USERS["coordinator"])
        key = tokens.create_token(actor=coordinator, name="bench", scope="read")[1]
        return {**browsers, "token": {"Authorization": f"Bearer {key}"}}


class Step:
    """Print what the block does and how long it took."""

    def __init__(self, what: str) -> None:
        self.what = what

    def __enter__(self) -> None:
        print(f"› {self.what} … ", end="", flush=True)
        self.began = time.monotonic()

    def __exit__(self, *error: object) -> None:
        print(f"{time.monotonic() - self.began:.0f} s", flush=True)


def browser_headers(user: Any) -> dict[str, str]:
    """The headers of a signed-in browser: session cookie and CSRF cookie."""
    from django.conf import settings

    session = signed_in_client(user).cookies[settings.SESSION_COOKIE_NAME].value
    return {
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
    }


def signed_in_client(user: Any) -> Any:
    """Django's test client, signed in as this user."""
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return client


def all_pages() -> list[Page]:
    """The pages to measure; searches are for short names of customers."""
    from yingke.domains.customers.models import Account
    from yingke.domains.procedures.models import VisitType
    from yingke.domains.visits.models import Visit
    from yingke.foundation.identity.models import Site
    from yingke.foundation.kernel import clock

    details = [
        f"/visits/{pk}/"
        for pk in Visit.objects.order_by("-arrives_at").values_list("pk", flat=True)[:2000:40]
    ]
    names = Account.objects.order_by("pk").values_list("short_name", flat=True)[:500:25]
    searches = [f"/palette/?q={quote(name)}" for name in names]
    arrives = clock.now() + timedelta(days=20)
    body = urlencode(
        {
            "csrfmiddlewaretoken": TOKEN,
            "title": "年度合作洽谈",
            "account": Account.objects.order_by("pk").values_list("pk", flat=True)[7],
            "site": Site.objects.get().pk,
            "visit_type": VisitType.objects.get(code="talks").pk,
            "arrives_at": f"{arrives:%Y-%m-%dT09:00}",
            "leaves_at": f"{arrives:%Y-%m-%dT17:00}",
            "headcount": 4,
            "channel": "email",
            "demand": "cooperation",
            "purpose": "洽谈年度合作。",
        }
    )
    new = ["/visits/new/"]
    visits, api = ["/visits/"], ["/api/v1/visits?limit=50"]
    return [
        Page("list", visits, visits),
        Page("list, a host's", visits, visits, is_gated=False, user="host"),
        Page("detail", details, details),
        Page("search", searches, searches, is_gated=False),
        Page("create", new, new, is_gated=False, body=body, expect=302),
        Page("JSON list", api, ["/api/v1/visits"], user="token"),
    ]


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


def print_rates(pages: list[Page], timings: dict[tuple[str, str, int], Timings]) -> bool:
    """Print requests per second and latencies (ms) beside those of the bare views."""
    passed = True
    print(f"{'':16}{'clients':>8}{'req/s':>8}{'p50':>8}{'p95':>8}", end="")
    print(f"{'bare':>10}{'p50':>8}{'p95':>8}{'ratio':>8}")
    for page in pages:
        for concurrency in (1, 16):
            own = timings[page.name, "product", concurrency]
            bare = timings[page.name, "bare", concurrency]
            ratio = own.ratio(bare)
            fits = not page.is_gated or ratio >= MIN_RATIO
            passed &= fits
            print(
                f"{page.name:16}{concurrency:8}{own.rate:8.0f}{own.p50:8.1f}{own.p95:8.1f}", end=""
            )
            print(f"{bare.rate:10.0f}{bare.p50:8.1f}{bare.p95:8.1f}{ratio:8.2f}", end="")
            print("" if not page.is_gated else f"   ≥ {MIN_RATIO}" + ("" if fits else "  ✗"))
    return passed


def print_growth(pages: list[Page], timings: dict[tuple[str, str, int], Timings]) -> bool:
    """Print the median latency (ms) at 10,000 and 100,000 visits, one request at a time."""
    passed = True
    print(
        f"\n{'':16}{'10,000':>10}{'100,000':>10}{'growth':>8}   visits, p50; at most × {MAX_GROWTH}"
    )
    for page in pages:
        small, large = timings[page.name, "product", 1], timings[page.name, "large", 1]
        growth = large.p50 / small.p50
        passed &= growth <= MAX_GROWTH
        mark = "" if growth <= MAX_GROWTH else "  ✗"
        print(f"{page.name:16}{small.p50:10.1f}{large.p50:10.1f}{growth:8.2f}{mark}")
    return passed


if __name__ == "__main__":
    sys.exit(main())
