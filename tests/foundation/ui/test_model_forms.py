"""Forms over the columns of a model: what stands on the model stands in the form."""

import pytest
from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from yingke.foundation.identity.models import OrgUnit
from yingke.foundation.ui.fields import WordsField
from yingke.foundation.ui.model_forms import ModelEditForm, form_field
from yingke.foundation.ui.widgets import Chips, DatePicker, DateTimePicker

COLOURS = [("r", "Red"), ("g", "Green")]


class UnitForm(ModelEditForm):
    querysets = {"parent": lambda user: OrgUnit.objects.filter(code__startswith=user)}
    fixed = ("code",)

    class Meta:
        model = OrgUnit
        fields = ("kind", "parent", "code", "name", "name_en")


@pytest.mark.parametrize(
    ("column", "kind", "widget"),
    [
        (models.DateField(), forms.DateField, DatePicker),
        (models.DateTimeField(), forms.DateTimeField, DateTimePicker),
        (models.TextField(), forms.CharField, forms.Textarea),
        (ArrayField(models.CharField(choices=COLOURS)), forms.MultipleChoiceField, Chips),
        (ArrayField(models.CharField(max_length=9)), WordsField, None),
    ],
)
def test_a_column_has_the_control_of_its_kind(column, kind, widget):
    field = form_field(column)
    assert type(field) is kind
    assert widget is None or isinstance(field.widget, widget)


def test_the_narrowest_bounds_of_a_column_are_those_of_its_field():
    bounds = [
        MinValueValidator(1),
        MinValueValidator(3),
        MaxValueValidator(9),
        MaxValueValidator(7),
    ]
    field = form_field(models.IntegerField(validators=bounds))
    assert (field.min_value, field.max_value) == (3, 7)


def test_a_web_address_without_a_scheme_is_a_secure_one():
    assert form_field(models.URLField()).clean("yingke.example") == "https://yingke.example"


@pytest.fixture
def units(db):
    east = OrgUnit.objects.create(kind="company", code="east", name="华东", path="east/")
    west = OrgUnit.objects.create(kind="company", code="west", name="华西", path="west/")
    return east, west


def test_a_choice_offers_what_its_editor_may_choose_and_what_is_stored(units):
    east, west = units
    room = OrgUnit(kind="department", parent=west, code="lab", name="实验室", path="west/lab/")
    offered = UnitForm(instance=room, user="east").fields["parent"].queryset
    assert set(offered) == {east, west}
    assert set(UnitForm(user="east").fields["parent"].queryset) == {east}


def test_a_fixed_column_is_asked_for_a_new_row_only(units):
    assert "code" in UnitForm(user="").fields
    assert "code" not in UnitForm(instance=units[0], user="").fields


def test_values_of_a_program_stand_over_the_stored_ones(units):
    form = UnitForm.filled({"name": "华东区"}, instance=units[0], user="")
    assert form.is_valid(), form.errors
    assert form.columns() == {
        "kind": "company", "parent_id": None, "name": "华东区", "name_en": ""
    }  # fmt: skip


def test_a_service_saves_and_not_the_form(units):
    with pytest.raises(TypeError):
        UnitForm(instance=units[0], user="").save()
