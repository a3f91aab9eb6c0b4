"""The pages to measure: what is asked of the product and of the references, and by whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlencode

from page_load.databases import using_database

USERS = {"coordinator": "person0@bench.example", "host": "person1@bench.example"}
TOKEN = "benchbenchbenchbenchbenchbench12"  # noqa: S105 – both halves of Django's CSRF check
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Page:
    """One page to measure: its requests to the product and to the references, and its bounds."""

    name: str
    paths: list[str]
    tutorial: list[str] = field(default_factory=list)
    floor: list[str] = field(default_factory=list)
    min_tutorial: float | None = None  # of the reference's rate, with one client
    min_floor: float | None = None
    max_growth: float = 1.2
    max_p50: float | None = None  # milliseconds
    user: str = "coordinator"
    body: str | None = None
    expect: int = 200

    def requests(self, server: str, headers: dict[str, str]) -> list[dict[str, Any]]:
        """The requests to send to a server in turn; none where it does not have the page."""
        own = {"tutorial": self.tutorial, "floor": self.floor}
        more = {"Content-Type": FORM} if self.body else {}
        return [
            {
                "method": "POST" if self.body else "GET",
                "path": path,
                "body": self.body,
                "headers": {**headers, **more},
                "expect": self.expect,
            }
            for path in own.get(server, self.paths)
        ]


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
    from yingke.domains.visits.models import Visit
    from yingke.foundation.identity.models import User

    keys = Visit.objects.order_by("-arrives_at").values_list("pk", flat=True)[:2000:40]
    names = Account.objects.order_by("pk").values_list("short_name", flat=True)[:500:25]
    searches = [f"/palette/?q={quote(name)}" for name in names]
    accounts = Account.objects.order_by("pk").values_list("pk", flat=True)[:500:25]
    user = User.objects.get(email=USERS["coordinator"]).pk
    visits, new, api = ["/visits/"], ["/visits/new/"], ["/api/v1/visits?limit=50"]
    details = [f"/visits/{pk}/" for pk in keys]
    floor_of = "/floor/{}/{}/".format
    floor_list = [floor_of("list", user)]
    return [
        Page("list", visits, visits, floor_list, min_tutorial=1.5, min_floor=0.5),
        Page("list, a host's", visits, visits, floor_list, user="host"),
        Page(
            "detail",
            details,
            details,
            [floor_of("detail", pk) for pk in keys],
            min_tutorial=1.2,
            min_floor=0.4,
        ),
        Page("home", ["/"], floor=[floor_of("home", user)], min_floor=0.4),
        Page(
            "customer",
            [f"/customers/{pk}/" for pk in accounts],
            floor=[floor_of("customer", pk) for pk in accounts],
            min_floor=0.4,
        ),
        Page("insights", ["/insights/"], max_growth=1.1, max_p50=25),
        Page("search", searches, searches),
        Page("create", new, new, min_floor=0.15, body=_new_visit(), expect=302),
        Page("JSON list", api, ["/api/v1/visits"], min_tutorial=0.5, user="token"),
    ]


def _new_visit() -> str:
    """The form of a visit, as a browser sends it."""
    from yingke.domains.customers.models import Account
    from yingke.domains.procedures.models import VisitType
    from yingke.foundation.identity.models import Site
    from yingke.foundation.kernel import clock

    arrives = clock.now() + timedelta(days=20)
    return urlencode(
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


def write_floor(pages: list[Page]) -> None:
    """Make the floor's templates, and the visit that it copies, from the product's answers."""
    from django.conf import settings

    from page_load import floor
    from yingke.foundation.identity.models import User

    browser = signed_in_client(User.objects.get(email=USERS["coordinator"]))
    browser.cookies[settings.CSRF_COOKIE_NAME] = TOKEN
    for page in pages:
        if page.name in floor.PAGES:
            key = int(page.floor[0].split("/")[-2])
            floor.write_template(page.name, key, browser.get(page.paths[0]).text)
        elif page.body:
            made = browser.post(page.paths[0], page.body, content_type=FORM)
            page.floor[:] = [f"/floor/create{made.headers['Location'].removeprefix('/visits')}"]
