"""Two people at one form: both sides in words, and a second save that knows what it overwrites."""

from datetime import UTC, datetime
from typing import NamedTuple

import pytest
from django import forms
from django.http import QueryDict

from yingke.foundation.kernel.errors import RuleViolation
from yingke.foundation.ui.edits import Difference, EditForm

pytestmark = pytest.mark.usefixtures("english")


class Duration(forms.MultiValueField):
    """So many hours or days."""

    def __init__(self, **kwargs):
        units = forms.ChoiceField(choices=UNITS)
        widget = forms.MultiWidget([forms.NumberInput, forms.Select(choices=UNITS)])
        widget.decompress = lambda value: value.split() if value else ["", ""]
        super().__init__([forms.IntegerField(), units], widget=widget, **kwargs)

    def compress(self, parts):
        return " ".join(map(str, parts))


UNITS = [("h", "hours"), ("d", "days")]


class LampForm(EditForm):
    """A field of each kind that reads in a way of its own."""

    explain = staticmethod(lambda violation: f"Refused: {violation.code}")

    name = forms.CharField()
    colour = forms.ChoiceField(choices=[("r", "Red"), ("g", "Green")])
    rooms = forms.MultipleChoiceField(choices=[("1", "Hall"), ("2", "Lobby")])
    lit = forms.BooleanField(required=False)
    since = forms.DateTimeField(required=False)
    burns = Duration(required=False)


class SealedForm(EditForm):
    """What its editor saw is not a number."""

    explain = staticmethod(str)
    carrier = "seen"

    version = None
    seen = forms.CharField(widget=forms.HiddenInput)


STORED = {
    "version": 4,
    "name": "Pine",
    "colour": "r",
    "rooms": ["1"],
    "lit": True,
    "since": datetime(2026, 11, 24, 2, 30, tzinfo=UTC),
    "burns": "3 h",
}


def sent(**changes) -> QueryDict:
    data = QueryDict(mutable=True)
    stored = {"version": "3", "name": "Pine", "colour": "r", "lit": "on"}
    for name, value in {**stored, "since": "2026-11-24 10:30", **changes}.items():
        data[name] = value
    data.setlist("rooms", changes.get("rooms", ["1"]))
    data["burns_0"], data["burns_1"] = changes.get("burns", ("3", "h"))
    return data


def late(**changes) -> LampForm:
    form = LampForm(sent(**changes), initial=STORED)
    assert form.is_valid(), form.errors
    form.refuse(RuleViolation("stale", stored=4))
    return form


@pytest.mark.parametrize(
    ("changes", "difference"),
    [
        ({"name": "Fir"}, Difference("Name", "Pine", "Fir")),
        ({"colour": "g"}, Difference("Colour", "Red", "Green")),
        ({"rooms": ["1", "2"]}, Difference("Rooms", "Hall", "Hall, Lobby")),
        ({"lit": ""}, Difference("Lit", "yes", "no")),
        (
            {"since": "2026-11-24 11:00"},
            Difference("Since", "2026-11-24 10:30", "2026-11-24 11:00"),
        ),
        ({"burns": ("2", "d")}, Difference("Burns", "3 hours", "2 days")),
    ],
)
def test_both_sides_of_a_changed_field_are_said_in_words(changes, difference):
    assert late(**changes).clash == (difference,)


def test_a_second_save_carries_what_was_shown():
    form = late(name="Fir")
    assert form.late
    assert form["version"].value() == "4"
    assert form.non_field_errors() == ["Refused: stale"]


def test_another_refusal_stands_at_its_field_and_compares_nothing():
    form = LampForm(sent(name="Fir"), initial=STORED)
    form.is_valid()
    form.refuse(RuleViolation("taken", field="name_id"))
    assert (form.errors["name"], form.late, form.clash) == (["Refused: taken"], False, ())


def test_what_was_seen_may_be_carried_by_another_field():
    form = SealedForm(QueryDict("seen=old"), initial={"seen": "new"})
    form.is_valid()
    form.refuse(RuleViolation("stale", stored="new"))
    assert (form["seen"].value(), form.clash) == ("new", ())


class TwoAtOnce(NamedTuple):
    """What one editor saw, what the other has stored meanwhile, and what the first one typed."""

    form: LampForm
    merged: bool


def at_once(stored: dict, **typed) -> TwoAtOnce:
    seen = LampForm(initial={**STORED, "version": 3})["seen_values"].value()
    form = LampForm(sent(seen_values=seen, **typed), initial={**STORED, **stored})
    assert form.is_valid(), form.errors
    return TwoAtOnce(form, form.merge(RuleViolation("stale", stored=4)))


OTHERS = {
    "name": "Fir",
    "colour": "g",
    "rooms": ["2", "1"],
    "lit": False,
    "since": datetime(2026, 11, 25, 0, 0, tzinfo=UTC),
    "burns": "2 d",
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_only_the_other_editor_changed_is_taken_over(name):
    typed = {"colour": "g"} if name == "name" else {"name": "Larch"}
    form, merged = at_once({name: OTHERS[name]}, **typed)
    assert merged
    assert form.cleaned_data["version"] == 4
    assert {**form.cleaned_data, **typed} == form.cleaned_data
    taken = form.cleaned_data[name]
    assert (sorted(taken) if name == "rooms" else taken) == (
        ["1", "2"] if name == "rooms" else OTHERS[name]
    )


def test_only_what_both_changed_is_asked_and_the_rest_is_merged():
    form, merged = at_once({"name": "Fir", "colour": "g"}, name="Larch")
    assert not merged
    assert form.clash == (Difference("Name", "Fir", "Larch"),)
    assert (form["name"].value(), form["colour"].value()) == ("Larch", "g")


def test_the_same_change_by_both_is_no_clash():
    assert at_once({"name": "Fir"}, name="Fir").merged


def test_a_second_save_after_a_clash_changes_what_was_asked_about_alone():
    asked = at_once({"name": "Fir", "colour": "g"}, name="Larch").form
    later = {**STORED, "version": 5, "name": "Fir", "colour": "g", "lit": False}
    again = LampForm(asked.data, initial=later)
    assert again.is_valid()
    assert again.merge(RuleViolation("stale", stored=5))
    assert (again.cleaned_data["name"], again.cleaned_data["lit"]) == ("Larch", False)


@pytest.mark.parametrize("seen", ["", "[]", "{", "7", "[" * 100_000])
def test_without_knowing_what_was_seen_every_difference_is_asked(seen):
    form = LampForm(sent(seen_values=seen, name="Larch"), initial={**STORED, "colour": "g"})
    assert form.is_valid()
    assert not form.merge(RuleViolation("stale", stored=4))
    assert [one.label for one in form.clash] == ["Name", "Colour"]


def test_what_a_third_editor_saved_after_the_form_was_filled_is_not_overwritten():
    seen = LampForm(initial={**STORED, "version": 3})["seen_values"].value()
    form = LampForm(sent(seen_values=seen, name="Larch"), initial={**STORED, "colour": "g"})
    assert form.is_valid()
    form_knows_4_while_5_is_stored = RuleViolation("stale", stored=5)
    assert not form.merge(form_knows_4_while_5_is_stored)
    form.refuse(form_knows_4_while_5_is_stored)
    assert form.late
    assert form["version"].value() == "3"  # the next save is compared again
