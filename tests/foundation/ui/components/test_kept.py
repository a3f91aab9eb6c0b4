"""Pieces that are drawn once for each key."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from yingke.foundation.ui.components import kept


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    kept._pieces.clear()


def draw(source: str, path: str = "/here/?a=1&b=2", **values: object) -> str:
    request = RequestFactory().get(path)
    context = Context({"request": request, "csrf_token": "token-1", **values})
    return Template("{% load ui i18n %}" + source, name="piece.html").render(context)


def test_a_piece_is_drawn_once_for_each_key_and_language() -> None:
    source = '{% kept key %}{{ text }}{% translate "Save" %}{% endkept %}'
    assert draw(source, key=("a", 1), text="first ") == "first 保存"
    assert draw(source, key=("a", 1), text="second ") == "first 保存"
    assert draw(source, key=("a", 2), text="third ") == "third 保存"
    with translation.override("en"):
        assert draw(source, key=("a", 1), text="fourth ") == "fourth Save"


def test_without_a_key_it_is_drawn_each_time() -> None:
    source = "{% kept key %}{{ text }}{% endkept %}"
    assert [draw(source, key=None, text=text) for text in "ab"] == ["a", "b"]


def test_two_pieces_with_one_key_stay_apart() -> None:
    source = "{% kept key %}{{ text }}{% endkept %}\n{% kept key %}other{% endkept %}"
    assert draw(source, key=1, text="one") == "one\nother"


def test_the_form_token_and_the_address_are_those_of_the_page() -> None:
    source = "{% kept 1 %}{% csrf_token %}<a href='{% here %}'>{% endkept %}"
    draw(source)
    again = draw(source, path="/there/?q=<b>&x", csrf_token="token-2")
    assert 'value="token-2"' in again
    assert "<a href='/there/?q=%3Cb%3E&amp;x'>" in again


def test_no_more_pieces_are_kept_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 3)
    for number in range(10):
        draw("{% kept number %}{{ number }}{% endkept %}", number=number)
    assert len(kept._pieces) <= 3
