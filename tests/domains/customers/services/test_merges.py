from __future__ import annotations

from copy import deepcopy
from datetime import timedelta

import pytest
from tests.domains.visits import world as w
from tests.factories.customers import make_account, make_contact, make_nda, make_preference
from tests.factories.identity import make_user

from yingke.domains.customers import queries, registers, services
from yingke.domains.customers.models import Account, Contact, Preference
from yingke.domains.customers.registers import Follower
from yingke.domains.tiering.models import TierStay
from yingke.domains.visits.models import Guest
from yingke.foundation.documents.models import Document
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation

pytestmark = pytest.mark.django_db

CODES = "91110000600037341L", "91310000132260250X"


@pytest.fixture
def coordinator(shared_visit, db):
    return make_user("统筹", roles=["coordinator"])


def merge(actor, kept, absorbed, **changes):
    versions = {"kept_version": kept.version, "absorbed_version": absorbed.version}
    ids = {"kept_id": kept.pk, "absorbed_id": absorbed.pk}
    return services.merge_accounts(actor=actor, **(ids | versions | changes))


def test_everything_moves_and_the_row_goes(coordinator):
    kept = make_account("苏州工业园区云杉装备有限公司", address="星湖街 328 号 4 栋")
    absorbed = make_account("苏州云杉装备", number="C00214", website="https://yunshan.example")
    person, nda = make_contact(absorbed, "许若曦"), make_nda(absorbed)
    paper = Document.objects.create(
        owner_kind="customers.account",
        owner_id=absorbed.pk,
        purpose="nda",
        title="保密协议",
        created_at=clock.now(),
    )
    done = merge(coordinator, kept, absorbed)
    for row in (person, nda, paper, kept):
        row.refresh_from_db()
    assert (person.account, nda.account, paper.owner_id) == (kept, kept, kept.pk)
    assert not Account.objects.filter(pk=absorbed.pk).exists()
    assert (kept.name, kept.website) == ("苏州工业园区云杉装备有限公司", "https://yunshan.example")
    assert queries.duplicates.kept_instead_of(absorbed.pk) == kept.pk
    event = journal.about("customers.account", kept.pk).get().event
    assert (event.merge_id, event.number, event.name) == (done.pk, "C00214", "苏州云杉装备")
    assert event.moved == {
        "customers.agreement": 1,
        "customers.contact": 1,
        "documents.document": 1,
    }


@pytest.mark.parametrize("word", ["C00214", "云杉装备", "yunshan"])
def test_the_merged_number_and_name_still_find_the_customer(coordinator, word):
    kept, absorbed = make_account("云杉科技"), make_account("苏州云杉装备", number="C00214")
    merge(coordinator, kept, absorbed)
    assert queries.search(coordinator, word) == [kept]


def test_a_merged_number_is_not_given_again(coordinator):
    kept, absorbed = make_account(), make_account("云杉装备", number="C00214")
    merge(coordinator, kept, absorbed)
    with pytest.raises(RuleViolation) as caught:
        services.save_account(
            actor=coordinator,
            number="C00214",
            name="新客户",
            account_manager_id=coordinator.pk,
            department_id=kept.department_id,
        )
    assert (caught.value.code, caught.value.field) == ("taken", "number")


def test_a_person_whom_both_have_is_joined_once_and_completed(coordinator):
    kept, absorbed = make_account(), make_account("华晟新能源")
    mine = make_contact(kept, "黄子涵", phone="+8613800000001")
    theirs = make_contact(absorbed, "黄子涵", email="huang@huasheng.example", title="总工")
    agreement = make_nda(absorbed, signer=theirs)
    namesake = make_contact(absorbed, "黄子涵", phone="+8613900000002")
    merge(coordinator, kept, absorbed)
    mine.refresh_from_db()
    agreement.refresh_from_db()
    assert (mine.phone, mine.email, mine.title) == (
        *("+8613800000001", "huang@huasheng.example"),
        "总工",
    )
    assert agreement.signer == mine
    assert set(Contact.objects.filter(account=kept)) == {mine, namesake}


