"""How a view edits: what a form, a rule and a faster editor make of one request."""

from functools import partial

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.http import QueryDict
from django.utils.http import urlencode

from yingke.foundation.kernel.errors import NotAllowed, RuleViolation
from yingke.foundation.ui.editing import edit_page, perform, sections
from yingke.foundation.ui.edits import Difference, EditForm
from yingke.foundation.ui.pages import posted

pytestmark = pytest.mark.usefixtures("english", "pages")


class LampForm(EditForm):
    name = forms.CharField()
    colour = forms.CharField(required=False)
    note = forms.CharField(required=False, widget=forms.Textarea)


class Lamp:
    """A stored row whose service knows one rule: green is not for sale."""

    def __init__(self):
        self.version, self.values = 1, {"name": "Pine", "colour": "red", "note": ""}

    def save(self, version, **values):
        if version != self.version:
            raise RuleViolation("stale", stored=self.version)
        if values["colour"] == "green":
            raise RuleViolation("not_allowed_colour", field="colour")
        if values["colour"] == "gold":
            raise NotAllowed("lamps.gild")
        self.version, self.values = version + 1, values
        return self.version


@pytest.fixture
def lamp():
    return Lamp()


@pytest.fixture
def send(lamp, listened):
    """Send the form; `seen` is the form as it was shown, `meanwhile` what was saved since."""

    def answer(method="post", meanwhile=None, **typed):
        shown = LampForm(initial={**lamp.values, "version": lamp.version})
        data = {name: shown[name].value() or "" for name in shown.fields} | typed
        if meanwhile:
            lamp.save(lamp.version, **{**lamp.values, **meanwhile})
        request = listened(method=method)
        request.POST = QueryDict(urlencode(data))
        stored = {**lamp.values, "version": lamp.version}
        form = LampForm(posted(request), initial=stored)
        response = edit_page(
            request,
            form,
            lambda: lamp.save(**form.cleaned_data),
            title="Lamp",
            back="/lamps/",
            go="/lamps/?version={}".format,
            template="blank.html",
        )
        return response, form, request

    return answer


def test_a_form_that_is_only_shown_changes_nothing(send, lamp):
    response, _, _ = send(method="get")
    assert (response.status_code, lamp.version) == (200, 1)


def test_a_valid_form_is_saved_and_leads_on(send, lamp):
    response, _, request = send(name="Fir")
    assert (response.status_code, response["Location"]) == (302, "/lamps/?version=2")
    assert [str(one) for one in get_messages(request)] == ["Saved."]
    assert lamp.values["name"] == "Fir"


def test_a_mistake_reaches_no_service(send, lamp):
    response, form, _ = send(name="")
    assert (response.status_code, list(form.errors), lamp.version) == (422, ["name"], 1)


def test_what_a_rule_refuses_stands_at_its_field(send, lamp):
    response, form, _ = send(colour="green")
    assert (response.status_code, list(form.errors), lamp.version) == (422, ["colour"], 1)


def test_a_missing_right_is_no_mistake_of_the_form(send):
    with pytest.raises(NotAllowed):
        send(colour="gold")


def test_two_editors_of_different_fields_both_get_what_they_wrote(send, lamp):
    response, _, _ = send(meanwhile={"colour": "blue"}, name="Fir")
    assert response.status_code == 302
    assert (lamp.values, lamp.version) == ({"name": "Fir", "colour": "blue", "note": ""}, 3)


def test_two_editors_of_one_field_are_asked(send, lamp):
    response, form, _ = send(meanwhile={"name": "Larch", "colour": "blue"}, name="Fir")
    assert (response.status_code, lamp.values["name"], lamp.version) == (422, "Larch", 2)
    assert form.clash == (Difference("Name", "Larch", "Fir"),)
    assert form["colour"].value() == "blue"


def test_an_act_without_a_form_is_refused_in_a_sentence(listened, lamp):
    request = listened(method="post")
    answer = perform(request, partial(lamp.save, 9, **lamp.values), back="/lamps/")
    assert (answer.status_code, answer["Location"]) == (302, "/lamps/")
    assert [one.level_tag for one in get_messages(request)] == ["error"]


def test_the_layout_names_sections_and_passes_over_fields_that_are_missing():
    class Laid(LampForm):
        layout = (("Look", ("colour", "gone", "name")), ("More", ("note",)))
        pairs = True

    shown = [
        (section.title, section.columns, [(bound.name, wide) for bound, wide in section.fields])
        for section in sections(Laid())
    ]
    assert shown == [
        ("Look", 2, [("colour", False), ("name", False)]),
        ("More", 2, [("note", True)]),
    ]
