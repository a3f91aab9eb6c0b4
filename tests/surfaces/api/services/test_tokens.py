from datetime import timedelta

import pytest
from tests.domains.visits.world import MONDAY

from yingke.foundation.kernel import clock
from yingke.foundation.kernel.errors import NotAllowed, RuleViolation
from yingke.surfaces.api import queries
from yingke.surfaces.api.services import tokens


def test_only_a_digest_of_the_key_is_kept(world):
    token, key = tokens.create_token(actor=world.host, name="手机日历", scope="read")
    assert key.startswith("yk_")
    assert key not in [str(value) for value in vars(token).values()]
    assert (token.hint, len(token.digest)) == (key[-4:], 64)
    assert queries.token_of(key) == token
    assert queries.token_of(key + "x") is None


def test_a_revoked_token_is_found_no_more_but_stays_as_a_record(world):
    token, key = tokens.create_token(actor=world.host, name="手机日历", scope="read")
    first = tokens.revoke_token(actor=world.host, token_id=token.pk).revoked_at
    assert tokens.revoke_token(actor=world.host, token_id=token.pk).revoked_at == first
    assert queries.token_of(key) is None
    assert queries.tokens_of(world.host).get() == token


def test_nobody_revokes_the_token_of_somebody_else(world):
    token, _ = tokens.create_token(actor=world.host, name="手机日历", scope="read")
    with pytest.raises(NotAllowed):
        tokens.revoke_token(actor=world.coordinator, token_id=token.pk)


def test_its_last_use_is_written_once_an_hour(world, django_assert_num_queries):
    token, key = tokens.create_token(actor=world.host, name="手机日历", scope="read")
    for minutes, queries_made in ((0, 1), (59, 0), (61, 1)):
        with clock.at(MONDAY + timedelta(minutes=minutes)):
            row = queries.token_of(key)
            with django_assert_num_queries(queries_made):
                tokens.record_use(row)
    token.refresh_from_db()
    assert token.last_used_at == MONDAY + timedelta(minutes=61)


@pytest.mark.parametrize(
    ("changes", "code"), [({"name": " "}, "name_missing"), ({"scope": "all"}, "scope_unknown")]
)
def test_a_token_needs_a_name_and_a_scope(world, changes, code):
    with pytest.raises(RuleViolation, match=code):
        tokens.create_token(actor=world.host, **{"name": "手机日历", "scope": "read", **changes})
