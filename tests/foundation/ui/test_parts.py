import pytest
from django.template import TemplateSyntaxError

from yingke.foundation.ui.parts import PartDoesNotExist, render_part

pytestmark = pytest.mark.usefixtures("pages")


def test_a_part_is_rendered_alone_with_the_context_of_its_page(asked):
    assert render_part("blank.html", "facts", {"fact": "5 > 4"}, asked()) == "<p>5 &gt; 4</p>"


def test_a_part_inside_components_is_found(asked):
    assert render_part("boxed.html", "facts", {"fact": "green"}, asked()) == "<li>green</li>"


def test_a_part_of_the_extended_template_shows_the_blocks_of_the_page(asked):
    assert render_part("blank.html", "foot", {}, asked()) == "[own foot]"


def test_a_page_has_its_parts_in_place():
    from django.template.loader import render_to_string

    html = render_to_string("blank.html", {"title": "Pine", "fact": "green"})
    assert html == '<html><h1>Pine</h1><div id="facts"><p>green</p></div>[own foot]</html>'


def test_a_part_that_no_template_of_the_chain_has_is_named_in_the_error(asked):
    with pytest.raises(PartDoesNotExist, match=r"blank\.html has no part 'agenda'"):
        render_part("blank.html", "agenda", {}, asked())


@pytest.mark.parametrize("tag", ["{% part %}", "{% part facts %}", '{% part "a" "b" %}'])
def test_a_part_without_one_quoted_name_does_not_compile(tag, draw):
    with pytest.raises(TemplateSyntaxError, match="one quoted name"):
        draw(tag + "{% endpart %}")
