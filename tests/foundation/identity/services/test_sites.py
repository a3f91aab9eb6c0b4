import pytest
from tests.factories.identity import make_site, make_user

from yingke.foundation.identity import services
from yingke.foundation.journal import queries as journal
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper():
    return make_user("后勤", roles=["logistics"])


def test_a_site_keeps_the_history_from_when_it_belonged_to_resources(keeper):
    site = services.save_site(actor=keeper, code="suzhou", name="苏州")
    services.save_site(actor=keeper, pk=site.pk, version=1, name="苏州总部")
    site.refresh_from_db()
    assert (site.sort_key, site.version) == ("su zhou zong bu | su zhou zong pou", 2)
    facts = [entry.event for entry in journal.about("resources.site", site.pk)]
    assert [(fact.kind, fact.before, fact.after) for fact in facts] == [
        ("identity.site_changed", {"name": "苏州"}, {"name": "苏州总部"}),
        ("identity.site_added", {}, {"code": "suzhou", "name": "苏州"}),
    ]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"code": "SZ", "timezone": "Asia/Suzhou"}, "timezone_unknown"),
        ({"code": "taken"}, "taken"),
    ],
)
def test_a_site_is_checked(keeper, fields, code):
    make_site("taken")
    with pytest.raises(RuleViolation) as caught:
        services.save_site(actor=keeper, name="苏州", **fields)
    assert caught.value.code == code


def test_two_editors_of_a_site_do_not_overwrite_each_other(keeper):
    site = make_site()
    services.save_site(actor=keeper, pk=site.pk, version=1, address="星湖街 1 号")
    with pytest.raises(RuleViolation) as caught:
        services.save_site(actor=keeper, pk=site.pk, version=1, address="星湖街 2 号")
    assert (caught.value.code, caught.value.params["stored"]) == ("stale", 2)


def test_who_manages_people_does_not_thereby_edit_sites():
    with pytest.raises(NotAllowed):
        services.save_site(actor=make_user(roles=["host"]), code="x", name="x")
