import pytest
from django.urls import reverse
from tests.factories.identity import make_user

from yingke.foundation.ui import services
from yingke.foundation.ui.models import SavedView

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client):
    user = make_user(language="en")
    client.force_login(user)
    return user


def test_a_visitor_changes_the_language_and_stays_on_his_page(client):
    answer = client.post(reverse("ui:language"), {"language": "en", "next": "/login/?next=/x/"})
    assert answer["Location"] == "/login/?next=/x/"
    assert client.cookies["yingke_language"].value == "en"
    assert '<html lang="en"' in client.get("/login/").content.decode()


def test_a_member_keeps_language_and_theme_with_his_account(client, member):
    client.post(reverse("ui:language"), {"language": "zh-hans"})
    client.post(reverse("ui:theme"), {"theme": "dark"})
    member.refresh_from_db()
    assert (member.language, member.theme) == ("zh-hans", "dark")


@pytest.mark.parametrize(
    ("theme", "media"),
    [("light", "not all"), ("dark", "all"), ("auto", "(prefers-color-scheme: dark)")],
)
def test_the_theme_is_on_the_page_before_it_is_painted(theme, media, client):
    client.post(reverse("ui:theme"), {"theme": theme})
    html = client.get("/login/").content.decode()
    assert f'data-theme="{theme}"' in html
    assert f'media="{media}" id="dark-colours"' in html


def test_an_unknown_choice_changes_nothing(client):
    client.post(reverse("ui:theme"), {"theme": "pink"})
    client.post(reverse("ui:language"), {"language": "xx"})
    assert "yingke_theme" not in client.cookies
    assert "yingke_language" not in client.cookies


def test_nobody_is_led_to_another_host(client):
    answer = client.post(reverse("ui:theme"), {"theme": "dark", "next": "//evil.example/"})
    assert answer["Location"] == "/"


def test_the_palette_answers_its_hits_to_a_member(client, member):
    headers = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": "div#hits"}
    html = client.get(reverse("ui:palette"), {"q": "my account"}, headers=headers).content.decode()
    assert 'class="palette-hit"' in html
    assert "<html" not in html


def test_a_view_is_saved_shown_and_removed(client, member):
    sent = {"table": "visits", "name": "Open", "query": "state=open", "path": "/visits/"}
    answer = client.post(reverse("ui:save-view"), sent)
    assert answer["Location"] == "/visits/?state=open"
    view = SavedView.objects.get(owner_key=member.pk, table="visits")
    client.post(reverse("ui:remove-view", args=[view.pk]), {"path": "/visits/"})
    assert not SavedView.objects.exists()


def test_too_many_views_are_refused_in_a_sentence(client, member):
    for number in range(services.MOST_VIEWS):
        services.save_view(actor=member, table="visits", name=f"View {number}", query="")
    sent = {"table": "visits", "name": "One more", "path": "/settings/account/"}
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    answer = client.post(reverse("ui:save-view"), sent, headers=headers)
    assert answer.status_code == 409
    assert (
        "You already have 20 saved views for this list. Remove one first." in answer["HX-Trigger"]
    )


def test_the_gallery_is_for_those_who_may_see_it(client, member):
    assert client.get(reverse("ui:gallery")).status_code == 404
    client.force_login(make_user(roles=("admin",)))
    assert client.get(reverse("ui:gallery")).status_code == 200


@pytest.mark.parametrize("name", ["palette", "gallery"])
def test_a_stranger_is_asked_to_sign_in(name, client):
    answer = client.get(reverse(f"ui:{name}"))
    assert answer["Location"].startswith("/login/?next=")


def test_a_missing_page_has_the_look_of_the_product(client):
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    assert 'class="card plain-card"' in answer.content.decode()


def test_a_part_of_a_page_is_never_answered_with_the_sign_in_page(client):
    headers = {"HX-Request": "true", "HX-Request-Type": "partial", "Accept-Language": "en"}
    answer = client.get(reverse("ui:palette"), headers=headers)

    assert (answer.status_code, answer["HX-Reswap"], answer.content) == (401, "none", b"")
    assert "You've been signed out." in answer["HX-Trigger"]
    assert client.get(reverse("ui:palette")).status_code == 302


def test_a_page_learns_whether_its_person_is_still_signed_in(client):
    someone = make_user("李思远", language="en")
    address = reverse("ui:session")
    gone = client.get(address, {"person": someone.pk}, headers={"Accept-Language": "en"}).json()
    assert (gone["label"], gone["address"]) == ("Sign in", "/login/")
    assert gone["text"].startswith("You've been signed out.")

    client.force_login(someone)
    assert list(client.get(address, {"person": someone.pk}).json()) == ["token"]
    other = client.get(address, {"person": someone.pk + 1})
    assert other.json()["text"].startswith("Another user is now signed in")
    assert other["Cache-Control"].startswith("max-age=0, no-cache, no-store")
