"""Writing a request: kept as a draft, judged on its lead time, safe from a second editor."""

from datetime import timedelta
from decimal import Decimal

from django.urls import reverse
from tests.domains.visits import world as w
from tests.factories.visits import make_visit

from yingke.domains.procedures.models import RequestField, VisitType
from yingke.domains.visits.models import Visit
from yingke.domains.visits.services import requests
from yingke.domains.visits.terms import LeadClass, VisitState
from yingke.foundation.journal.models import Entry

NEW = "/visits/new/"


def sent(world, **changes):
    values = {
        "account": world.account.pk,
        "site": world.site.pk,
        "visit_type": VisitType.objects.get(code="talks").pk,
        "title": "高层来访",
        "arrives_at": w.ARRIVAL.strftime("%Y-%m-%dT%H:%M"),
        "leaves_at": (w.ARRIVAL + timedelta(hours=7)).strftime("%Y-%m-%dT%H:%M"),
        "headcount": 8,
        "demand": "cooperation",
        "channel": "email",
        "purpose": "储能二期合作洽谈",
        "identity": "",
        "confirmation": "",
        "lead_host": "",
        "urgency_reason": "",
        "urgency_note": "",
        "then": "draft",
    }
    return {**values, **changes}


def test_a_request_is_kept_as_a_draft(world, signed_in):
    answer = signed_in(world.coordinator).post(NEW, sent(world))
    visit = Visit.objects.get()
    assert answer.status_code == 302
    assert (visit.state, visit.headcount, visit.arrives_at) == (VisitState.DRAFT, 8, w.ARRIVAL)


def test_a_request_is_submitted_with_its_own_button(world, signed_in):
    signed_in(world.coordinator).post(NEW, sent(world, then="submit"))
    assert Visit.objects.get().state == VisitState.SUBMITTED


def test_short_notice_asks_for_a_reason_at_the_field_and_keeps_the_draft(world, signed_in):
    soon = w.MONDAY + timedelta(days=2)
    late = {
        "arrives_at": soon.strftime("%Y-%m-%dT%H:%M"),
        "leaves_at": (soon + timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M"),
    }
    browser = signed_in(world.coordinator)
    answer = browser.post(NEW, sent(world, then="submit", **late))
    visit = Visit.objects.get()
    assert answer.status_code == 422
    assert answer.context["form"].errors["urgency_reason"]
    assert "储能二期合作洽谈" in answer.content.decode()
    assert visit.state == VisitState.DRAFT
    again = sent(world, then="submit", version=visit.version, urgency_reason="customer", **late)
    assert browser.post(reverse("visits:edit", args=[visit.pk]), again).status_code == 302
    visit.refresh_from_db()
    assert (visit.state, visit.lead_class) == (VisitState.SUBMITTED, LeadClass.URGENT)


def test_wrong_values_come_back_with_the_text_and_a_sentence_at_each_field(world, signed_in):
    wrong = sent(world, account="", headcount="0", arrives_at="gestern", title="华晟 <b>")
    answer = signed_in(world.coordinator).post(NEW, wrong)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"account", "headcount", "arrives_at"}
    assert "华晟 &lt;b&gt;" in answer.content.decode()
    assert not Visit.objects.exists()


def test_leaving_before_arriving_is_said_at_the_departure(world, signed_in):
    answer = signed_in(world.coordinator).post(NEW, sent(world, leaves_at="2025-11-20T10:00"))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["leaves_at"]


def test_the_lead_time_is_told_while_the_form_is_written(world, signed_in):
    browser = signed_in(world.requester)
    typed = sent(world, arrives_at="2025-11-18T09:00")
    part = browser.get(
        "/visits/new/preview/", typed, headers={"HX-Request": "true", "HX-Target": "div#lead"}
    )
    text = part.content.decode()
    assert part.status_code == 200
    assert "urgency_reason" in text
    assert "<html" not in text


def test_without_script_a_button_shows_the_questions_of_another_type(world, signed_in):
    other = VisitType.objects.exclude(code="talks").first()
    values = sent(world, visit_type=other.pk, refresh="1")
    answer = signed_in(world.coordinator).post(NEW, values)
    assert answer.status_code in {200, 422}
    assert not Visit.objects.exists()
    assert "储能二期合作洽谈" in answer.content.decode()


