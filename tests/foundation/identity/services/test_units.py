"""Building and changing the organisation tree."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from tests.factories.identity import make_unit, make_user

from yingke.foundation.identity import queries, services
from yingke.foundation.identity.models import OrgUnit
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> OrgUnit:
    return make_unit("迎松科技", code="yingsong")


def changed(unit: OrgUnit, **fields: object) -> dict[str, object]:
    kept = {"kind": unit.kind, "parent_id": unit.parent_id, "version": unit.version}
    return kept | {"name": unit.name, "name_en": unit.name_en} | fields


def test_a_unit_moves_with_everything_below_it(company):
    east = make_unit("华东", parent=company, kind="branch", code="east")
    west = make_unit("华西", parent=company, kind="branch", code="west")
    sales = make_unit("销售部", parent=east, code="sales")
    make_unit("大客户组", parent=sales, code="key")
    services.save_unit(actor=None, pk=sales.pk, **changed(sales, parent_id=west.pk))

    assert list(queries.tree().values_list("path", flat=True)) == [
        "yingsong/",
        "yingsong/east/",
        "yingsong/west/",
        "yingsong/west/sales/",
        "yingsong/west/sales/key/",
    ]


def test_a_branch_whose_code_begins_like_another_stays_where_it_is(company):
    east = make_unit("华东", parent=company, kind="branch", code="east")
    make_unit("华东二", parent=company, kind="branch", code="east-two")
    other = make_unit("子公司", code="daughter")
    services.save_unit(actor=None, pk=east.pk, **changed(east, parent_id=other.pk))

    paths = list(queries.tree().values_list("path", flat=True))
    assert paths == ["daughter/", "daughter/east/", "yingsong/", "yingsong/east-two/"]


def test_what_is_below_and_above_a_unit(company):
    east = make_unit("华东", parent=company, kind="branch")
    sales = make_unit("销售部", parent=east)
    research = make_unit("研发部", parent=company)

    assert set(queries.units_below(east)) == {east, sales}
    assert set(queries.units_above(sales)) == {company, east, sales}
    assert research not in queries.units_below(east)


def test_a_unit_does_not_move_below_itself(company):
    east = make_unit("华东", parent=company, kind="branch")
    sales = make_unit("销售部", parent=east)

    with pytest.raises(RuleViolation) as refused:
        services.save_unit(actor=None, pk=east.pk, **changed(east, parent_id=sales.pk))
    assert refused.value.code == "unit_below_itself"


def test_of_two_editors_the_slower_one_is_told(company):
    services.save_unit(actor=None, pk=company.pk, **changed(company, name="新名"))

    with pytest.raises(RuleViolation) as refused:
        services.save_unit(actor=None, pk=company.pk, **changed(company, name="别名"))
    assert refused.value.code == "stale"


def test_a_code_is_used_once(company):
    with pytest.raises(RuleViolation) as refused:
        make_unit("另一个", code="yingsong")
    assert (refused.value.code, refused.value.field) == ("taken", "code")


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"path": "elsewhere/"}, "identity_unit_path_ends_with_code"),
        ({"kind": "branch"}, "identity_unit_only_company_on_top"),
    ],
)
def test_the_database_keeps_the_tree_sound(company, columns, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        OrgUnit.objects.filter(pk=company.pk).update(**columns)


def test_others_do_not_touch_the_tree(company):
    manager = make_user(roles=["manager"])

    with pytest.raises(NotAllowed):
        services.save_unit(actor=manager, pk=company.pk, **changed(company))
    with pytest.raises(NotAllowed):
        services.save_unit(
            actor=manager, kind="department", parent_id=company.pk, code="x", name="x"
        )
