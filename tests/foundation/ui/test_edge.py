"""Every form and every address refuses what no column can hold."""

import pytest
from django import forms
from django.test import Client
from tests.factories.identity import make_user

from yingke.foundation.ui.fields import MinuteField, WordsField


class Everything(forms.Form):
    text = forms.CharField(required=False)
    words = WordsField(required=False)
    day = forms.DateField(required=False)
    moment = MinuteField(required=False)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", "第一行\x0b第二行"),
        ("text", "\ufffe"),
        ("words", "中\x1f文, 英文"),
        ("day", "1899-12-31"),
        ("day", "2200-01-01"),
        ("moment", "9999-12-31T23:59"),
        ("moment", "0001-01-01T00:00"),
    ],
)
def test_a_form_refuses_it_at_its_field(field, value):
    assert list(Everything({field: value}).errors) == [field]


def test_a_form_takes_what_can_be_held():
    values = {"text": "第一行\n第二行", "day": "2199-12-31", "moment": "2026-11-24T09:30"}
    assert Everything(values).is_valid()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        *("/visits/?q=%00", "/visits/?q=%0B", "/visits/?cursor=%00", "/visits/?%00=1"),
        *("/palette/?q=%00", "/visits/new/customers.json?q=%0C", "/settings/journal/?q=%00"),
        *("/visits/?sort=%00", "/customers/?q=%01", "/schedule/?date=%00"),
    ],
)
def test_an_address_with_control_characters_is_invalid(address):
    browser = Client()
    browser.force_login(make_user(roles=("coordinator", "admin")))
    assert browser.get(address).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        *("/schedule/?date=0001-01-01", "/schedule/?date=9999-12-31&view=week"),
        *("/schedule/?date=2199-12-31", "/schedule/data/?date=9999-12-31&view=week"),
        *("/schedule/new/?starts_at=9999-12-31T23:59", "/schedule/new/?resource=%C2%B2"),
        *("/visits/new/?account=%C2%B2", "/visits/new/?account=" + "9" * 40),
        *("/visits/calendar/?month=9999-12", "/insights/?month=9999-12"),
        "/visits/new/preview/?arrives_at=9999-12-31T23:59",
        "/visits/?since=0001-01-01&until=9999-12-31",
    ],
)
def test_a_date_or_number_out_of_bounds_is_no_failure(address):
    browser = Client(raise_request_exception=False)
    browser.force_login(make_user(roles=("coordinator", "admin")))
    assert browser.get(address).status_code in (200, 400)


@pytest.mark.django_db
def test_a_page_with_data_is_kept_nowhere():
    browser = Client()
    browser.force_login(make_user(roles=("coordinator",)))
    assert browser.get("/visits/")["Cache-Control"] == "no-store, private"
    assert not Client().get("/login/").headers.get("Cache-Control", "").startswith("no-store,")