def test_a_row_that_both_have_stands_once(coordinator):
    kept, absorbed = make_account(), make_account("华晟新能源")
    first = make_preference(kept, "花生过敏")
    make_preference(absorbed, "花生过敏")
    other = make_preference(absorbed, "不喝酒")
    merge(coordinator, kept, absorbed)
    assert set(Preference.objects.filter(account=kept)) == {first, other}


def test_what_is_computed_goes_with_the_absorbed_customer_and_comes_back(coordinator):
    kept, absorbed = make_account(), make_account("华晟新能源")
    stays = [
        TierStay.objects.create(account=one, tier="key", before="potential", since=clock.now())
        for one in (kept, absorbed)
    ]
    done = merge(coordinator, kept, absorbed)
    assert list(TierStay.objects.all()) == stays[:1]
    services.undo_merge(actor=coordinator, merge_id=done.pk)
    assert list(TierStay.objects.order_by("pk")) == stays


def test_what_a_person_chose_is_taken(coordinator):
    kept = make_account(industry="energy", note="偏好下午来访")
    absorbed = make_account("华晟新能源", industry="technology", note="每年 3 月招标")
    merge(coordinator, kept, absorbed, take=["account_manager_id", "industry"])
    kept.refresh_from_db()
    assert (kept.account_manager, kept.industry) == (absorbed.account_manager, "technology")
    assert kept.note == "偏好下午来访\n每年 3 月招标"


def test_two_different_credit_codes_are_two_companies(coordinator):
    kept, absorbed = (make_account(f"云杉{n}", credit_code=c) for n, c in enumerate(CODES))
    with pytest.raises(RuleViolation) as caught:
        merge(coordinator, kept, absorbed)
    assert caught.value.code == "different_credit_codes"


@pytest.mark.parametrize("side", ["kept_version", "absorbed_version"])
def test_neither_side_may_have_been_edited_meanwhile(coordinator, side):
    kept, absorbed = make_account(), make_account("华晟新能源")
    with pytest.raises(RuleViolation) as caught:
        merge(coordinator, kept, absorbed, **{side: 7})
    assert caught.value.code == "stale"


def test_a_customer_is_not_merged_with_itself(coordinator):
    account = make_account()
    with pytest.raises(RuleViolation) as caught:
        merge(coordinator, account, account)
    assert caught.value.code == "merge_with_itself"


def test_who_may_merge_edits_both_sides_and_holds_the_permission(coordinator):
    manager = make_user(roles=["account-manager"])
    kept, absorbed = (make_account(f"云杉{n}", manager=manager) for n in range(2))
    with pytest.raises(NotAllowed):
        merge(manager, kept, absorbed)


def test_what_a_person_does_not_see_cannot_be_merged(coordinator):
    kept, absorbed = make_account(), make_account("华晟新能源")
    stranger = make_user()
    with pytest.raises(Account.DoesNotExist):
        merge(stranger, kept, absorbed)


def test_subsidiaries_follow_and_the_lower_one_of_a_line_takes_the_upper_place(coordinator):
    top = make_account("华晟集团")
    absorbed = make_account("华晟新能源", parent=top)
    kept = make_account("华晟新能源公司", parent=absorbed)
    child = make_account("华晟储能", parent=absorbed)
    grandchild = make_account("华晟储能苏州", parent=child)
    merge(coordinator, kept, absorbed)
    for row in (kept, child, grandchild):
        row.refresh_from_db()
    assert (kept.parent, child.parent, grandchild.parent) == (top, kept, child)
    assert {kept.root, child.root, grandchild.root} == {top}


def test_a_group_joins_another(coordinator):
    absorbed = make_account("云杉装备集团")
    child = make_account("云杉苏州", parent=absorbed)
    kept = make_account("云杉装备")
    merge(coordinator, kept, absorbed)
    child.refresh_from_db()
    assert (child.parent, child.root) == (kept, kept)


