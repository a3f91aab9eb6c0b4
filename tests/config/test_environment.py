"""What an administrator sets is typed, and every fault is told at once."""

import os

import pytest

from yingke.config import environment


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """No setting but the data folder."""
    for name in ("PORT", "DATABASE_URL", "YINGKE_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("YINGKE_DATA", str(tmp_path))
    return monkeypatch


def test_without_settings_the_product_serves_this_machine_only(bare):
    found = environment.load()
    assert (found.port, found.bind, found.debug) == (8000, "127.0.0.1", False)
    assert found.hosts == ["localhost", "127.0.0.1", "[::1]"]
    assert found.database_url is None


def test_there_are_as_many_web_processes_as_processors_but_at_most_four(bare):
    for processors, expected in (({0}, 1), ({0, 1}, 2), (set(range(16)), 4)):
        bare.setattr(os, "sched_getaffinity", lambda pid, found=processors: found)
        assert environment.load().web_workers == expected
    bare.setenv("YINGKE_WEB_WORKERS", "9")
    assert environment.load().web_workers == 9


def test_values_are_read_by_type(bare):
    bare.setenv("PORT", "9001")
    bare.setenv("YINGKE_HOSTS", "visits.example.com, 10.0.0.7")
    bare.setenv("YINGKE_HTTPS", "true")
    bare.setenv("YINGKE_LANGUAGE", "en")
    found = environment.load()
    assert found.port == 9001
    assert found.hosts == ["visits.example.com", "10.0.0.7"]
    assert found.https is True
    assert found.language == "en"


def test_every_fault_is_named_with_its_variable(bare):
    wrong = {
        "PORT": "eighty",
        "DATABASE_URL": "mysql://localhost/yingke",
        "YINGKE_DEBUG": "perhaps",
        "YINGKE_SECRET_KEY": "short",
        "YINGKE_TIME_ZONE": "Asia/Suzhou",
        "YINGKE_MAIL_URL": "ftp://mail.example.com",
        "YINGKE_WEB_WORKERS": "0",
        "YINGKE_LANGUAGE": "de",
    }
    for name, value in wrong.items():
        bare.setenv(name, value)
    with pytest.raises(environment.InvalidEnvironment) as fault:
        environment.load()
    lines = str(fault.value).splitlines()
    assert lines[0] == "Invalid settings:"
    assert sorted(line.split(":")[0].strip() for line in lines[1:]) == sorted(wrong)


def test_the_secret_key_is_made_once_and_kept_to_its_owner(bare, tmp_path):
    first = environment.secret_key(environment.load())
    assert environment.secret_key(environment.load()) == first
    assert len(first) >= 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_a_given_secret_key_is_used(bare):
    bare.setenv("YINGKE_SECRET_KEY", "k" * 40)
    assert environment.secret_key(environment.load()) == "k" * 40


@pytest.mark.parametrize(
    ("address", "port", "ssl", "tls"),
    [
        ("smtp://mail.example.com", 25, False, False),
        ("smtps://mail.example.com", 465, True, False),
        ("smtp+tls://us%40er:p%2Fw@mail.example.com:587", 587, False, True),
    ],
)
def test_a_mail_address_becomes_mail_settings(bare, address, port, ssl, tls):
    bare.setenv("YINGKE_MAIL_URL", address)
    found = environment.mail_settings(environment.load())
    assert found["EMAIL_HOST"] == "mail.example.com"
    assert found["EMAIL_PORT"] == port
    assert (found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (ssl, tls)
    if "@" in address:
        assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("us@er", "p/w")
