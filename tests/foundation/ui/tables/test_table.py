from urllib.parse import urlencode

import pytest
from django.test import RequestFactory
from tests.foundation.ui.tables.world import ViewTable, make_views

from yingke.foundation.ui import services
from yingke.foundation.ui.models import SavedView

pytestmark = pytest.mark.django_db


class Person:
    pk = 1
    is_authenticated = True

    def may(self, permission):
        return False


def table(query="", user=None):
    request = RequestFactory().get(f"/views/?{query}")
    request.user = user or Person()
    return ViewTable(request, SavedView.objects.all())


def names(shown):
    return [view.name for view in shown.page.items]


def test_a_page_leads_to_the_next_and_back_again():
    make_views("a", "b", "c", "d", "e")
    first = table()
    second = table(urlencode({"cursor": first.page.next_cursor}))
    third = table(urlencode({"cursor": second.page.next_cursor}))
    back = table(urlencode({"cursor": third.page.previous_cursor}))
    assert [names(t) for t in (first, second, third, back)] == [
        ["a", "b"], ["c", "d"], ["e"], ["c", "d"],
    ]  # fmt: skip
    assert (first.page.previous_cursor, third.page.next_cursor) == (None, None)


def test_filters_of_the_address_narrow_the_rows():
    make_views("Pine", "Oak")
    make_views("Pinto", table="customers")
    assert names(table("q=pin&of=visits")) == ["Pine"]


def test_one_mistyped_filter_does_not_lift_the_others():
    make_views("Pine", "Oak")
    shown = table("owner=abc&q=oak")
    assert names(shown) == ["Oak"]
    assert list(shown.form.errors) == ["owner"]


def test_the_order_is_chosen_turned_round_and_kept_in_the_address():
    make_views("a", owner=1)
    make_views("b", owner=2)
    assert names(table("sort=owner")) == ["b", "a"]
    assert names(table("sort=-owner")) == ["a", "b"]
    assert names(table("sort=nonsense")) == ["a", "b"]
    links = {h.column.code: (h.url, h.direction) for h in table("sort=owner&q=x").headings}
    assert links == {
        "name": ("/views/?sort=name&q=x", ""),
        "table": ("", ""),
        "owner": ("/views/?sort=-owner&q=x", "descending"),
    }


def test_columns_are_chosen_and_the_title_always_stays():
    assert [c.code for c in table().shown] == ["name", "table", "owner"]
    assert [c.code for c in table("column=query&column=nonsense").shown] == ["name", "query"]
    assert [c.code for c in table("column=nonsense").shown] == ["name", "table", "owner"]


def test_active_filters_are_said_in_words_and_lifted_one_by_one():
    shown = table("of=customers&owner=7&cursor=x")
    assert [(f.label, f.value, url) for f, url in shown.active_filters] == [
        ("Of", "Customers", "/views/?owner=7"),
        ("Owner", "7", "/views/?of=customers"),
    ]
    assert shown.is_narrowed


def test_a_person_sees_his_own_views_of_this_table_and_which_is_open():
    for owner, name in ((1, "Mine"), (2, "Another's")):
        actor = Person()
        actor.pk = owner
        services.save_view(actor=actor, table=ViewTable.code, name=name, query="q=pine")
    views = table("q=pine").views
    assert [(v.name, v.url, v.current) for v in views] == [
        ("", "/views/", False),
        ("Mine", "/views/?q=pine", True),
    ]


def test_the_rows_are_counted_up_to_a_bound(monkeypatch):
    make_views(*"abcde")
    assert table().total == "5"
    assert table("owner=99").total == "0"
    monkeypatch.setattr("yingke.foundation.ui.tables.table.MOST_COUNTED", 4)
    assert table().total == "4+"


def test_a_bulk_action_is_offered_to_those_who_may_do_it():
    assert [action.label for action in table().bulk_actions] == ["Remove"]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_takes_as_many_queries_for_three_rows_as_for_one(
    rows, draw, django_assert_num_queries
):
    make_views(*"abc"[:rows])
    shown = table()
    # the rows and the saved views; a list of more than one page is counted
    with django_assert_num_queries(2 + (rows > 2)):
        draw("{% data_table table %}", table=shown)


def test_a_row_is_written_with_its_link_its_labels_and_its_text_escaped(draw, english):
    [view] = make_views("<Pine>")
    html = draw("{% data_table table %}", table=table())
    assert (
        f'<th scope="row" class="cell-lead" id="table-{view.pk}">'
        f'<a href="/views/{view.pk}/" data-row-link>&lt;Pine&gt;</a></th>'
        '<td data-label="Of"><span class="pill tone-blue">visits</span></td>'
        '<td class="cell-end num" data-label="Owner">7</td>'
    ) in html


def test_an_empty_list_says_why(draw, english):
    assert "No entries yet" in draw("{% data_table table %}", table=table())
    html = draw("{% data_table table %}", table=table("q=oak"))
    assert "No results for these filters" in html
    assert "Clear filters" in html
