import pytest
from django.template import TemplateSyntaxError

from yingke.foundation.kernel.paging import KeysetPage


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


def test_what_is_sent_for_the_dialog_is_answered_there(draw):
    html = draw('{% button "Book" url="/x/" post=True dialog=True %}')
    assert 'hx-post="/x/" hx-target="#dialog"' in html
    assert "hx-swap" not in html


def test_a_button_closes_the_dialog_or_leads_back_without_script(draw):
    assert 'href="/back/" data-close>' in draw('{% button "Close" url="/back/" closes=True %}')
    assert 'type="button" data-close>' in draw('{% button "Close" closes=True %}')


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


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("place", "offered"),
    [
        ("first=True", ["Move “Oak” down"]),
        ("", ["Move “Oak” up", "Move “Oak” down"]),
        ("last=True", ["Move “Oak” up"]),
        ("first=True last=True", []),
    ],
)
def test_a_row_moves_where_there_is_room(place, offered, draw):
    html = draw('{% move_buttons "Oak" url="/move/" ' + place + " %}")
    assert [way for way in ("Move “Oak” up", "Move “Oak” down") if f'title="{way}"' in html] == (
        offered
    )


def test_a_list_leads_to_the_pages_beside_it_and_keeps_what_it_was_asked_for(draw, asked):
    page = KeysetPage(items=[], next_cursor="n:1", previous_cursor=None)
    request = asked("/list/?show=all&cursor=old&export=csv")
    html = draw("{% pager page next='Older' part='table' %}", page=page, request=request)
    assert 'rel="next" href="/list/?show=all&amp;cursor=n%3A1"' in html
    assert 'hx-get="/list/?show=all&amp;cursor=n%3A1" hx-target="#table"' in html
    assert "Older" in html
    assert 'rel="prev"' not in html


def test_a_list_of_one_page_leads_nowhere(draw):
    page = KeysetPage(items=[], next_cursor=None, previous_cursor=None)
    assert draw("{% pager page %}", page=page) == ""


@pytest.mark.parametrize(("shown", "current"), [("board", True), ("table", False)])
def test_a_tab_is_current_where_its_view_is_shown(shown, current, draw):
    html = draw("""{% tab "Board" url="/b/" current=shown|equals:"board" %}""", shown=shown)
    assert ('aria-current="page"' in html) is current
