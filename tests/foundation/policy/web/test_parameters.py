"""The policy pages, for an editor, a reader and a stranger."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.identity import make_user
from tests.factories.imports import bring
from tests.factories.policy import make_parameter

from yingke.foundation import policy
from yingke.foundation.policy import queries, services
from yingke.foundation.policy.web.registers import CLAUSES

CITY = policy.Dimension(
    "city", "City", lambda: [("shanghai", "Shanghai"), ("beijing", "Beijing")], weight=40
)
pytestmark = pytest.mark.django_db


def signed_in(*roles: str) -> Client:
    client = Client()
    client.force_login(make_user(roles=roles, language="en"))
    return client


def form(code: str, **changed: object) -> dict[str, object]:
    return {"value": "4", "note": "trial", "seen": queries.last_change_id(code), **changed}


def test_the_list_shows_what_holds_and_the_title_of_the_clause():
    parameter = make_parameter(title="Lead time", clause="001/2.1")
    services.save_clause(actor=None, document="001", number="2.1", title="Apply early", text="x")
    services.set_value(actor=None, code=parameter.code, value=4)

    html = signed_in("approver").get(reverse("policy:parameters")).content.decode()
    assert "Lead time" in html
    assert "Apply early" in html
    assert "4 working days" in html
    assert "default: 3 working days" in html


def test_the_groups_stand_in_the_order_of_the_procedure():
    late = make_parameter(title="Report", group=policy.Group("After", order=2))
    early = make_parameter(title="Request", group=policy.Group("Before", order=1))
    other = make_parameter(title="Anything")
    page = signed_in("approver").get(reverse("policy:parameters"))
    shown = [row["standing"].parameter for row in page.context["rows"]]
    assert [one for one in shown if one in (late, early, other)] == [early, late, other]


def test_the_list_costs_the_same_with_one_parameter_and_with_three(django_assert_max_num_queries):
    client = signed_in("approver")
    counts = []
    for more in (1, 2):
        for _number in range(more):
            services.set_value(actor=None, code=make_parameter().code, value=4)
        client.get(reverse("policy:parameters"))
        with django_assert_max_num_queries(12) as asked:
            client.get(reverse("policy:parameters"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_parameter_shows_its_exceptions_history_and_clause():
    policy.declare_dimension(CITY)
    parameter = make_parameter(
        title="Lead time", clause="001/2.1", dimensions=("city", "tier", "site")
    )
    services.save_clause(
        actor=None, document="001", number="2.1", title="Apply early", text="Three days ahead"
    )
    services.set_value(actor=None, code=parameter.code, value=6, city="shanghai", note="far away")

    html = signed_in("approver").get(reverse("policy:parameter", args=[parameter.code]))
    text = html.content.decode()
    assert "Three days ahead" in text
    assert "3 working days → 6 working days, Shanghai" in text
    assert "far away" in text


def test_an_editor_sets_a_value_and_comes_back_to_the_parameter():
    code = make_parameter(default=3).code
    answer = signed_in("admin").post(reverse("policy:change", args=[code]), form(code))

    assert (answer.status_code, answer["Location"]) == (
        302,
        reverse("policy:parameter", args=[code]),
    )
    assert queries.value(code) == 4


def test_an_editor_sets_a_value_for_one_offered_scope():
    policy.declare_dimension(CITY)
    code = make_parameter(default=3, dimensions=("city",)).code
    signed_in("admin").post(reverse("policy:change", args=[code]), form(code, city="shanghai"))

    assert (queries.value(code), queries.value(code, city="shanghai")) == (3, 4)


def test_two_dimensions_are_shown_as_a_table_whose_cells_are_changed():
    policy.declare_dimension(CITY)
    level = policy.Dimension("level", "Level", lambda: [("a", "A"), ("b", "B")], weight=50)
    policy.declare_dimension(level)
    code = make_parameter(dimensions=("city", "level"), table={("beijing", "a"): 9}).code
    page = reverse("policy:parameter", args=[code])
    cell = f"{reverse('policy:change', args=[code])}?city=beijing&amp;level=a"

    editor = signed_in("admin")
    before = editor.get(page).content.decode()
    assert re.findall(r">\s*(\d) working days", before.split("<tbody>")[1]) == list("3393")
    assert 'value="9"' in editor.get(unescape(cell)).content.decode()
    editor.post(unescape(cell), form(code, value="7", city="beijing", level="a"))
    assert cell in editor.get(page).content.decode()
    assert queries.value(code, city="beijing", level="a") == 7
    assert cell not in signed_in("approver").get(page).content.decode()


def test_an_editor_takes_a_value_back():
    code = make_parameter(default=3).code
    services.set_value(actor=None, code=code, value=5)
    signed_in("admin").post(
        reverse("policy:change", args=[code]), form(code, value="", withdraw="on")
    )

    assert queries.value(code) == 3


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"value": "three"}, "Not a valid value for the type “working days”."),
        ({"seen": -1}, "Someone else has edited this."),
        ({"effective_from": "2020-01-01T09:00"}, "Past dates can&#x27;t be changed."),
    ],
)
def test_a_refused_value_comes_back_with_a_sentence(changed, sentence):
    code = make_parameter(default=3).code
    answer = signed_in("admin").post(reverse("policy:change", args=[code]), form(code, **changed))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert queries.value(code) == 3


def test_a_reader_is_not_offered_to_change():
    code = make_parameter().code
    reader = signed_in("approver")

    html = reader.get(reverse("policy:parameter", args=[code])).content.decode()
    assert reverse("policy:change", args=[code]) not in html
    assert reader.get(reverse("policy:change", args=[code])).status_code == 404


def test_to_a_stranger_the_pages_are_not_there():
    code = make_parameter().code
    clause = services.save_clause(actor=None, document="1", number="1", title="t", text="x")
    stranger = signed_in("host")

    pages = [
        reverse("policy:parameters"),
        reverse("policy:parameter", args=[code]),
        reverse("policy:change", args=[code]),
        reverse("policy:clauses-list"),
        reverse("policy:clauses-edit", args=[clause.pk]),
    ]
    assert [stranger.get(page).status_code for page in pages] == [404] * 5
    assert [Client().get(page).status_code for page in pages] == [302] * 5


def test_a_parameter_that_nobody_declared_is_not_there():
    assert signed_in("admin").get(reverse("policy:parameter", args=["no.such"])).status_code == 404


def test_a_clause_is_edited_and_links_to_its_parameters():
    parameter = make_parameter(title="Lead time", clause="001/2.1")
    clause = services.save_clause(
        actor=None, document="001", number="2.1", title="Apply", text="old"
    )
    admin = signed_in("admin")
    admin.post(
        reverse("policy:clauses-edit", args=[clause.pk]),
        {"title": "Apply early", "text": "Three days ahead", "version": 1},
    )

    html = admin.get(reverse("policy:clauses-detail", args=[clause.pk])).content.decode()
    assert "Three days ahead" in html
    assert reverse("policy:parameter", args=[parameter.code]) in html


def test_the_written_procedure_is_brought_as_a_file():
    lines = "document,number,title,text\n009,2.1,Apply early,Three days ahead\n009,2.2,Ask,Why\n"
    assert bring(CLAUSES, lines, make_user(roles=["admin"])) == 0

    brought = queries.clauses().filter(document="009")
    assert [clause.reference for clause in brought] == ["009/2.1", "009/2.2"]
    reader = signed_in("approver")
    assert reader.get(reverse("policy:clauses-list")).context["may_edit"] is False
    assert reader.get(reverse("policy:clauses-new")).status_code == 403
