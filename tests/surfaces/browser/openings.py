"""Every page that can be opened, each with somebody who may open it.

An address is asked for, in turn, by several people and for visits in several states until one of
them gets a page: a form to submit a request belongs to a draft, an agenda to a plan. What answers
with a file, a list for a script or another address is no page and is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from tests.domains.visits import world as w
from tests.factories.identity import make_user
from tests.surfaces.places import Place, places
from tests.surfaces.world import Walkers, make_walkers

from yingke.domains.visits.models import CheckItem, Visit
from yingke.domains.visits.services import closing, requests
from yingke.foundation.identity.models import User

# What looks different for a visit in another state.
OF_EACH_STATE = ("visits:detail",)


@dataclass(frozen=True)
class Opening:
    """A page: its pattern, its address here, what it answers in a language, and to whom.

    The person is None where nobody has signed in.
    """

    route: str
    url: str
    person: User | None
    language: str
    answer: HttpResponse

    @property
    def templates(self) -> frozenset[str]:
        """Everything the page was drawn from: its own template, components, widgets."""
        return frozenset(one.name for one in self.answer.templates if one.name)

    def __str__(self) -> str:
        who = self.person.name if self.person else "nobody"
        return f"{self.url} as {who} in {self.language}"


@dataclass(frozen=True)
class Company:
    """The walk's world, with a visit in each state that has pages of its own."""

    stages: list[Walkers]
    browsers: dict[User | None, Client]

    @property
    def people(self) -> list[User | None]:
        """Who opens pages; None is somebody who has not signed in."""
        return list(self.browsers)


def make_company() -> Company:
    """Visits from draft to archive beside the one of the walk, and those who open their pages."""
    walkers = make_walkers()
    house = walkers.house
    everything = make_user(name="全权", roles=tuple(walkers.by_role))
    visits = [
        requests.draft_visit(actor=house.requester, fields=house.fields(title="只是草稿")),
        w.submitted(house, title="等待审批"),
        w.approved(house, title="刚刚批准"),
    ]
    visits.append(cancelled(house))
    others = [in_place_of(walkers, visit) for visit in visits]
    people = [everything, house.coordinator, house.expert, house.requester, None]
    return Company([walkers, *others], {person: browser_of(person) for person in people})


def cancelled(house: w.World) -> Visit:
    visit = w.submitted(house, title="取消了的")
    return closing.cancel(
        actor=house.requester, visit_id=visit.pk, version=visit.version, reason="客户改期"
    )


def in_place_of(walkers: Walkers, visit: Visit) -> Walkers:
    """The same world, seen from another visit."""
    check = CheckItem.objects.filter(task__visit=visit).first()
    return replace(walkers, visit=visit, item=visit.agenda.first(), check=check)


def openings(company: Company, languages: Iterable[str]) -> Iterator[Opening]:
    """Each page once, in the next of the languages; a visit's own pages once for each state."""
    turns = iter(languages)
    language = next(turns)
    for place in places():
        if place.is_api or place.name == "account_logout":
            continue
        for url in addresses(place, company):
            User.objects.update(language=language)
            opening = opened(company, place, url, language)
            if opening:
                yield opening
                language = next(turns)
                if place.name not in OF_EACH_STATE:
                    break


def opened(company: Company, place: Place, url: str, language: str) -> Opening | None:
    """The page as the first person sees it whom it is shown to."""
    for person, browser in company.browsers.items():
        browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        answer = browser.get(url)
        if is_page(answer):
            return Opening(place.route, url, person, language, answer)
    return None


def addresses(place: Place, company: Company) -> list[str]:
    """The addresses that the pattern has in this company, the walk's own first."""
    found = {}
    for stage in company.stages:
        try:
            found[place.url(stage)] = None
        except AttributeError:  # this visit has none of these yet
            continue
    return list(found)


def browser_of(person: User | None) -> Client:
    browser = Client()
    if person is not None:
        browser.force_login(person)
    return browser


def is_page(answer: HttpResponse) -> bool:
    """Whether the address answered with a page."""
    kind = answer.headers.get("Content-Type", "")
    return answer.status_code == 200 and kind.startswith("text/html") and not answer.streaming
