import pytest
from django.template import TemplateSyntaxError


def test_a_button_with_an_address_is_a_link(draw):
    assert draw('{% button "Open" url="/x/" %}') == (
        '<a class="button button-secondary" href="/x/"><span class="button-label">Open</span></a>'
    )


def test_a_dialog_button_stays_a_link_without_script(draw):
    html = draw('{% button "New" url="/new/" dialog=True %}')
    assert 'href="/new/" hx-get="/new/" hx-target="#dialog"' in html


def test_a_post_button_is_a_form_with_its_token_and_value(draw):
    html = draw('{% button "Send" url="/x/" post=True name="version" value=3 confirm="Sure?" %}')
    assert html.startswith(
        '<form class="button-form" method="post" action="/x/" hx-post="/x/" hx-swap="none"'
        ' hx-confirm="Sure?">'
    )
    assert 'name="csrfmiddlewaretoken"' in html
    assert 'name="version" value="3"' in html


def test_a_button_that_shows_only_an_icon_still_has_a_name(draw):
    html = draw('{% button "Print" icon="printer" only_icon=True %}')
    assert 'title="Print"' in html
    assert '<span class="visually-hidden">Print</span>' in html


def test_a_button_that_shows_only_an_icon_needs_one(draw):
    with pytest.raises(TemplateSyntaxError, match="needs icon="):
        draw('{% button "Print" only_icon=True %}')


def test_a_tab_into_a_part_keeps_the_address(draw):
    html = draw('{% tab "Tasks" url="?tab=tasks" part="work" current=True count=4 %}')
    assert html == (
        '<a class="tab" href="?tab=tasks" hx-get="?tab=tasks" hx-target="#work"'
        ' hx-push-url="true" aria-current="page">Tasks<span class="tab-count">4</span></a>'
    )


def test_a_tab_that_leads_nowhere_is_refused(draw):
    with pytest.raises(TemplateSyntaxError, match="url= or panel="):
        draw('{% tab "Tasks" %}')
