"""A file from another system: imported, its rows mended, written, and undone without a trace."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from psycopg import Connection
from psycopg.sql import SQL, Identifier
from tests.installation import one

pytestmark = pytest.mark.browser

DONE = 60_000  # ms
# What an import and its undo leave behind: the journal, messages, jobs, their own tables; and what
# goes on beside them: signing in, caches, the search for duplicates.
LEFT = (
    *("journal_", "imports_", "notifications_", "procrastinate_", "django_"),
    *("identity_cache", "identity_session", "identity_user", "customers_duplicate"),
)
COUNTED_ON = {"version", "updated_at"}  # go on counting, so that no later edit is lost
TABLES = "select tablename from pg_tables where schemaname = 'public' order by tablename"
KNOWN = (
    "select number, name from customers_account where name_en = '' order by id offset 20 limit 1"
)
ROWS = "select to_jsonb(t) from {} t order by to_jsonb(t)::text"


@pytest.fixture
def rows(server: Any) -> Iterator[Connection]:
    with server.installation.connect() as connection:
        connection.autocommit = True
        yield connection


def contents(rows: Connection) -> dict[str, list[str]]:
    """Every row of every table that an undo must restore."""
    found = {}
    for (table,) in rows.execute(TABLES).fetchall():
        if not table.startswith(LEFT):
            listed = rows.execute(SQL(ROWS).format(Identifier(table))).fetchall()
            kept = [{n: v for n, v in row.items() if n not in COUNTED_ON} for (row,) in listed]
            found[table] = sorted(json.dumps(row, sort_keys=True) for row in kept)
    return found


def test_dirty_rows_are_mended_written_and_undone_without_a_trace(person, rows, tmp_path: Path):
    number, name = rows.execute(KNOWN).fetchone()
    file = tmp_path / "客户主数据.csv"
    file.write_text(
        "客户编码,单位全称,行业大类,部门,备注\n"
        f"{number},{name},能源,大客户部,大客户\n"
        "ZZ-001,苏州云杉装备有限公司,能原,大客户部,\n"
        "ZZ-002,,能源,大客户部,\n"
        "ZZ-001,苏州云杉装备,能源,大客户部,\n",
        encoding="gb18030",
    )
    before = contents(rows)
    page = person("coordinator").open("/customers/import/")
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="上传").click()
    page.wait_for_url("**/imports/*/")
    page.get_by_role("button", name="试运行").click()
    expect(page.get_by_text("有问题的行").first).to_be_visible(timeout=DONE)
    page.get_by_role("button", name="采用全部建议").click()
    expect(page.locator(".is-mended")).to_have_count(2)
    page.locator(".import-mend .input").first.fill("昆山瀚川精密制造有限公司")
    page.locator(".import-mend button").first.click()
    write = page.get_by_role("button", name="写入")
    expect(write).to_be_enabled(timeout=DONE)
    write.click()
    expect(page.get_by_role("button", name="撤销")).to_be_visible(timeout=DONE)
    assert one(rows, "select count(*) from customers_account where number like 'ZZ-%%'") == 2
    assert one(rows, "select note from customers_account where number = %s", number) == "大客户"
    page.get_by_role("button", name="撤销").click()
    page.locator("[data-confirm-yes]").click()
    expect(page.locator(".pill", has_text="已撤销").first).to_be_visible(timeout=DONE)
    after = contents(rows)
    assert {table for table in before if before[table] != after[table]} == set()
