"""Many rows written in few statements end as `changes.write` would leave them."""

import pytest
from django.core.exceptions import FieldDoesNotExist
from tests.factories.identity import make_site

from yingke.foundation.identity.models import Site
from yingke.foundation.kernel.bulk import Write, write_many
from yingke.foundation.kernel.changes import Changes

pytestmark = pytest.mark.django_db


def columns(code, **more):
    return {"code": code, "name": "杭州", **more}


def test_new_and_changed_rows_are_written_and_what_follows_is_kept(django_assert_num_queries):
    stored, same = make_site("sz", name="苏州"), make_site("sh", name="上海")
    writes = [
        Write(Site(), columns("hz")),
        Write(stored, {"name": "苏州总部", "address": "星湖街"}),
        Write(same, {"name": "上海"}),
        *(Write(Site(), columns(f"n{number}")) for number in range(20)),
    ]
    with django_assert_num_queries(3):  # who has the codes, the new rows, the changed ones
        write_many(writes)
    assert writes[0].done == Changes({}, columns("hz"), is_new=True)
    assert writes[1].done == Changes(
        {"name": "苏州", "address": ""}, {"name": "苏州总部", "address": "星湖街"}
    )
    assert writes[2].done == Changes({}, {})
    rows = {row.code: row for row in Site.objects.all()}
    assert len(rows) == 23
    assert (rows["sz"].name, rows["sz"].address, rows["sz"].version) == ("苏州总部", "星湖街", 2)
    assert (rows["sh"].version, rows["hz"].version) == (1, 1)
    assert rows["hz"].sort_key.startswith("hang zhou")
    assert rows["sz"].sort_key.startswith("su zhou zong bu")


def test_what_is_taken_is_refused_in_order():
    stored = make_site("sz")
    writes = [
        Write(Site(), columns("sz")),
        Write(Site(), columns("hz")),
        Write(Site(), columns("hz")),
        Write(stored, {"code": "sz2"}),
        Write(Site(), columns("sz")),
    ]
    write_many(writes)
    assert [write.refused.code if write.refused else None for write in writes] == [
        "taken",
        None,
        "taken",
        None,
        None,
    ]
    assert writes[0].refused.params == {"value": "sz"}
    assert set(Site.objects.values_list("code", flat=True)) == {"hz", "sz2", "sz"}


def test_a_slip_in_a_column_is_an_error():
    with pytest.raises((FieldDoesNotExist, AttributeError)):
        write_many([Write(make_site(), {"colour": "green"})])
