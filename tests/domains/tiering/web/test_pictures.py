"""Charts as PNG files: for whoever sees the chart, and for nobody else."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from tests.domains.tiering.conftest import NIGHT, run

from yingke.domains.tiering.services import moves
from yingke.foundation.kernel import clock

PNG = b"\x89PNG"


@pytest.fixture
def picture(client: Client, book):
    run()

    def load(user, name: str, *args: object):
        client.force_login(user)
        with clock.at(NIGHT):
            return client.get(reverse(name, args=args))

    return load


def test_the_radar_of_a_customer_is_a_file(book, picture):
    answer = picture(book.account_manager, "tiering:radar-picture", book.best.pk)
    assert answer.content.startswith(PNG)
    assert f"radar-{book.best.number}.png" in answer["Content-Disposition"]
    for person in (book.colleague, book.stranger):
        assert picture(person, "tiering:radar-picture", book.best.pk).status_code == 404


def test_movers_are_a_file_where_somebody_moved(book, picture):
    assert picture(book.director, "tiering:movers-picture").status_code == 404
    with clock.at(NIGHT):
        move = book.best.tier_moves.get(state="waiting")
        moves.approve(actor=book.director, move_id=move.pk)
    assert picture(book.director, "tiering:movers-picture").content.startswith(PNG)
    assert picture(book.colleague, "tiering:movers-picture").status_code == 404
