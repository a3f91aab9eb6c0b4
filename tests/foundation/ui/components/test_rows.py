import pytest

pytestmark = pytest.mark.usefixtures("english")


def test_the_current_step_is_marked_for_a_screen_reader(draw):
    html = draw('{% step "Plan" number=4 state="now" %}')
    assert 'class="step step-now" aria-current="step"' in html
    assert '<span class="visually-hidden">current</span>' in html


def test_a_task_is_ticked_by_a_form_that_carries_its_version(draw):
    html = draw('{% task_row title="Seats" toggle="/t/1/" version=7 %}{% endtask_row %}')
    assert 'action="/t/1/" hx-post="/t/1/"' in html
    assert '<input type="hidden" name="version" value="7">' in html
    assert 'name="done" value="1" role="checkbox" aria-checked="false" aria-label="Seats"' in html


def test_a_task_that_the_reader_may_not_tick_only_shows_its_state(draw):
    html = draw('{% task_row title="Seats" done=True %}{% endtask_row %}')
    assert "<form" not in html
    assert '<span class="visually-hidden">done</span>' in html


@pytest.mark.parametrize(("value", "shown"), [(None, "–"), ("", "–"), (0, "0")])
def test_an_unknown_field_shows_a_dash_and_a_zero_a_zero(value, shown, draw):
    assert f"<dd>{shown}</dd>" in draw('{% detail "Seats" value=value %}', value=value)
