"""Every page and dialog of a visit opens, for those who may, with and without htmx."""

import re

import pytest
from django.urls import reverse
from tests.factories.visits import make_visit

from yingke.domains.visits.models import Task
from yingke.domains.visits.terms import VisitState

AS_HTMX = {"HX-Request": "true", "HX-Target": "div#dialog"}


def of_visit(visit, *names):
    return [reverse(f"visits:{name}", args=[visit.pk]) for name in names]


def of_parts(visit):
    """The dialogs of one of each part of a visit."""
    item = visit.agenda.first()
    return [
        reverse("visits:node", args=[visit.nodes.first().pk]),
        reverse("visits:node-owner", args=[visit.nodes.last().pk]),
        reverse("visits:node-skip", args=[visit.nodes.last().pk]),
        reverse("visits:task", args=[visit.tasks.first().pk]),
        reverse("visits:task-reassign", args=[visit.tasks.first().pk]),
        reverse("visits:task-cancel", args=[visit.tasks.first().pk]),
        reverse("visits:item", args=[item.pk]),
        reverse("visits:item-change", args=[item.pk]),
        reverse("visits:invite", args=[item.pk]),
        reverse("visits:resources", args=[item.pk]),
        reverse("visits:answer", args=[item.people.first().pk]),
        reverse("visits:booking-confirm", args=[item.bookings.first().pk]),
        reverse("visits:guest", args=[visit.guests.first().pk]),
    ]


def test_every_page_of_a_planned_visit_opens(world, signed_in):
    visit = make_visit(world, VisitState.PLANNED)
    browser = signed_in(world.coordinator)
    pages = [
        *(reverse(f"visits:{name}") for name in ("list", "board", "calendar", "new")),
        reverse("visits:calendar-addresses"),
        *of_visit(visit, "timeline", "edit", "team", "arrival", "confirm", "cancel", "day"),
        *of_visit(visit, "guest-add", "task-add", "item-add", "plan-submit", "plan-versions"),
        *of_visit(visit, "visit-calendar"),
        *of_parts(visit),
    ]
    for page in pages:
        assert browser.get(page).status_code == 200, page


def test_a_dialog_answers_htmx_with_the_dialog_alone(world, signed_in):
    visit = make_visit(world, VisitState.PLANNED)
    browser = signed_in(world.coordinator)
    for page in [*of_visit(visit, "team", "arrival", "cancel", "item-add"), *of_parts(visit)]:
        answer = browser.get(page, headers=AS_HTMX)
        assert answer.status_code == 200, page
        text = answer.content.decode()
        assert "sheet-head" in text, page
        assert "<html" not in text, page


@pytest.mark.parametrize("name", ["table", "board", "calendar"])
def test_a_person_without_a_role_sees_an_empty_list(world, signed_in, name):
    visit = make_visit(world, VisitState.PLANNED)
    page = signed_in(world.stranger).get(reverse(f"visits:{'list' if name == 'table' else name}"))
    assert page.status_code == 200
    assert visit.title not in page.content.decode()


def test_the_tasks_of_an_approval_are_one_line_that_opens(world, signed_in):
    visit = make_visit(world, VisitState.APPROVED)
    tasks = Task.objects.filter(node__visit=visit).count()
    world.coordinator.language = "en"
    world.coordinator.save(update_fields=["language"])
    browser = signed_in(world.coordinator)
    for name in ("detail", "timeline"):
        text = browser.get(reverse(f"visits:{name}", args=[visit.pk])).content.decode()
        assert re.search(rf"assigned {tasks} tasks\s*</summary>", text), name
        assert text.count("<li>assigned the task “") == tasks, name
