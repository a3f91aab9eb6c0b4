"""What the pages cost: `python bench/pages.py`.

Runs the product as `yingke up` does, with two workers, on 10,000 customers and 10,000 visits, and
beside it, in the same run and in turn, bare Django views that select and render the same rows with
no sign-in, permission, layout or filter. Then the same pages on 100,000 visits. The load comes from
a process of its own over loopback. `--data` is taken for the sake of `make bench`: nothing is read
there, the rows are made here.
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

LEAST_RATIO = 0.5  # of the bare rate, for the pages that are held to it
MOST_QUERIES = 12
MOST_GROWTH = 1.2
READERS = {"coordinator": "person0@bench.example", "host": "person1@bench.example"}
ASKED = ("SELECT", "(SELECT", "WITH", "DECLARE", "INSERT", "UPDATE", "DELETE")
TOKEN = "benchbenchbenchbenchbenchbench12"  # noqa: S105 – both halves of Django's CSRF check
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Page:
    """One thing to measure: what the product is asked and what the bare views are asked."""

    name: str
    paths: list[str]
    bare: list[str]
    held: bool = True
    user: str = "coordinator"
    body: str | None = None
    expect: int = 200

    def requests(self, headers: dict[str, str] | None) -> list[dict[str, Any]]:
        """What the load generator sends in turn; without headers, to the bare views."""
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
    """The answers of one server to one page at one concurrency, over all rounds."""

    seconds: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)

    def add(self, answer: dict[str, Any]) -> None:
        self.seconds += answer["seconds"]
        self.rates.append(len(answer["seconds"]) / answer["span"])

    @property
    def rate(self) -> float:
        return statistics.median(self.rates)

    def ratio(self, other: Timings) -> float:
        """Rate by rate, since both were asked in turn: what disturbs a round disturbs both."""
        pairs = zip(self.rates, other.rates, strict=True)
        return statistics.median(own / theirs for own, theirs in pairs)

    @property
    def p50(self) -> float:
        return statistics.median(self.seconds) * 1000

    @property
    def p95(self) -> float:
        return sorted(self.seconds)[int(len(self.seconds) * 0.95)] * 1000


def main() -> int:
    """Print every figure beside its bound; 1 when one of them is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="accepted and not read")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=2.0, help="of load in each round")
    parser.add_argument("--rows", type=Path, help="keep the rows here and use them again")
    args = parser.parse_args()
    if args.data:
        print(f"{args.data} is not read: this bench makes its own rows.")
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
        with running(Path(folder)):
            kept = measure(args.rounds, args.seconds)
    print("\nEvery bound holds." if kept else "\nA bound is missed.")
    return 0 if kept else 1


@contextmanager
def running(folder: Path, **settings: str) -> Iterator[None]:
    """The embedded database, started as the product starts it."""
    from yingke.config.embedded import Cluster

    cluster = Cluster(folder / "postgres")
    cluster.start(settings=settings)
    try:
        yield
    finally:
        let_go()
        cluster.stop()


def let_go() -> None:
    """Close what this process holds open of the database."""
    from django.db import connection

    connection.close()
    connection.close_pool()


def prepare(folder: Path) -> None:
    """Make what is missing: the rows of both databases, tables up to date, static files."""
    from django.core.management import call_command

    from yingke.foundation.identity.models import User

    with running(folder, fsync="off", max_wal_size="8GB", autovacuum="off"):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        if not User.objects.exists():
            make_rows()
        grow()


def measure(rounds: int, seconds: float) -> bool:
    """Make the rows, start the servers, ask them in turn, print the tables."""
    from page_load import servers

    headers = {"product": headers_in("yingke"), "grown": headers_in("yingke_grown"), "bare": {}}
    pages = all_pages()
    queries_kept = print_queries()
    with ExitStack() as stack:
        ports = {
            "product": stack.enter_context(servers.server("settings", "yingke")),
            "grown": stack.enter_context(servers.server("settings", "yingke_grown")),
            "bare": stack.enter_context(
                servers.server("bare_settings", "yingke", "page_load.bare_wsgi:application")
            ),
        }
        client = stack.enter_context(servers.Client())
        found: dict[tuple[str, str, int], Timings] = defaultdict(Timings)
        for page in pages:
            for concurrency in (1, 16):
                for number in range(rounds + 1):
                    for name, port in ports.items():
                        asked = page.requests(headers[name].get(page.user))
                        answer = client.load(port, asked, concurrency=concurrency, seconds=seconds)
                        if number:  # the first round fills caches
                            found[page.name, name, concurrency].add(answer)
    return all([print_rates(pages, found), queries_kept, print_growth(pages, found)])


def make_rows() -> None:
    """10,000 customers and visits."""
    from page_load import company, copies

    with Step("1,000 customers and visits through the models"):
        company.build()
    with Step("10,000 of them by copying"):
        copies.ten_customers_for_one()


def grow() -> None:
    """A second database, in which ten years have gone by."""
    from django.core.management import call_command
    from django.db import connection
    from page_load import copies

    from yingke.domains.visits.models import Visit

    let_go()
    with connection._nodb_cursor() as cursor:
        cursor.execute("select 1 from pg_database where datname = 'yingke_grown'")
        if not cursor.fetchone():
            cursor.execute("create database yingke_grown template yingke")
    with on("yingke_grown"):
        call_command("migrate", verbosity=0, interactive=False)
        if Visit.objects.count() < 100_000:
            with Step("100,000 visits in a second database"):
                copies.ten_years_for_one()