def test_without_script_a_customer_is_looked_for_and_chosen_from_a_list(world, signed_in):
    browser = signed_in(world.coordinator)
    looked = browser.post(NEW, sent(world, account="", account_q="新能源", refresh="1"))
    option = f'<option value="{world.account.pk}">'
    assert option in looked.content.decode()
    assert browser.post(NEW, sent(world, account_q="新能源")).status_code == 302
    assert Visit.objects.get().account == world.account


def test_two_editors_see_both_states_and_the_second_may_overwrite(world, signed_in):
    visit = make_visit(world, VisitState.DRAFT)
    stale = visit.version
    requests.change_request(
        actor=world.requester,
        visit_id=visit.pk,
        version=stale,
        fields=world.fields(title="总裁来访"),
    )
    browser = signed_in(world.coordinator)
    url = reverse("visits:edit", args=[visit.pk])
    answer = browser.post(url, sent(world, version=stale, title="董事长来访"))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "总裁来访" in text
    assert "董事长来访" in text
    visit.refresh_from_db()
    assert visit.title == "总裁来访"
    again = browser.post(url, sent(world, version=visit.version, title="董事长来访"))
    visit.refresh_from_db()
    assert again.status_code == 302
    assert visit.title == "董事长来访"


def test_a_second_editor_keeps_what_the_first_changed_in_other_fields(world, signed_in):
    visit = make_visit(world, VisitState.DRAFT)
    browser = signed_in(world.coordinator)
    url = reverse("visits:edit", args=[visit.pk])
    form = browser.get(url).context["form"]
    shown = {bound.name: bound.value() for bound in form.hidden_fields()}
    requests.change_request(
        actor=world.requester,
        visit_id=visit.pk,
        version=visit.version,
        fields=world.fields(purpose="三期合作洽谈"),
    )
    mine = {name: form[name].value() for name in ("purpose", "identity", "confirmation")}
    answer = browser.post(url, sent(world, **mine, **shown, title="董事长来访", headcount=9))
    visit.refresh_from_db()
    assert answer.status_code == 302
    assert (visit.title, visit.headcount, visit.purpose) == ("董事长来访", 9, "三期合作洽谈")


def test_answers_come_back_as_they_were_given(world, signed_in):
    """Numbers, and yes or no, survive an edit that does not touch them."""
    for code, kind in (("hotel", "nights"), ("tons", "number"), ("pictures", "yes_no")):
        RequestField.objects.create(visit_type=None, code=code, name=code, kind=kind)
    given = {"answer_hotel": "0", "answer_tons": "2.5", "answer_pictures": "no"}
    browser = signed_in(world.coordinator)
    browser.post(NEW, sent(world, **given))
    visit = Visit.objects.get()
    url = reverse("visits:edit", args=[visit.pk])
    form = browser.get(url).context["form"]
    shown = {bound.name: bound.value() for bound in form if bound.name.startswith("answer_")}
    assert {name: str(shown[name]) for name in given} == given
    kept = {name: value for name, value in shown.items() if value is not None}
    answer = browser.post(url, sent(world, **kept, version=visit.version, title="二次来访"))
    assert answer.status_code == 302
    visit.refresh_from_db()
    assert visit.answers == {"hotel": 0, "tons": 2.5, "pictures": False}
    browser.post(url, sent(world, **{**kept, "answer_tons": "3.25"}, version=visit.version))
    last = Entry.objects.filter(kind="visits.request_changed").latest("pk")
    assert last.event.after["answers"]["tons"] == Decimal("3.25")


def test_hotel_nights_beyond_the_stay_are_refused_at_their_field(world, signed_in):
    answer = signed_in(world.coordinator).post(NEW, sent(world, answer_hotel_nights="1"))
    assert answer.status_code == 422
    assert "请改为 0 晚" in answer.content.decode()
    assert not Visit.objects.exists()


def test_a_colleague_may_look_but_not_edit_and_a_stranger_finds_nothing(world, signed_in):
    visit = make_visit(world, VisitState.APPROVED)
    url = reverse("visits:edit", args=[visit.pk])
    assert signed_in(world.expert).get(url).status_code == 403
    assert signed_in(world.colleague).get(url).status_code == 404
    assert signed_in(world.stranger).get(url).status_code == 404
    assert signed_in(world.stranger).get(NEW).status_code == 403


def test_customers_are_offered_as_one_types(world, signed_in):
    found = signed_in(world.coordinator).get("/visits/new/customers.json?q=xinnengyuan").json()
    assert [row["value"] for row in found["options"]] == [world.account.pk]
    assert signed_in(world.stranger).get("/visits/new/customers.json?q=xin").json() == {
        "options": []
    }
