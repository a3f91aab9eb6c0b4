"""A database from when sites belonged to resources keeps them, and who works where."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db

BEFORE = [
    ("identity", "0003_shared_cache"),
    ("resources", "0001_initial"),
    ("people", "0002_search_by_initials"),
]
COMPANY = """
INSERT INTO identity_orgunit (kind, code, name, name_en, path, version)
VALUES ('company', 'c', 'c', '', 'c/', 1);
INSERT INTO resources_site
    (code, name, name_en, sort_key, address, meeting_point, calendar, timezone, active, version)
VALUES ('south', '南区', '', 'nan qu', '', '', 'CN', 'Asia/Shanghai', true, 3);
INSERT INTO resources_resource
    (site_id, kind, name, name_en, sort_key, capacity, buffer_before, buffer_after, note, active,
     version)
SELECT id, 'room', '一号', '', 'yi hao', 8, 0, 0, '', true, 1 FROM resources_site;
"""
STAFF = """
INSERT INTO people_staff
    (number, name, name_en, sort_key, department_id, title, phone, email, languages, active,
     version, site_code)
SELECT number, number, '', number, (SELECT max(id) FROM identity_orgunit), '', '', '', '{}', true,
    1, code
FROM (VALUES ('S1', 'south'), ('S2', 'closed long ago'), ('S3', '')) AS known (number, code)
"""


def migrate(targets):
    executor = MigrationExecutor(connection)
    executor.migrate(targets)


def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else None


def test_sites_move_with_their_rows_and_staff_refer_to_them():
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    migrate(BEFORE)
    sql(COMPANY)
    sql(STAFF)
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    migrate(latest)
    assert sql("SELECT code, name, version FROM identity_site") == [("south", "南区", 3)]
    assert sql(
        "SELECT resource.name, site.code FROM resources_resource AS resource"
        " JOIN identity_site AS site ON site.id = resource.site_id"
    ) == [("一号", "south")]
    assert sql(
        "SELECT number, site.code FROM people_staff AS staff"
        " LEFT JOIN identity_site AS site ON site.id = staff.site_id ORDER BY number"
    ) == [("S1", "south"), ("S2", None), ("S3", None)]
