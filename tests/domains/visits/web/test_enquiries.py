"""A request that begins with a pasted message, and the title that it is given."""

from __future__ import annotations

import pytest
from tests.domains.visits import world as w
from tests.domains.visits.web.test_requests import NEW, sent
from tests.factories.customers import make_account

from yingke.domains.customers.models import Account, Contact
from yingke.domains.customers.queries import recognise
from yingke.domains.visits.models import Visit
from yingke.domains.visits.rules.enquiry import LONGEST

pytestmark = pytest.mark.django_db
READ = "/visits/new/read/"
MESSAGE = """From: lin@huasheng.cn
林国栋等一行3人拟于2025年12月2日10点到访。
来宾名单：
1. 林国栋 董事长
2. 郑宁 经理
"""


def read(browser, text):
    return browser.post(READ, {"message": text})


def test_a_message_fills_the_request_and_says_what_was_read(world, signed_in):
    Account.objects.filter(pk=world.account.pk).update(website="http://www.huasheng.cn/zh")
    answer = read(signed_in(world.coordinator), MESSAGE)
    form = answer.context["form"]
    values = {name: form[name].value() for name in ("account", "headcount", "contacts", "new")}
    assert values == {
        "account": world.account.pk,
        "headcount": 3,
        "contacts": [world.contacts[0].pk],
        "new": "郑宁, 经理",
    }
    assert f"{form['arrives_at'].value():%Y-%m-%d %H:%M}" == "2025-12-02 10:00"
    assert f"{form['leaves_at'].value():%Y-%m-%d %H:%M}" == "2025-12-02 17:00"
    words = {one.label: one.words for one in answer.context["findings"]}
    assert words["客户"] == "huasheng.cn"
    assert words["来宾人数"] == "一行3人"
    html = answer.content.decode()
    assert 'data-read=""' in html.split('name="headcount"')[1].split(">")[0]
    # the departure was not told: the usual hour stands there, unmarked
    assert "data-read" not in html.split('name="leaves_at"')[1].split(">")[0]
    assert not Visit.objects.exists()


def test_a_text_that_says_nothing_changes_nothing(world, signed_in):
    answer = read(signed_in(world.coordinator), "您好，请查收附件。")
    assert answer.context["findings"] == []
    assert answer.context["form"]["account"].value() is None
    assert "未识别到接待信息" in answer.content.decode()


@pytest.mark.parametrize("text", ["a" * (LONGEST + 1), "来\x0b访", ""])
def test_too_long_a_text_and_control_characters_are_refused_at_the_field(text, world, signed_in):
    answer = read(signed_in(world.coordinator), text)
    assert answer.context["message"].errors["message"]
    assert answer.status_code == 422


def test_control_characters_are_refused_in_the_request_itself(world, signed_in):
    answer = signed_in(world.coordinator).post(NEW, sent(world, purpose="来\x0b访"))
    assert answer.context["form"].errors["purpose"]
    assert not Visit.objects.exists()


def test_who_may_not_request_reads_nothing(world, signed_in):
    assert read(signed_in(world.stranger), MESSAGE).status_code == 403


def hints(**given):
    return {"credit_codes": (), "domains": (), "names": (), **given}


def test_a_customer_is_known_by_code_domain_or_name_if_only_one_fits(world):
    account, user = world.account, world.coordinator
    Account.objects.filter(pk=account.pk).update(
        credit_code="91320594MA1MDK3B5X", short_name="华晟", name_en="Huasheng Energy"
    )
    Contact.objects.filter(pk=world.contacts[0].pk).update(email="lin@mail.huasheng.cn")
    for given in (
        {"credit_codes": ["91320594MA1MDK3B5X"]},
        {"domains": ["mail.huasheng.cn"]},
        {"names": ["我司华晟新能源股份有限公司"]},
        {"names": ["HUASHENG ENERGY Co., Ltd"]},
    ):
        assert recognise(user, **hints(**given)).account == account
        assert recognise(world.stranger, **hints(**given)) is None
    assert recognise(user, **hints(names=["另一家有限公司"], domains=["uasheng.cn"])) is None
    twin = make_account(name="华晟物流")
    Contact.objects.create(account=twin, name="小李", email="li@mail.huasheng.cn")
    assert recognise(user, **hints(domains=["mail.huasheng.cn"])) is None


def test_guests_chosen_and_typed_come_with_the_request(world, signed_in):
    chosen = [contact.pk for contact in world.contacts]
    guests = {"contacts": chosen, "new": "郑宁 技术部经理"}
    signed_in(world.coordinator).post(NEW, sent(world, **guests, headcount=2, then="submit"))
    visit = Visit.objects.get()
    assert (visit.state, visit.guests.count(), visit.headcount) == ("submitted", 4, 4)
    assert visit.guests.get(contact__name="郑宁").contact.title == "技术部经理"


def test_contacts_of_another_customer_are_no_choice(world, signed_in):
    other = Contact.objects.create(account=make_account(), name="别家")
    answer = signed_in(world.coordinator).post(NEW, sent(world, contacts=[other.pk]))
    assert answer.context["form"].errors["contacts"]
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("zh-hans", "华晟新能源集团 · 商务洽谈 · 11月25日 周二"),
        ("en", "Huasheng Energy · Business talks · Tue 25 Nov"),
    ],
)
def test_a_request_without_title_is_called_by_customer_type_and_date(
    language, title, world, signed_in
):
    Account.objects.filter(pk=world.account.pk).update(name_en="Huasheng Energy", short_name="")
    world.coordinator.language = language
    world.coordinator.save(update_fields=["language"])
    browser = signed_in(world.coordinator)
    preview = browser.get("/visits/new/preview/", sent(world, title=""))
    assert f'placeholder="{title}"' in preview.content.decode()
    browser.post(NEW, sent(world, title=""))
    assert Visit.objects.get().title == title


def test_a_title_that_names_the_customer_is_not_named_twice(world, signed_in):
    visit = w.submitted(world, title=f"{world.account.label} · 商务洽谈")
    html = signed_in(world.coordinator).get(f"/visits/{visit.pk}/").content.decode()
    assert html.count(f"{world.account.label} · {world.account.label}") == 0
    other = w.submitted(world, title="高层来访", **w.weeks_later(1))
    html = signed_in(world.coordinator).get(f"/visits/{other.pk}/").content.decode()
    assert f"{world.account.label} · 高层来访" in html
