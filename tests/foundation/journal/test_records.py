"""Rows are written and journalled in one call, and each entry has a sentence."""

import pytest
from django.utils import translation
from tests.factories.identity import make_site, make_user

from yingke.foundation.identity.models import Site
from yingke.foundation.journal import queries
from yingke.foundation.journal.events import Ref
from yingke.foundation.journal.records import field_names, models, ref, save_changes
from yingke.foundation.journal.system_events import SiteChanged
from yingke.foundation.kernel.errors import RuleViolation

pytestmark = pytest.mark.django_db


def history(site: Site) -> list[str]:
    with translation.override("en"):
        return [queries.describe(entry) for entry in queries.about(*ref(site))]


def test_each_write_is_an_entry_with_its_sentence():
    actor, site = make_user(), Site(code="hz")
    for columns in (
        {"name": "杭州", "address": "文三路"},
        {"name": "杭州", "address": "天目山路", "timezone": "Asia/Tokyo"},
        {"active": False},
        {"active": False},
        {"active": True},
    ):
        save_changes(site, columns, actor=actor, event=SiteChanged.of)
    assert history(site) == [
        "activated 杭州",
        "deactivated 杭州",
        "changed Address, Time zone for 杭州",
        "added 杭州",
    ]
    assert {entry.actor for entry in queries.about(*ref(site))} == {actor}
    assert site.version == 4


def test_a_stale_version_is_refused_and_a_current_one_is_not():
    site = make_site()
    save_changes(site, {"name": "甲"}, actor=None, event=SiteChanged.of, version=1)
    with pytest.raises(RuleViolation, match="stale"):
        save_changes(site, {"name": "乙"}, actor=None, event=SiteChanged.of, version=1)


def test_a_model_that_has_moved_keeps_its_name_in_the_journal():
    assert ref(Site(pk=7)) == Ref("resources.site", 7)
    assert models()["resources.site"] is models()["identity.site"] is Site


def test_a_column_that_is_gone_is_called_by_its_name():
    with translation.override("en"):
        assert field_names(Site, ["meeting_point", "old_column"]) == "Meeting point, old column"
        assert field_names(None, ["old_column"]) == "old column"
