import pytest
from tests.factories.customers import make_account
from tests.factories.identity import make_unit, make_user

from yingke.domains.customers import services
from yingke.domains.customers.models import Account
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation

pytestmark = pytest.mark.django_db

CODE = "91110000600037341L"


@pytest.fixture
def coordinator():
    return make_user("统筹", roles=["coordinator"])


def create(actor, **fields):
    fields.setdefault("name", "华晟新能源集团")
    fields.setdefault("account_manager_id", actor.pk)
    fields.setdefault("department_id", make_unit().pk)
    return services.save_account(actor=actor, **fields)


def test_a_new_customer_gets_the_next_number_a_sort_key_and_a_line_in_the_journal(coordinator):
    account = create(coordinator, credit_code="9111 0000 6000 37341l")
    assert account.number == f"KA-{account.pk:04}"
    assert account.sort_key.startswith("hua ")
    assert account.credit_code == CODE
    entry = journal.about("customers.account", account.pk).get()
    assert (entry.kind, entry.actor) == ("customers.account_created", coordinator)


def test_who_holds_no_role_may_not_add_one():
    with pytest.raises(NotAllowed):
        create(make_user())


def test_a_wrong_credit_code_says_where(coordinator):
    with pytest.raises(RuleViolation) as caught:
        create(coordinator, credit_code="9111O000600037341L")
    assert caught.value.code == "credit_code_digit_needed"
    assert caught.value.field == "credit_code"
    assert caught.value.params["fault"].first == 5


def test_a_credit_code_belongs_to_one_customer_and_the_other_is_named_to_who_may_see_it(
    coordinator,
):
    other = make_account("拓维科技", credit_code=CODE)
    with pytest.raises(RuleViolation) as caught:
        create(coordinator, credit_code=CODE)
    assert (caught.value.code, caught.value.params["account"]) == ("credit_code_taken", other.label)
    keeper = make_user(roles=["account-manager"])
    with pytest.raises(RuleViolation) as caught:
        create(keeper, credit_code=CODE)
    assert caught.value.params["account"] is None


def test_an_edit_writes_only_what_changed_and_counts_the_version(coordinator):
    account = make_account(region="east")
    services.save_account(actor=coordinator, pk=account.pk, version=1, name="新名字", region="east")
    account.refresh_from_db()
    assert (account.name, account.sort_key, account.version) == ("新名字", "xin ming zi", 2)
    event = journal.about("customers.account", account.pk).get().event
    assert (event.before, event.after) == ({"name": "华晟新能源集团"}, {"name": "新名字"})


def test_an_edit_that_changes_nothing_leaves_no_trace(coordinator):
    account = make_account()
    services.save_account(actor=coordinator, pk=account.pk, version=1, name=account.name)
    account.refresh_from_db()
    assert account.version == 1
    assert not journal.about("customers.account", account.pk).exists()


def test_the_second_of_two_editors_is_told(coordinator):
    account = make_account()
    services.save_account(actor=coordinator, pk=account.pk, version=1, note="a")
    with pytest.raises(RuleViolation) as caught:
        services.save_account(actor=coordinator, pk=account.pk, version=1, note="b")
    assert caught.value.code == "stale"
    assert Account.objects.get(pk=account.pk).note == "a"


def test_a_whole_branch_moves_with_its_top(coordinator):
    old, new = make_account("旧集团"), make_account("新集团")
    branch = make_account("子公司", parent=old)
    leaf = make_account("孙公司", parent=branch)
    services.save_account(actor=coordinator, pk=branch.pk, version=1, parent_id=new.pk)
    roots = dict(Account.objects.values_list("pk", "root_id"))
    assert roots == {old.pk: None, new.pk: None, branch.pk: new.pk, leaf.pk: new.pk}
    services.save_account(actor=coordinator, pk=branch.pk, version=2, parent_id=None)
    roots = dict(Account.objects.values_list("pk", "root_id"))
    assert (roots[branch.pk], roots[leaf.pk]) == (None, branch.pk)


def test_a_company_cannot_stand_under_its_own_subsidiary(coordinator):
    top = make_account("集团")
    branch = make_account("子公司", parent=top)
    with pytest.raises(RuleViolation) as caught:
        services.save_account(actor=coordinator, pk=top.pk, version=1, parent_id=branch.pk)
    assert (caught.value.code, caught.value.field) == ("group_cycle", "parent")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"account_manager_id": 0}, "person_inactive"),
        ({"director_id": -1}, "person_inactive"),
        ({"department_id": -1}, "department_unknown"),
        ({"parent_id": -1}, "parent_unknown"),
    ],
)
def test_what_is_named_must_exist(coordinator, fields, code):
    if fields.get("account_manager_id") == 0:
        fields = {"account_manager_id": -1}
    with pytest.raises(RuleViolation) as caught:
        create(coordinator, **fields)
    assert caught.value.code == code