def test_an_undo_gives_back_what_moved_and_leaves_what_came_later(coordinator):
    kept, absorbed = make_account(website=""), make_account("云杉", website="https://a.example")
    person = make_contact(absorbed, "许若曦")
    done = merge(coordinator, kept, absorbed)
    later = make_contact(kept, "林慧敏")
    back = services.undo_merge(actor=coordinator, merge_id=done.pk)
    for row in (kept, person, later):
        row.refresh_from_db()
    assert (back.pk, back.number, back.website) == (
        *(absorbed.pk, absorbed.number),
        "https://a.example",
    )
    assert (person.account, later.account, kept.website) == (absorbed, kept, "")
    assert queries.duplicates.kept_instead_of(absorbed.pk) is None
    kinds = [entry.kind for entry in journal.about("customers.account", kept.pk)]
    assert kinds == ["customers.merge_undone", "customers.accounts_merged"]


def test_what_was_edited_after_the_merge_stays_as_edited(coordinator):
    kept, absorbed = make_account(website=""), make_account("云杉", website="https://a.example")
    done = merge(coordinator, kept, absorbed)
    services.save_account(actor=coordinator, pk=kept.pk, website="https://b.example")
    services.undo_merge(actor=coordinator, merge_id=done.pk)
    kept.refresh_from_db()
    assert kept.website == "https://b.example"


def test_an_undo_has_its_time_and_happens_once(coordinator):
    kept, absorbed = make_account(), make_account("华晟新能源")
    done = merge(coordinator, kept, absorbed)
    with clock.at(clock.now() + timedelta(days=31)), pytest.raises(RuleViolation) as caught:
        services.undo_merge(actor=coordinator, merge_id=done.pk)
    assert caught.value.code == "merge_undo_too_late"
    services.undo_merge(actor=coordinator, merge_id=done.pk)
    with pytest.raises(RuleViolation) as caught:
        services.undo_merge(actor=coordinator, merge_id=done.pk)
    assert caught.value.code == "merge_already_undone"


def test_of_merges_that_build_on_each_other_the_last_is_undone_first(coordinator):
    one, two, three = (make_account(f"云杉{n}") for n in range(3))
    first = merge(coordinator, two, one)
    two.refresh_from_db()
    second = merge(coordinator, three, two)
    with pytest.raises(RuleViolation) as caught:
        services.undo_merge(actor=coordinator, merge_id=first.pk)
    assert (caught.value.code, caught.value.params["name"]) == ("merge_undo_later_first", "云杉1")
    services.undo_merge(actor=coordinator, merge_id=second.pk)
    services.undo_merge(actor=coordinator, merge_id=first.pk)
    assert Account.objects.filter(name__startswith="云杉").count() == 3


def test_a_package_above_follows_in_the_same_transaction(coordinator):
    kept, absorbed = make_account(), make_account("华晟新能源")
    heard = []
    entry = Follower(
        "toy",
        merged=lambda kept_id, absorbed_id: [kept_id, absorbed_id],
        undone=lambda kept_id, absorbed_id, data: heard.append((kept_id, absorbed_id, data)),
    )
    with registers.followers.including(entry):
        done = merge(coordinator, kept, absorbed)
        services.undo_merge(actor=coordinator, merge_id=done.pk)
    assert heard == [(kept.pk, absorbed.pk, [kept.pk, absorbed.pk])]


@pytest.fixture(scope="module")
def shared_visit(shared_world, stage):
    with stage(), clock.at(w.MONDAY):
        return w.submitted(deepcopy(shared_world))


@pytest.fixture
def visit(shared_visit, world):
    return deepcopy(shared_visit)


def test_a_visit_and_its_guests_follow(world, visit):
    kept = make_account("华晟新能源（苏州）")
    guest = Guest.objects.create(visit=visit, contact=world.contacts[0])
    twin = make_contact(kept, guest.contact.name)
    done = merge(world.coordinator, kept, world.account)
    visit.refresh_from_db()
    assert visit.account == kept
    assert [row.contact for row in visit.guests.all()] == [twin]
    services.undo_merge(actor=world.coordinator, merge_id=done.pk)
    visit.refresh_from_db()
    assert visit.account == world.account
    assert [row.contact for row in visit.guests.all()] == [world.contacts[0]]
