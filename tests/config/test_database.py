"""The embedded database, or the one that DATABASE_URL names."""

import pytest

from yingke.config import database, environment


@pytest.fixture
def load(monkeypatch, tmp_path):
    def read(url=""):
        monkeypatch.setenv("YINGKE_DATA", str(tmp_path))
        monkeypatch.delenv("DATABASE_URL", raising=False)
        if url:
            monkeypatch.setenv("DATABASE_URL", url)
        return environment.load()

    return read


def test_without_an_address_the_data_folder_holds_the_database(load, tmp_path):
    settings = load()
    found = database.django_settings(settings)
    assert database.cluster(settings).folder == tmp_path / "postgres"
    assert (found["NAME"], found["USER"]) == ("yingke", "yingke")
    assert found["HOST"] == str(database.cluster(settings).socket)


def test_an_address_is_taken_apart(load):
    url = "postgresql://re%40der:p%2Fw@db.example.com:6432/visits?sslmode=require"
    settings = load(url)
    found = database.django_settings(settings)
    assert database.cluster(settings) is None
    assert (found["NAME"], found["USER"], found["PASSWORD"]) == ("visits", "re@der", "p/w")
    assert (found["HOST"], found["PORT"]) == ("db.example.com", "6432")
    assert found["OPTIONS"]["sslmode"] == "require"


def test_a_deep_data_folder_gets_its_socket_elsewhere(monkeypatch, tmp_path):
    deep = tmp_path / ("deep" * 30)
    monkeypatch.setenv("YINGKE_DATA", str(deep))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    socket = database.cluster(environment.load()).socket
    assert len(str(socket)) < 90
    assert deep not in socket.parents
