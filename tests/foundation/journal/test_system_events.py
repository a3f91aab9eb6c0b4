"""Who gave whom which power, and who changed which number, stands in the journal."""

from datetime import timedelta

import pytest
from tests.factories.identity import make_unit, make_user

from yingke.foundation.identity import services
from yingke.foundation.identity.models import Role
from yingke.foundation.journal import queries
from yingke.foundation.journal.models import Entry
from yingke.foundation.kernel import clock, signals
from yingke.foundation.policy import services as policy
from yingke.foundation.policy.parameters import declared

pytestmark = pytest.mark.django_db


def newest() -> Entry:
    entry = queries.search().order_by("-pk").first()
    assert entry is not None
    return entry


@pytest.fixture
def admin():
    return make_user(name="管", roles=["admin"])


def test_a_new_person_is_written_with_who_took_him_in(admin):
    user = services.save_user(actor=admin, email="ling@yingke.example", name="凌")
    entry = newest()
    assert (entry.kind, entry.actor, entry.subject) == (
        "identity.user_added",
        admin,
        ("identity.user", user.pk),
    )
    assert queries.describe(entry) == "新增了用户 凌"


def test_a_role_is_written_when_it_is_given_and_when_it_is_taken(admin):
    user, unit = make_user(name="凌"), make_unit(name="西区")
    grant = services.grant_role(actor=admin, user_id=user.pk, role_code="host", unit_id=unit.pk)
    role = Role.objects.get(code="host").name
    assert queries.describe(newest()) == f"授予 凌 在西区的“{role}”角色"
    services.revoke_role(actor=admin, grant_id=grant.pk)
    assert newest().kind == "identity.role_revoked"
    assert newest().data["after"] == {"role": role, "unit": "西区"}


def test_a_role_that_is_held_already_is_not_written_again(admin):
    user = make_user(name="凌", roles=["host"])
    before = queries.search().count()
    services.grant_role(actor=admin, user_id=user.pk, role_code="host")
    assert queries.search().count() == before


def test_what_a_role_allows_is_written_before_and_after(admin):
    role = Role.objects.get(code="host")
    services.save_role(
        actor=admin,
        pk=role.pk,
        version=role.version,
        name=role.name,
        name_en=role.name_en,
        permissions=[*role.permissions, "policy.see"],
    )
    changes = newest().event.changes()
    assert [(change.field, set(change.after) - set(change.before)) for change in changes] == [
        ("permissions", {"policy.see"})
    ]


def test_locking_a_sign_in_says_so(admin):
    user = make_user(name="凌")
    services.save_user(
        actor=admin,
        pk=user.pk,
        version=user.version,
        email=user.email,
        name=user.name,
        name_en=user.name_en,
        is_active=False,
    )
    assert newest().data["after"] == {"is_active": False}
    assert queries.describe(newest()) == "停用了 凌 的账号"


def test_saving_without_a_change_writes_nothing(admin):
    before = queries.search().count()
    services.update_account(
        actor=admin, name=admin.name, name_en=admin.name_en, language="en", theme="dark"
    )
    assert queries.search().count() == before


def test_a_delegation_is_written_with_its_days(admin):
    taker, now = make_user(name="代"), clock.now()
    row = services.delegate(
        actor=admin,
        taker_id=taker.pk,
        starts_at=now,
        ends_at=now + timedelta(days=2),
        reason="出差",
    )
    assert queries.describe(newest()) == "授权 代 代 管 处理事务"
    services.end_delegation(actor=admin, delegation_id=row.pk)
    assert queries.describe(newest()) == "结束了 代 对 管 的代理"


def test_a_new_password_is_written_without_the_password(admin):
    user = make_user(name="凌")
    services.set_password(actor=admin, user_id=user.pk, password="long enough for all")
    assert newest().data == {"id": user.pk, "name": "凌", "before": {}, "after": {}}


def test_a_unit_is_written_when_it_moves(admin):
    company, other = make_unit(name="总部"), make_unit(name="西区")
    unit = services.save_unit(
        actor=admin, kind="department", parent_id=company.pk, code="ops", name="运营"
    )
    services.save_unit(
        actor=admin,
        pk=unit.pk,
        version=unit.version,
        kind="department",
        parent_id=other.pk,
        name="运营",
        name_en="",
    )
    assert newest().data["before"] == {"parent": "总部"}
    assert newest().data["after"] == {"parent": "西区"}


def test_a_parameter_is_written_with_its_value_before_and_after(admin):
    code = "visit.decision_makers.min"
    policy.set_value(actor=admin, code=code, value=4, site="sh")
    entry = newest()
    assert entry.data["after"]["value"] == "4"
    assert (entry.data["name"], entry.actor) == (code, admin)
    assert queries.describe(entry) == f"修改了参数“{declared()[code].title}”"


def test_a_clause_is_written_when_its_words_change(admin):
    where = {"document": "SOP", "number": "9.9"}
    clause = policy.save_clause(actor=admin, **where, title="接待", text="旧")
    policy.save_clause(actor=admin, pk=clause.pk, text="新")
    assert newest().kind == "policy.clause_changed"
    assert (newest().data["before"], newest().data["after"]) == ({"text": "旧"}, {"text": "新"})


def test_a_fact_that_the_journal_does_not_know_undoes_the_change(admin):
    with pytest.raises(LookupError, match="vanished"):
        signals.send_change(admin, "vanished", (1, ""))
