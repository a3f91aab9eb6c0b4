"""The index of settings, failed jobs and working calendars: for those who may."""

from datetime import UTC, date, datetime, time

import pytest
from procrastinate.contrib.django import app
from tests.factories.identity import make_user

from yingke.foundation.journal.models import Entry
from yingke.foundation.kernel import calendars, clock, failed_jobs
from yingke.foundation.kernel.errors import NotAllowed
from yingke.foundation.kernel.models import Calendar, CalendarException

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client):
    client.force_login(make_user(name="系统管理员", roles=("admin",)))
    return client


def on(year, get, page):
    with clock.at(datetime(year, 11, 2, 9, tzinfo=UTC)):
        return get(page).content.decode()


def test_the_index_lists_what_a_person_may_open_and_nothing_else(client, browser):
    shown = browser.get("/settings/").content.decode()
    assert "/settings/jobs/" in shown
    client.force_login(make_user(name="讲解员", roles=("guide",)))
    shown = client.get("/settings/").content.decode()
    assert "/settings/jobs/" not in shown
    assert client.get("/settings/jobs/").status_code == 404


def test_a_failed_job_is_shown_and_tried_again(browser):
    job_id = app.configure_task("visits.send_reminders", allow_unknown=True).defer()
    failed = failed_jobs.list_failed().model.objects.filter(pk=job_id)
    failed.update(status="failed")
    assert "visits.send_reminders" in browser.get("/settings/jobs/").content.decode()
    assert browser.post(f"/settings/jobs/{job_id}/retry/").status_code == 302
    assert failed.get().status == "todo"
    assert browser.post(f"/settings/jobs/{job_id}/retry/").status_code == 404


def test_a_day_off_changes_the_calendar_until_it_is_taken_back(browser):
    Calendar.objects.get_or_create(code="cn", defaults={"name": "中国"})
    day = date(2025, 11, 25)
    page = "/settings/calendars/"
    browser.post(f"{page}cn/days/", {"day": "2025-11-25", "is_working": "no", "note": "厂庆"})
    assert not calendars.for_calendar("cn").is_working_day(day)
    assert "厂庆" in browser.get(page).content.decode()
    browser.post(f"{page}cn/days/2025-11-25/remove/")
    assert calendars.for_calendar("cn").is_working_day(day)
    assert not CalendarException.objects.exists()


def test_the_announced_days_of_a_year_are_pasted_at_once(browser):
    page = "/settings/calendars/"
    assert "2040 年放假安排尚未公布" in on(2040, browser.get, page)
    text = "2040-02-05~2040-02-07 休 春节\n\n2040年1月30日，班\n2040/05/01 off Labour Day"
    answer = browser.post(f"{page}CN/days/import/", {"text": text})
    assert answer.status_code == 302
    china = calendars.for_calendar("CN")
    days = [date(2040, 2, 5), date(2040, 2, 7), date(2040, 1, 30), date(2040, 5, 1)]
    assert [china.exceptions[day] for day in days] == [False, False, True, False]
    assert len(china.exceptions) == 5
    assert "2040 年放假安排" not in on(2040, browser.get, page)
    entry = Entry.objects.get(kind="kernel.calendar_changed")
    assert entry.actor.name == "系统管理员"
    assert entry.event.after["2040-02-05"] == "off 春节"


@pytest.mark.parametrize(
    "line",
    [
        *("2040-02-30 休", "2040-02-07~2040-02-05 休", "2040-01-01~2040-12-31 休"),
        *("明天 休", "2040-02-05", "0001-01-01 休", "9999-12-31 休", "~" * 15_000),
    ],
)
def test_a_line_that_is_not_understood_adds_no_day_of_the_text(browser, line):
    answer = browser.post("/settings/calendars/CN/days/import/", {"text": f"2040-02-05 休\n{line}"})
    assert answer.status_code == 422
    assert "第 2 行" in str(answer.context["form"].errors["text"])
    assert not CalendarException.objects.exists()


def test_a_calendar_is_changed_with_the_right_to_edit_parameters_only():
    guide = make_user(name="讲解员", roles=("guide",))
    days = {date(2040, 2, 5): (False, "")}
    with pytest.raises(NotAllowed):
        calendars.set_exceptions(actor=guide, code="CN", days=days)
    with pytest.raises(NotAllowed):
        calendars.remove_exception(actor=guide, code="CN", day=date(2040, 2, 5))
    with pytest.raises(NotAllowed):
        calendars.set_hours(actor=guide, code="CN", day_start=time(8), day_end=time(9))


def test_wrong_hours_and_days_come_back_with_a_sentence(browser):
    Calendar.objects.get_or_create(code="cn", defaults={"name": "中国"})
    page = "/settings/calendars/cn/"
    wrong = browser.post(f"{page}hours/", {"day_start": "18:00", "day_end": "09:00"})
    assert wrong.status_code == 422
    assert wrong.context["form"].errors["day_end"]
    assert browser.post(f"{page}days/", {"day": "never"}).status_code == 422
    assert browser.post(f"{page}days/never/remove/").status_code == 404
    assert browser.post("/settings/calendars/mars/days/", {}).status_code == 404
