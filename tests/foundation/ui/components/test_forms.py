import pytest
from django import forms

from yingke.foundation.ui.widgets import Chips, Combobox, DateTimePicker, FileDrop, Segments

pytestmark = pytest.mark.usefixtures("english")


class PlanForm(forms.Form):
    title = forms.CharField(help_text="Short")
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=Segments)
    agreed = forms.BooleanField(required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_field_ties_label_help_and_mistake_to_its_control(draw):
    form = PlanForm({"title": ""})
    html = draw("{% field form.title %}", form=form)
    assert '<label class="field-label" for="id_title">' in html
    assert 'aria-describedby="id_title-help id_title-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_title-error"' in html
    assert "This field is required." in html


def test_a_field_without_mistake_is_described_by_its_help_alone(draw):
    html = draw("{% field form.title %}", form=PlanForm())
    assert 'aria-describedby="id_title-help"' in html
    assert "aria-invalid" not in html


def test_choices_side_by_side_are_a_group_with_a_legend(draw):
    html = draw("{% field form.kind %}", form=PlanForm())
    assert html.startswith('<fieldset class="field"><legend class="field-label">Kind')
    assert html.count('type="radio"') == 2


def test_what_a_rule_says_of_the_whole_form_stands_on_top(draw):
    form = PlanForm({"title": "x", "kind": "a"})
    form.add_error(None, "The room is taken.")
    html = draw("{% form_fields form %}", form=form)
    assert html.startswith('<div class="note note-red" role="alert">')
    assert html.index("The room is taken.") < html.index("id_title")
    assert '<input type="hidden" name="token"' in html


def test_what_a_person_typed_comes_back(draw):
    assert 'value="&lt;b&gt;"' in draw("{% field form.title %}", form=PlanForm({"title": "<b>"}))


def test_a_combobox_with_a_source_sends_only_the_chosen_choice():
    class Form(forms.Form):
        partner = forms.ChoiceField(
            choices=[("", ""), ("1", "Pine"), ("2", "Oak")], widget=Combobox(source="/find/")
        )

    html = str(Form({"partner": "2"})["partner"])
    assert 'data-source="/find/"' in html
    assert "Oak" in html
    assert "Pine" not in html


def test_a_moment_is_written_as_the_browser_reads_it():
    class Form(forms.Form):
        starts = forms.DateTimeField(widget=DateTimePicker)

    form = Form({"starts": "2026-11-24T09:40"})
    assert form.is_valid()
    assert 'type="datetime-local"' in str(form["starts"])
    assert 'value="2026-11-24T09:40"' in str(form["starts"])


def test_a_file_field_names_what_it_takes():
    class Form(forms.Form):
        proof = forms.FileField(widget=FileDrop(photo=True), required=False)
        tags = forms.MultipleChoiceField(choices=[("a", "A")], widget=Chips, required=False)

    html = str(Form()["proof"])
    assert 'accept="image/*" capture="environment"' in html
    assert "data-file-drop" in html
    assert str(Form()["tags"]).count('type="checkbox"') == 1
