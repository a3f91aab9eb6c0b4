"""Where the chain stood is kept outside the database, so that no rewriting of it passes."""

import logging
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from tests.factories.identity import make_user
from tests.foundation.journal.test_sealing import behind_the_applications_back, lit, sql

from yingke.foundation.journal import heads, tasks
from yingke.foundation.journal.models import Seal
from yingke.foundation.journal.sealing import seal_pending
from yingke.foundation.kernel import clock

pytestmark = pytest.mark.django_db
FIRST, SECOND = (datetime(2026, 11, day, 12, tzinfo=UTC) for day in (23, 24))


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.JOURNAL_HEADS = tmp_path / "heads"
    return settings.JOURNAL_HEADS


def sealed_on_two_days() -> None:
    for moment in (FIRST, SECOND):
        with clock.at(moment):
            lit(2)
            tasks.seal()


def cut_off_the_newest() -> None:
    with behind_the_applications_back():
        sql("DELETE FROM journal_seal WHERE position > 3")
        sql("DELETE FROM journal_entry WHERE id NOT IN (SELECT entry_id FROM journal_seal)")


def write_it_anew() -> None:
    """Change an entry and compute all seals again: the chain holds."""
    with behind_the_applications_back():
        sql("UPDATE journal_entry SET data = '{\"lamp\": 9}'")
        sql("UPDATE journal_seal SET position = NULL, digest = NULL")
    seal_pending()


def test_each_day_leaves_its_head(folder):
    sealed_on_two_days()
    assert [(str(head.day), head.position) for head in heads.noted()] == [
        ("2026-11-23", 2),
        ("2026-11-24", 4),
    ]
    assert sorted(path.name for path in folder.iterdir()) == ["2026-11-23", "2026-11-24"]
    assert heads.missing() == []


@pytest.mark.parametrize("attack", [cut_off_the_newest, write_it_anew])
def test_an_attack_that_the_chain_survives_is_found_by_its_heads(attack, caplog):
    sealed_on_two_days()
    call_command("verify_journal")
    attack()
    with pytest.raises(CommandError, match="noted earlier"):
        call_command("verify_journal")
    with caplog.at_level(logging.ERROR):
        assert heads.note() is None  # the worker does not cover it up
    assert "does not pass through its head" in caplog.text


def test_the_page_shows_the_last_head_and_an_attack():
    sealed_on_two_days()
    browser = Client()
    browser.force_login(make_user(roles=("admin",), language="en"))
    digest = bytes(Seal.objects.get(position=4).digest).hex()
    assert f"24 Nov 2026, entry 4, {digest[:12]}" in browser.get("/settings/journal/").text
    cut_off_the_newest()
    assert "The journal was altered" in browser.get("/settings/journal/").text


def test_the_head_is_mailed_where_an_address_is_set(settings):
    sealed_on_two_days()
    tasks.send_head()
    assert mail.outbox == []
    settings.JOURNAL_MAIL = "audit@company.example"
    tasks.send_head()
    [message] = mail.outbox
    assert message.to == ["audit@company.example"]
    assert str(heads.noted()[-1]) in message.body
