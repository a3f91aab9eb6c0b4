import json

import pytest
from django import forms
from django.contrib.messages import get_messages

from yingke.foundation.ui.pages import page, refused, saved

FACT = {"title": "Pine", "fact": "green"}


class NameForm(forms.Form):
    name = forms.CharField()


@pytest.mark.usefixtures("pages")
class TestPage:
    def test_without_htmx_the_whole_page_is_answered(self, asked):
        html = page(asked(), "blank.html", FACT, part="facts").content.decode()
        assert html.startswith("<html><h1>Pine</h1>")

    def test_htmx_gets_the_part_named_like_its_target(self, asked):
        answer = page(asked(target="div#facts"), "blank.html", FACT)
        assert answer.content == b"<p>green</p>"

    def test_htmx_gets_the_part_of_the_view_if_its_target_names_none(self, asked):
        answer = page(asked(target="main#elsewhere"), "blank.html", FACT, part="facts")
        assert answer.content == b"<p>green</p>"

    def test_htmx_gets_the_page_if_neither_names_a_part(self, asked):
        answer = page(asked(target="main#elsewhere"), "blank.html", FACT)
        assert answer.content.startswith(b"<html>")

    @pytest.mark.parametrize(
        "header",
        [
            {"HX-Request-Type": "full"},
            {"HX-Boosted": "true"},
            {"HX-History-Restore-Request": "true"},
        ],
    )
    def test_a_request_for_the_whole_page_is_answered_whole(self, header, asked):
        request = asked("/", **{"HX-Request": "true", "HX-Target": "div#facts", **header})
        assert page(request, "blank.html", FACT, part="facts").content.startswith(b"<html>")

    def test_caches_tell_a_page_from_its_parts(self, asked):
        answer = page(asked(), "blank.html", FACT)
        assert answer["Vary"] == "HX-Request, HX-Request-Type, HX-Target"

    def test_a_form_sent_with_mistakes_answers_422(self, asked):
        values = {**FACT, "form": NameForm({"name": ""})}
        assert page(asked(method="post"), "blank.html", values).status_code == 422

    def test_a_form_that_is_only_shown_answers_200(self, asked):
        assert page(asked(), "blank.html", {**FACT, "form": NameForm()}).status_code == 200

    def test_a_mistake_in_the_filters_of_a_list_is_no_error_of_the_page(self, asked):
        values = {**FACT, "form": NameForm({"name": ""})}
        assert page(asked(), "blank.html", values).status_code == 200


class TestSaved:
    def test_without_htmx_the_person_is_led_on_with_a_message(self, listened):
        request = listened(method="post")
        answer = saved(request, "/visits/7/", message="Saved.", event="visit-changed")
        assert (answer.status_code, answer["Location"]) == (302, "/visits/7/")
        assert [str(m) for m in get_messages(request)] == ["Saved."]

    def test_the_page_in_view_is_told_what_changed(self, listened):
        here = {"HX-Current-URL": "http://testserver/visits/7/?tab=agenda"}
        request = listened(method="post", target="dialog#dialog", **here)
        answer = saved(request, "/visits/7/", message="已保存", event="visit-changed")
        assert answer.status_code == 204
        assert json.loads(answer["HX-Trigger"]) == {
            "visit-changed": True,
            "dialog-close": True,
            "toast": {"text": "已保存", "tone": "green"},
        }

    def test_another_page_is_left_for_the_one_that_changed(self, listened):
        here = {"HX-Current-URL": "http://testserver/visits/"}
        request = listened(method="post", target="dialog#dialog", **here)
        answer = saved(request, "/visits/7/", event="visit-changed")
        assert (answer.status_code, answer["HX-Redirect"]) == (204, "/visits/7/")


class TestRefused:
    def test_htmx_shows_the_sentence_and_swaps_nothing(self, listened):
        answer = refused(listened(method="post", target="li#x"), "/", message="The room is taken.")
        assert (answer.status_code, answer["HX-Reswap"]) == (409, "none")
        toast = {"text": "The room is taken.", "tone": "red"}
        assert json.loads(answer["HX-Trigger"]) == {"toast": toast}

    def test_without_htmx_the_sentence_waits_on_the_page(self, listened):
        request = listened(method="post")
        answer = refused(request, "/visits/7/", message="The room is taken.")
        assert (answer.status_code, answer["Location"]) == (302, "/visits/7/")
        assert [m.level_tag for m in get_messages(request)] == ["error"]
