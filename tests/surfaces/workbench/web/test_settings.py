"""The index of settings, failed jobs and working calendars: for those who may."""

from datetime import date

import pytest
from procrastinate.contrib.django import app
from tests.factories.identity import make_user

from yingke.foundation.kernel import calendars, failed_jobs
from yingke.foundation.kernel.models import Calendar, CalendarException

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client):
    client.force_login(make_user(name="系统管理员", roles=("admin",)))
    return client


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


def test_wrong_hours_and_days_come_back_with_a_sentence(browser):
    Calendar.objects.get_or_create(code="cn", defaults={"name": "中国"})
    page = "/settings/calendars/cn/"
    wrong = browser.post(f"{page}hours/", {"day_start": "18:00", "day_end": "09:00"})
    assert wrong.status_code == 422
    assert wrong.context["form"].errors["day_end"]
    assert browser.post(f"{page}days/", {"day": "never"}).status_code == 422
    assert browser.post(f"{page}days/never/remove/").status_code == 404
    assert browser.post("/settings/calendars/mars/days/", {}).status_code == 404
