import pytest
from tests.factories.identity import make_user

from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui import services
from yingke.foundation.ui.models import SavedView

pytestmark = pytest.mark.django_db


def save(actor, name="Mine", query="state=open", table="visits"):
    return services.save_view(actor=actor, table=table, name=name, query=query)


def test_a_view_keeps_filters_order_and_columns_but_no_page():
    view = save(make_user(), query="state=open&sort=-name&column=a&column=b&cursor=x&export=csv")
    assert view.query == "state=open&sort=-name&column=a&column=b"


def test_a_name_used_again_overwrites_its_view():
    actor = make_user()
    save(actor, name="  My   week ")
    save(actor, name="My week", query="state=done")
    assert list(SavedView.objects.values_list("name", "query")) == [("My week", "state=done")]


def test_there_is_an_end_to_the_views_of_one_table():
    actor = make_user()
    for number in range(services.MOST_VIEWS):
        save(actor, name=f"View {number}")
    save(actor, table="customers")
    save(actor, name="View 0", query="state=done")
    with pytest.raises(RuleViolation) as caught:
        save(actor, name="One more")
    assert (caught.value.code, caught.value.params) == ("too_many_views", {"most": 20})


def test_nobody_removes_the_view_of_another():
    owner, stranger = make_user(), make_user()
    view = save(owner)
    services.remove_view(actor=stranger, view_id=view.pk)
    assert SavedView.objects.filter(pk=view.pk).exists()
    services.remove_view(actor=owner, view_id=view.pk)
    assert not SavedView.objects.filter(pk=view.pk).exists()
