"""What holds for every component: checked attributes, checked values, escaped text."""

import inspect

import pytest
from django.template import TemplateSyntaxError

from yingke.foundation.ui.components import (
    actions,
    forms,
    measures,
    rows,
    shell,
    signs,
    surfaces,
    table,
    words,
)
from yingke.foundation.ui.components.library import register

HOSTILE = "<script>alert('x')</script>"
MODULES = (actions, forms, measures, rows, shell, signs, surfaces, table, words)

SPECIMENS = {
    "pill": "{% pill text %}",
    "person": "{% person text note=text %}",
    "avatar": "{% avatar text %}",
    "count": "{% count 3 label=text %}",
    "link": '{% link text url="/" %}',
    "button": '{% button text url="/" icon="plus" confirm=text post=True %}',
    "move_buttons": '{% move_buttons text url="/" %}',
    "menu_item": '{% menu_item text url="/" %}',
    "menu": '{% menu id="m" label=text %}{% endmenu %}',
    "tab": '{% tab text url="/" %}',
    "tabs": "{% tabs label=text %}{% endtabs %}",
    "crumb": "{% crumb text %}",
    "page_header": "{% page_header title=text sub=text face=text %}{% endpage_header %}",
    "fact": "{% facts %}{% endfacts %}{% fact text label=text %}",
    "card": "{% card title=text sub=text %}{% endcard %}",
    "kpi": "{% kpi text value=text note=text %}",
    "empty_state": "{% empty_state text text=text %}",
    "drawer": '{% drawer id="d" title=text %}{% enddrawer %}',
    "step": "{% step text number=1 when=text %}",
    "stepper": "{% stepper label=text %}{% endstepper %}",
    "timetable_row": "{% timetable_row starts=text title=text note=text %}{% endtimetable_row %}",
    "task_row": "{% task_row title=text owner=text due=text note=text %}{% endtask_row %}",
    "row": "{% row title=text note=text face=text %}{% endrow %}",
    "copy_field": '{% copy_field text value=text id="c" %}',
    "detail": "{% detail text value=text %}",
    "note": "{% note title=text %}{% endnote %}",
    "toast": "{% toast text %}",
    "feed_item": "{% feed_item who=text when=text moment=text %}{% endfeed_item %}",
    "feed_lines": "{% feed_item who=text when=text lines=texts %}{{ text }}{% endfeed_item %}",
    "moment": "{% moment title=text when=text %}{% endmoment %}",
    "quote": "{% quote who=text when=text %}{{ text }}{% endquote %}",
    "diff_row": "{% diff_row text before=text after=text %}",
    "approval": "{% approval title=text by=text comment=text %}{% endapproval %}",
    "progress": "{% progress 5 label=text text=text %}",
    "usage_part": "{% usage_part text amount=text share=0.5 series=1 %}",
    "usage_bar": "{% usage_bar used=text total=text share=0.5 label=text %}{% endusage_bar %}",
}


@pytest.mark.parametrize("source", SPECIMENS.values(), ids=SPECIMENS.keys())
def test_a_component_escapes_what_it_is_given(source, draw):
    html = draw(source, text=HOSTILE)
    assert HOSTILE not in html
    assert "alert(" in html or "avatar" in source


@pytest.mark.parametrize("source", SPECIMENS.values(), ids=SPECIMENS.keys())
def test_a_component_writes_no_inline_style_and_no_handler(source, draw):
    html = draw(source, text="Pine")
    assert " style=" not in html
    assert " onclick" not in html


def test_every_optional_attribute_goes_by_its_name():
    """So that a template reads like a list of attributes, and a new one never shifts the others."""
    functions = [
        function
        for module in MODULES
        for name, function in vars(module).items()
        if name in register.tags and inspect.isfunction(function)
    ]
    loose = [
        f"{function.__name__}({parameter.name})"
        for function in functions
        for parameter in inspect.signature(function).parameters.values()
        if parameter.default is not parameter.empty and parameter.kind is not parameter.KEYWORD_ONLY
    ]
    assert len(functions) >= 50
    assert loose == []


@pytest.mark.parametrize("tag", sorted(set(register.tags) - {"part", "scripts"}))
def test_an_attribute_that_is_not_declared_does_not_compile(tag, draw):
    with pytest.raises(TemplateSyntaxError):
        draw("{% " + tag + " colour='red' %}{% end" + tag + " %}")


def test_the_error_names_the_attribute(draw):
    with pytest.raises(TemplateSyntaxError, match="unexpected keyword argument 'colour'"):
        draw('{% pill "Open" colour="red" %}')


def test_a_value_without_a_style_is_refused_with_those_that_have_one(draw):
    with pytest.raises(TemplateSyntaxError, match="tone='pink': take one of neutral, accent"):
        draw('{% pill "Open" tone="pink" %}')


def test_an_icon_that_is_not_in_the_sprite_is_refused(draw):
    with pytest.raises(TemplateSyntaxError, match="icon='unicorn'"):
        draw('{% icon "unicorn" %}')


def test_a_slot_belongs_to_the_component_around_it(draw):
    html = draw(
        "{% card title='One' %}{% card_actions %}first{% endcard_actions %}{% endcard %}"
        "{% card title='Two' %}{% endcard %}"
    )
    one, two = html.split("Two")
    assert '<div class="card-actions">first</div>' in one
    assert "card-actions" not in two
