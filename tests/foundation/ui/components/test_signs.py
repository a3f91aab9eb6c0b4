import pytest

from yingke.foundation.ui.components.signs import initials, tone_of


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("王立群", "王"),
        ("Anna Keller", "AK"),
        ("Dr. Anna Keller", "AK"),
        ("Anna Maria Keller", "AK"),
        ("Madonna", "M"),
        ("迎松 科技", "迎"),
        ("", ""),
    ],
)
def test_a_face_shows_the_surname_or_the_first_and_last_initial(name, letters):
    assert initials(name) == letters


def test_a_person_keeps_the_same_colour():
    assert tone_of("王立群") == tone_of("王立群") == "blue"


def test_an_icon_is_hidden_from_a_screen_reader_and_drawn_from_the_sprite(draw):
    assert draw('{% icon "calendar" size="l" %}') == (
        '<svg class="icon icon-l" aria-hidden="true">'
        '<use href="/static/ui/dist/icons.svg#calendar"/></svg>'
    )


def test_a_pill_carries_its_tone_and_dot(draw):
    assert draw('{% pill "Open" tone="amber" dot=True shape="square" %}') == (
        '<span class="pill tone-amber pill-square"><i class="pill-dot"></i>Open</span>'
    )
