"""Rows that several people may edit."""

import pytest
from django.core.exceptions import FieldDoesNotExist
from tests.factories.identity import make_site
from tests.factories.resources import make_room, make_vehicle

from yingke.foundation.identity.models import Site
from yingke.foundation.kernel.changes import Changes, locked, locked_or_new, write
from yingke.foundation.kernel.errors import RuleViolation

pytestmark = pytest.mark.django_db


def test_a_new_row_has_what_follows_from_its_columns():
    site = locked_or_new(Site, None)
    done = write(site, {"code": "hz", "name": "杭州", "address": ""})
    assert done == Changes({}, {"code": "hz", "name": "杭州"}, is_new=True)
    site.refresh_from_db()
    assert (site.sort_key, site.version) == ("hang zhou | kang zhou", 1)


def test_an_edit_writes_the_columns_that_differ_and_counts_the_version():
    site = make_site(name="苏州", address="星湖街")
    Site.objects.filter(pk=site.pk).update(meeting_point="二号门")  # written by another meanwhile
    done = write(site, {"name": "苏州总部", "address": "星湖街"})
    assert done == Changes({"name": "苏州"}, {"name": "苏州总部"})
    site.refresh_from_db()
    assert (site.sort_key, site.version, site.meeting_point) == (
        "su zhou zong bu | su zhou zong pou",
        2,
        "二号门",
    )


def test_an_edit_that_changes_nothing_writes_nothing():
    site = make_site(name="苏州")
    assert write(site, {"name": "苏州"}) == Changes({}, {})
    site.refresh_from_db()
    assert site.version == 1


def test_an_edit_of_an_older_version_is_refused():
    site = make_site()
    assert locked(Site, site.pk, 1) == locked_or_new(Site, site.pk, None) == site
    with pytest.raises(RuleViolation) as caught:
        locked(Site, site.pk, 7)
    assert (caught.value.code, caught.value.params) == ("stale", {"stored": 1, "edited": 7})


def test_a_slip_in_a_column_is_an_error():
    with pytest.raises(FieldDoesNotExist):
        write(make_site(), {"colour": "green"})


def test_what_is_unique_is_taken_once_and_the_last_column_of_a_set_says_so():
    make_site("sh")
    other = make_site("sz")
    with pytest.raises(RuleViolation) as caught:
        write(other, {"code": "sh"})
    assert (caught.value.code, caught.value.field) == ("taken", "code")
    assert caught.value.params == {"value": "sh"}
    room, vehicle = make_room("一号"), make_vehicle("一号", plate="A1")
    with pytest.raises(RuleViolation) as caught:
        write(make_room(site=room.site), {"name": "一号"})
    assert (caught.value.code, caught.value.field) == ("taken", "name")
    write(vehicle, {"site_id": room.site_id})  # of another kind
    with pytest.raises(RuleViolation) as caught:
        write(make_vehicle(), {"plate": "A1"})
    assert (caught.value.code, caught.value.field) == ("taken", "plate")
