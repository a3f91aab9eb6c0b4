import pytest
from django.urls import reverse
from tests.factories.customers import make_account, make_contact, make_pair
from tests.factories.identity import make_user
from tests.queries import assert_costs_the_same

from yingke.domains.customers.models import Account, Merge
from yingke.foundation.kernel import clock

pytestmark = pytest.mark.django_db
QUEUE = reverse("customers:duplicates")


@pytest.fixture
def coordinator(client):
    person = make_user("统筹", roles=["coordinator"])
    client.force_login(person)
    return person


@pytest.fixture
def pair(coordinator):
    kept = make_account("苏州工业园区云杉装备有限公司", website="https://yunshan.example")
    absorbed = make_account("苏州云杉装备", number="C00214", customer_since=2021)
    return make_pair(kept, absorbed)


def posted(pair, **choices):
    versions = {"kept_version": pair.first.version, "absorbed_version": pair.second.version}
    return {"kept": pair.first_id, **versions, **choices}


def test_a_pair_is_shown_with_its_evidence_what_moves_and_the_choices(client, pair):
    for side in (pair.first, pair.second):
        make_contact(side, "黄子涵")
    text = client.get(QUEUE).text
    assert "字号和行业相同" in text
    assert "证据合计 +19.4，任意两家客户的起点 −13.3，净 +6.1 比特" in text
    assert "黄子涵：两边都有" in text
    assert "只能有一个，请选择" in text
    assert "地址：两边均为空" in text


def test_the_other_side_can_be_kept(client, pair):
    sheet = client.get(QUEUE, {"pair": pair.pk, "keep": pair.second_id}).context["sheet"]
    assert (sheet.kept, sheet.absorbed) == (pair.second, pair.first)


def test_a_pair_is_merged_as_chosen_and_undone(client, pair):
    data = posted(pair, name="absorbed", website="kept")
    answer = client.post(reverse("customers:merge", args=[pair.pk]), data, follow=True)
    assert "已合并，可撤销。" in answer.text
    kept = Account.objects.get(pk=pair.first_id)
    assert (kept.name, kept.website) == ("苏州云杉装备", "https://yunshan.example")
    moved = client.get(reverse("customers:detail", args=[pair.second_id]))
    assert moved.url == reverse("customers:detail", args=[kept.pk])
    done = Merge.objects.get()
    assert "C00214" in client.get(reverse("customers:duplicates-judged")).text
    client.post(reverse("customers:undo-merge", args=[done.pk]))
    assert Account.objects.get(pk=pair.second_id).number == "C00214"
    assert client.post(reverse("customers:undo-merge", args=[done.pk])).status_code == 404


def test_two_codes_leave_no_button_and_the_page_says_why(client, pair):
    pair.kept_apart = True
    pair.save()
    text = client.get(QUEUE).text
    assert "两个信用代码均有效且不同" in text
    assert 'data-key="m"' not in text


def test_a_side_edited_meanwhile_is_refused_with_a_sentence(client, pair):
    data = posted(pair) | {"kept_version": 7}
    answer = client.post(reverse("customers:merge", args=[pair.pk]), data, follow=True)
    assert "其他人" in answer.text
    assert not Merge.objects.exists()


def test_different_customers_leave_the_queue_and_can_come_back(client, pair):
    client.post(reverse("customers:dismiss-pair", args=[pair.pk]))
    assert "没有待判断的重复" in client.get(QUEUE).text
    assert "起不再提示" in client.get(reverse("customers:duplicates-judged")).text
    client.post(reverse("customers:reconsider-pair", args=[pair.pk]))
    assert client.get(QUEUE).context["chosen"] == pair


def test_next_and_previous_have_their_keys(client, pair):
    other = make_pair(pair.first, make_account("云杉"), probability=0.5)
    text = client.get(QUEUE).text
    assert text.count('data-key="j"') == 1
    assert 'data-key="k"' not in text
    assert 'data-key="k"' in client.get(QUEUE, {"pair": other.pk}).text


@pytest.mark.parametrize("roles", [["account-manager"], ["host"], []])
def test_who_may_not_merge_has_no_queue(client, roles):
    client.force_login(make_user(roles=roles))
    assert client.get(QUEUE).status_code == 403


def test_home_and_palette_lead_those_who_may_merge_there(client, pair):
    assert "1 对疑似重复客户" in client.get(reverse("workbench:home")).text
    assert QUEUE in client.get(reverse("ui:palette"), {"q": "重复"}).text
    client.force_login(make_user(roles=["account-manager"]))
    assert "疑似重复" not in client.get(reverse("workbench:home")).text
    assert QUEUE not in client.get(reverse("ui:palette"), {"q": "重复"}).text


def test_a_name_being_typed_shows_who_may_be_meant(client, pair):
    part = {"HX-Request": "true", "HX-Target": "div#similar"}
    answer = client.get(reverse("customers:similar"), {"name": "苏州云杉装备"}, headers=part)
    assert "苏州工业园区云杉装备有限公司" in answer.text
    assert "<html" not in answer.text
    assert 'hx-target="#similar"' in client.get(reverse("customers:new")).text


def test_without_script_the_page_of_the_new_customer_gives_the_hint(client, pair):
    new = make_account("云杉装备有限公司")
    text = client.get(reverse("customers:detail", args=[new.pk])).text
    assert "该客户可能已存在" in text
    assert "苏州工业园区云杉装备有限公司" in text


def test_the_queue_costs_the_same_however_long_it_is(client, coordinator):
    def add_pair(number: int) -> None:
        make_pair(make_account(f"云杉{number}"), make_account(f"松涛{number}"))

    assert_costs_the_same(client, QUEUE, add_pair, most=45)


def test_the_judged_pairs_cost_the_same_however_many(client, coordinator):
    def add_pair(number: int) -> None:
        sides = make_account(f"云杉{number}"), make_account(f"松涛{number}")
        make_pair(*sides, dismissed_at=clock.now())

    assert_costs_the_same(client, reverse("customers:duplicates-judged"), add_pair, most=20)