@contextmanager
def on(database: str) -> Iterator[None]:
    """This process on another database."""
    from django.db import connection

    usual = connection.settings_dict["NAME"]
    let_go()
    connection.settings_dict["NAME"] = database
    try:
        yield
    finally:
        let_go()
        connection.settings_dict["NAME"] = usual


def headers_in(database: str) -> dict[str, dict[str, str]]:
    """By reader, what his browser sends, and what a program of the coordinator's sends."""
    from yingke.foundation.identity.models import User
    from yingke.surfaces.api.services import tokens

    with on(database):
        found = {name: signed_in(User.objects.get(email=READERS[name])) for name in READERS}
        coordinator = User.objects.get(email=READERS["coordinator"])
        key = tokens.create_token(actor=coordinator, name="bench", scope="read")[1]
        return {**found, "token": {"Authorization": f"Bearer {key}"}}


class Step:
    """Say what is being done, and how long it took."""

    def __init__(self, what: str) -> None:
        self.what = what

    def __enter__(self) -> None:
        print(f"› {self.what} … ", end="", flush=True)
        self.began = time.monotonic()

    def __exit__(self, *error: object) -> None:
        print(f"{time.monotonic() - self.began:.0f} s", flush=True)


def signed_in(user: Any) -> dict[str, str]:
    """The headers of a person's browser: a real session, and the cookie of Django's CSRF check."""
    from django.conf import settings

    session = browser_of(user).cookies[settings.SESSION_COOKIE_NAME].value
    return {
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
    }


def browser_of(user: Any) -> Any:
    """Django's test client with that person's session."""
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return client


def all_pages() -> list[Page]:
    """The pages of the claim; the first four words of a customer are what people search for."""
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
        Page("list, a host's", visits, visits, held=False, user="host"),
        Page("detail", details, details),
        Page("search", searches, searches, held=False),
        Page("create", new, new, held=False, body=body, expect=302),
        Page("JSON list", api, ["/api/v1/visits"], user="token"),
    ]


QUERIED = (
    *("/", "/tasks/", "/visits/", "/visits/board/", "/visits/calendar/", "/visits/new/"),
    *("/visits/{visit}/", "/visits/{visit}/timeline/", "/visits/{visit}/day/"),
    *("/customers/", "/customers/{account}/", "/people/", "/resources/rooms/", "/schedule/"),
    *("/insights/", "/inbox/", "/settings/", "/palette/?q=澜"),
)


def print_queries() -> bool:
    """The queries of each page, as a coordinator, with warm caches."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from yingke.domains.visits.models import Visit
    from yingke.foundation.identity.models import User

    visit = Visit.objects.filter(state="planned").earliest("arrives_at")
    browser, kept = browser_of(User.objects.get(email=READERS["coordinator"])), True
    print(f"\n{'queries':24}{'count':>8}   at most {MOST_QUERIES}")
    for pattern in QUERIED:
        path = pattern.format(visit=visit.pk, account=visit.account_id)
        browser.get(path)
        with CaptureQueriesContext(connection) as captured:
            answer = browser.get(path)
        said = [query["sql"].split()[0].upper() for query in captured]
        count = sum(word in ASKED for word in said)
        fits = answer.status_code == 200 and count <= MOST_QUERIES
        kept &= fits
        mark = "" if fits else f"   ✗ {answer.status_code}"
        print(f"{pattern:24}{count:8}{mark}")
    print()
    return kept


def print_rates(pages: list[Page], found: dict[tuple[str, str, int], Timings]) -> bool:
    """Requests a second and latencies (ms) beside the bare view's."""
    kept = True
    print(f"{'':16}{'at once':>8}{'req/s':>8}{'p50':>8}{'p95':>8}", end="")
    print(f"{'bare':>10}{'p50':>8}{'p95':>8}{'ratio':>8}")
    for page in pages:
        for concurrency in (1, 16):
            own = found[page.name, "product", concurrency]
            bare = found[page.name, "bare", concurrency]
            ratio = own.ratio(bare)
            fits = not page.held or ratio >= LEAST_RATIO
            kept &= fits
            print(
                f"{page.name:16}{concurrency:8}{own.rate:8.0f}{own.p50:8.1f}{own.p95:8.1f}", end=""
            )
            print(f"{bare.rate:10.0f}{bare.p50:8.1f}{bare.p95:8.1f}{ratio:8.2f}", end="")
            print("" if not page.held else f"   ≥ {LEAST_RATIO}" + ("" if fits else "  ✗"))
    return kept


def print_growth(pages: list[Page], found: dict[tuple[str, str, int], Timings]) -> bool:
    """The median (ms) at 10,000 and at 100,000 visits, one request at a time."""
    kept = True
    print(f"\n{'':16}{'10,000':>10}{'100,000':>10}{'growth':>8}   visits, p50; at most × 1.2")
    for page in pages:
        small, large = found[page.name, "product", 1], found[page.name, "grown", 1]
        growth = large.p50 / small.p50
        kept &= growth <= MOST_GROWTH
        mark = "" if growth <= MOST_GROWTH else "  ✗"
        print(f"{page.name:16}{small.p50:10.1f}{large.p50:10.1f}{growth:8.2f}{mark}")
    return kept


if __name__ == "__main__":
    sys.exit(main())
