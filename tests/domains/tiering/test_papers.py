"""Health report, strategic review and care plan as Word and PowerPoint."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document
from pptx import Presentation
from tests.factories.commerce import make_paper
from tests.factories.customers import make_account, make_contact, make_preference
from tests.factories.identity import make_user

from yingke.domains.commerce.models import Payment
from yingke.domains.tiering.services import entitlements, health
from yingke.foundation.kernel import clock

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 30, 4, tzinfo=UTC)
TODAY = date(2026, 11, 30)


@pytest.fixture
def manager(client):
    user = make_user("客户经理", roles=["account-manager"])
    client.force_login(user)
    return user


@pytest.fixture
def account(manager):
    with clock.at(NOON - timedelta(days=400)):
        account = make_account("华晟新能源集团", manager=manager, tier="key")
        person = make_contact(account, "许志明", is_decision_maker=True)
        make_preference(account, "不饮白酒", contact=person)
        make_preference(account, "糖尿病", contact=person, confidential=True)
    make_paper(Payment, account, date(2026, 11, 1), number="HK-1")
    with clock.at(NOON):
        health.compute(date(2026, 10, 31))
        health.compute(TODAY)
        entitlements.generate(TODAY)
    return account


@pytest.fixture
def fetched(client, account):
    def fetch(name, kind):
        with clock.at(NOON):
            return client.get(reverse("tiering:paper", args=[account.pk, name, kind]))

    return fetch


def words_of_word(content):
    document = Document(BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_the_health_report_names_every_reason_and_what_is_owed(fetched):
    response = fetched("health-report", "docx")
    text = words_of_word(response.content)
    for words in ("华晟新能源集团", "回款 HK-1 逾期 29 天", "许志明 尚无互动", "季度健康度报告"):
        assert words in text
    assert "filename*=utf-8''" in response["Content-Disposition"].lower()


def test_slides_have_native_charts_with_the_values_of_the_page(fetched):
    deck = Presentation(BytesIO(fetched("strategic-review", "pptx").content))
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert [list(chart.plots[0].series[0].values) for chart in charts] == [[76.0, 73.0]]


def test_the_care_plan_has_preferences_but_nothing_confidential(fetched):
    text = words_of_word(fetched("care-plan", "docx").content)
    assert "不饮白酒" in text
    assert "糖尿病" not in text


def test_a_paper_of_another_name_or_without_the_right_is_not_there(client, account, fetched):
    assert fetched("secret", "docx").status_code == 404
    assert fetched("care-plan", "exe").status_code == 404
    client.force_login(make_user(roles=["custodian"]))
    assert fetched("care-plan", "docx").status_code == 404
    client.force_login(make_user(roles=["account-manager"]))
    assert fetched("care-plan", "docx").status_code == 404
