"""Marking the database of a sample company."""

from __future__ import annotations

import pytest
from tests.factories.identity import make_user

from yingke.foundation.identity import queries, services
from yingke.foundation.kernel.errors import RuleViolation

pytestmark = pytest.mark.django_db


def test_a_database_is_a_real_companys_unless_it_says_otherwise():
    assert queries.sample() is None


def test_a_sample_company_offers_its_sign_ins_in_order_with_their_roles():
    host = make_user("何方", email="host@yingke.example", roles=["host", "guide"])
    admin = make_user("安然", email="admin@yingke.example", roles=["admin"])
    services.mark_sample(
        emails=["host@yingke.example", "admin@yingke.example", "nobody@yingke.example"],
        password="pine",
    )

    sample = queries.sample()
    assert sample is not None
    assert queries.sample_people(sample) == [(host, "主接待人 · 讲解员"), (admin, "系统管理员")]


def test_a_real_company_never_becomes_a_sample():
    make_user(email="lin@company.example")

    with pytest.raises(RuleViolation) as refused:
        services.mark_sample(emails=["lin@company.example"], password="pine")
    assert refused.value.code == "not_a_sample"
    assert queries.sample() is None
