"""Signing in: password, second step, throttling, sample sign-ins, a forgotten password."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.factories.identity import PASSWORD, make_user

from yingke.foundation.identity import services
from yingke.foundation.identity.models import User
from yingke.foundation.identity.tasks import send_password_reset, send_sign_in_mail
from yingke.foundation.kernel import clock

pytestmark = pytest.mark.django_db


def enter(client: Client, email: str, password: str = PASSWORD, **more: str):
    return client.post("/login/", {"login": email, "password": password, **more})


def who(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_a_person_signs_in_with_his_address_in_any_case_and_password():
    user, client = make_user(email="lin@company.example"), Client()
    answer = enter(client, "Lin@Company.example")

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert who(client) == str(user.pk)


def test_who_wanted_a_page_gets_there_and_never_to_another_host():
    make_user(email="lin@company.example")

    inside = enter(Client(), "lin@company.example", next="/account/")
    outside = enter(Client(), "lin@company.example", next="https://evil.example/")
    assert (inside["Location"], outside["Location"]) == ("/account/", "/")


@pytest.mark.parametrize("email", ["lin@company.example", "nobody@company.example"])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(email):
    make_user(email="lin@company.example")
    client = Client(headers={"accept-language": "en"})
    answer = enter(client, email, "wrong")

    assert answer.status_code == 200
    assert "Incorrect email address or password." in answer.content.decode()
    assert who(client) is None


def test_a_closed_account_stays_outside():
    user, client = make_user(email="lin@company.example"), Client()
    User.objects.filter(pk=user.pk).update(is_active=False)
    enter(client, "lin@company.example")

    assert who(client) is None


def test_after_five_wrong_passwords_the_right_one_has_to_wait_too():
    make_user(email="lin@company.example")
    make_user(email="an@company.example")
    client = Client(headers={"accept-language": "en"})
    for _try in range(5):
        enter(client, "lin@company.example", "wrong")
    answer = enter(client, "lin@company.example")

    assert "Too many failed attempts." in answer.content.decode()
    assert who(client) is None
    enter(client, "an@company.example")
    assert who(client) is not None


def test_wrong_tries_from_elsewhere_keep_nobody_out():
    make_user(email="lin@company.example")
    attacker, owner = Client(REMOTE_ADDR="203.0.113.9"), Client(REMOTE_ADDR="198.51.100.7")
    for _try in range(20):
        enter(attacker, "lin@company.example", "wrong")
    enter(owner, "lin@company.example")
    assert who(owner) is not None


def test_an_office_behind_one_address_signs_in_whatever_one_of_it_types():
    for number in range(40):
        enter(Client(), f"nobody{number}@company.example", "wrong")
    make_user(email="an@company.example")
    client = Client()
    enter(client, "an@company.example")
    assert who(client) is not None


def test_the_wait_grows_and_ends():
    make_user(email="lin@company.example")
    client, start = Client(), clock.now()
    with clock.at(start):
        for _try in range(5):
            enter(client, "lin@company.example", "wrong")
    with clock.at(start + timedelta(seconds=16)):
        enter(client, "lin@company.example", "wrong")
    with clock.at(start + timedelta(seconds=32)):
        enter(client, "lin@company.example")
        assert who(client) is None  # the sixth wrong try costs twice as long
    with clock.at(start + timedelta(seconds=47)):
        enter(client, "lin@company.example")
        assert who(client) is not None


def test_behind_a_trusted_proxy_the_client_counts(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    make_user(email="lin@company.example")
    for _try in range(6):
        enter(Client(headers={"x-forwarded-for": "203.0.113.9"}), "lin@company.example", "wrong")
    client = Client(headers={"x-forwarded-for": "6.6.6.6, 198.51.100.7"})
    enter(client, "lin@company.example")
    assert who(client) is not None


def test_an_administrator_lets_a_person_in_again():
    user, client = make_user(email="lin@company.example"), Client()
    for _try in range(6):
        enter(client, "lin@company.example", "wrong")
    admin = Client()
    admin.force_login(make_user(roles=("admin",), language="en"))
    assert "Allow sign-in now" in admin.get(f"/settings/people/{user.pk}/").text
    admin.post(reverse("identity:allow-sign-in", args=[user.pk]))
    assert "Allow sign-in now" not in admin.get(f"/settings/people/{user.pk}/").text
    enter(client, "lin@company.example")
    assert who(client) is not None


def test_a_second_factor_lets_its_owner_in_without_waiting():
    user, client = make_user(email="lin@company.example"), Client()
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    for _try in range(5):
        enter(client, "lin@company.example", "wrong")
    blocked = enter(client, "lin@company.example")
    assert 'name="code"' in blocked.text
    sent = {"login": "lin@company.example", "password": PASSWORD}
    assert client.post("/login/", {**sent, "code": "000000"}).status_code == 200
    answer = client.post("/login/", {**sent, "code": code_for(secret)})
    assert answer["Location"].startswith("/login/code/")


def test_a_flood_of_tries_from_one_address_is_answered_429(settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "3/m/ip"}
    answers = [enter(Client(), f"a{number}@company.example") for number in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]


def test_signing_out_takes_a_post():
    client = Client()
    client.force_login(make_user())

    assert client.get("/logout/").status_code == 200
    assert who(client) is not None
    assert client.post("/logout/")["Location"] == "/login/"
    assert who(client) is None


def test_nobody_signs_up():
    assert Client().get(reverse("account_signup")).status_code == 404
    assert Client().get(reverse("account_email")).status_code == 404


def test_the_second_step_is_turned_on_with_a_code_and_then_asked_for():
    user, client = make_user(email="lin@company.example"), Client()
    enter(client, "lin@company.example")
    asked = client.get(reverse("mfa_activate_totp"))
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    page = client.post(asked["Location"], {"password": PASSWORD}, follow=True)
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    turned_on = client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})

    assert turned_on["Location"] == reverse("mfa_view_recovery_codes")
    recovery = client.get(turned_on["Location"]).context["unused_codes"]
    assert len(recovery) == 10
    assert Authenticator.objects.filter(user=user, type="totp").exists()

    other = Client(headers={"accept-language": "en"})
    assert enter(other, "lin@company.example")["Location"] == reverse("mfa_authenticate")
    assert who(other) is None
    wrong = other.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Incorrect code. Try again." in wrong.content.decode()
    other.post(reverse("mfa_authenticate"), {"code": recovery[0]})
    assert who(other) == str(user.pk)


def test_the_second_step_is_turned_off_again():
    user, client = make_user(email="lin@company.example"), Client()
    enter(client, "lin@company.example")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.filter(user=user, type="totp").exists()


def test_a_forgotten_password_is_chosen_anew_over_a_link_that_works_once():
    user = make_user(email="lin@company.example")
    Client().post(reverse("account_reset_password"), {"email": "Lin@company.example"})
    job = ProcrastinateJob.objects.get(task_name="identity.send_password_reset").args
    assert job == {"user_id": user.pk, "root": "http://testserver", "language": "zh-hans"}

    send_password_reset(**job)
    [message] = mail.outbox
    assert message.to == ["lin@company.example"]
    [path] = re.findall(r"http://testserver(/password/\S+)", message.body)
    client = Client()
    form = client.get(path, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": "new-pine-77", "password2": "new-pine-77"})
    user.refresh_from_db()
    assert user.check_password("new-pine-77")
    assert Client().get(path, follow=True).context["token_fail"]


def test_an_address_that_nobody_has_gets_no_mail_and_the_same_page():
    make_user(email="lin@company.example")
    answers = [
        Client().post(reverse("account_reset_password"), {"email": email})
        for email in ("lin@company.example", "nobody@company.example")
    ]

    assert [answer["Location"] for answer in answers] == [
        reverse("account_reset_password_done")
    ] * 2
    assert ProcrastinateJob.objects.filter(task_name="identity.send_password_reset").count() == 1


def test_the_mail_is_sent_by_the_worker():
    send_sign_in_mail(to="lin@company.example", subject="新密码", text="https://…")

    [message] = mail.outbox
    assert (message.to, message.subject) == (["lin@company.example"], "新密码")


def test_a_sample_company_offers_each_sign_in_with_one_click():
    host = make_user("何方", email="host@yingke.example", roles=["host"], password="yingke-sample")
    services.mark_sample(emails=[host.email], password="yingke-sample")
    client = Client()
    html = client.get("/login/").content.decode()
    form = html[html.index("何方") :]
    fields = dict(re.findall(r'name="(login|password)" value="([^"]+)"', form))

    assert "主接待人" in form
    assert fields == {"login": "host@yingke.example", "password": "yingke-sample"}
    client.post("/login/", fields)
    assert who(client) == str(host.pk)


def test_the_page_of_a_real_company_offers_nothing():
    make_user("何方", email="host@yingke.example", roles=["host"], password="yingke-sample")
    html = Client().get("/login/").content.decode()

    assert "host@yingke.example" not in html
    assert "yingke-sample" not in html
    assert 'type="hidden" name="password"' not in html


def test_the_pages_speak_the_language_of_the_account():
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(make_user(language="en"))

    assert '<html lang="en"' in client.get(reverse("identity:account")).content.decode()


def test_a_language_chosen_on_the_sign_in_page_is_kept_with_the_account():
    user, client = make_user(email="lin@company.example", language="zh-hans"), Client()
    client.post(reverse("ui:language"), {"language": "en", "next": "/login/"})
    enter(client, "lin@company.example")

    user.refresh_from_db()
    assert user.language == "en"
    client.post(reverse("ui:language"), {"language": "zh-hans"})
    client.post(reverse("account_logout"))
    enter(client, "lin@company.example")
    user.refresh_from_db()
    assert user.language == "zh-hans"


def test_a_language_that_nobody_chose_leaves_the_account_as_it_is():
    user = make_user(email="lin@company.example", language="zh-hans")
    enter(Client(headers={"accept-language": "en"}), "lin@company.example")

    user.refresh_from_db()
    assert user.language == "zh-hans"


def test_a_sample_sign_in_goes_on_in_the_language_of_its_page():
    user = make_user("何方", email="host@yingke.example", roles=["host"], language="zh-hans")
    services.mark_sample(emails=[user.email], password=PASSWORD)
    client = Client(headers={"accept-language": "en"})
    html = client.get("/login/").content.decode()
    assert '<input type="hidden" name="language" value="en">' in html
    enter(client, user.email, language="en")

    user.refresh_from_db()
    assert user.language == "en"
