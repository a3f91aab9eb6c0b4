"""Benchmark of imports: `python bench/imports.py`.

The worker's part of importing 100,000 new customers, the same file again with one column changed,
and 100,000 contacts, each from a .csv file: reading, checking, writing, the journal, and what an
undo needs. Then the undo of the contacts. Beside each stands a plain COPY of the same lines into a
table without keys, which checks nothing.

`--data` is accepted because `make bench` may pass it; the benchmark makes its own rows.
"""

from __future__ import annotations

import argparse
import csv
import io
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from page_load.databases import running_database

ROWS, MOST_SECONDS = 100_000, 60
PLACES = ("苏州", "佛山", "厦门", "长沙", "成都", "沈阳", "合肥", "宁波", "青岛", "西安")
NAMES = ("云杉", "瀚川", "启帆", "迈博", "宏远", "立信", "创维", "恒泽", "凌霄", "嘉禾")
TRADES = ("装备", "精密制造", "新能源", "医疗器械", "食品", "物流", "电子", "建材", "软件", "化工")
FAMILY, GIVEN = "赵钱孙李周吴郑王冯陈", "伟芳娜敏静丽强磊军洋"
Lines = list[Sequence[Any]]


def main() -> int:
    """Print seconds and rows a second of each step; return 1 if one takes too long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="accepted and ignored")
    parser.add_argument("--rows", type=int, default=ROWS)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory(prefix="yingke-") as folder:
        os.environ |= {"YINGKE_DATA": folder, "DJANGO_SETTINGS_MODULE": "yingke.config.settings"}
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        with running_database(Path(folder)):
            seconds = steps(rows)
    passed = max(seconds) <= MOST_SECONDS
    print(f"\nEach within {MOST_SECONDS} s." if passed else "\nA step takes too long.")
    return 0 if passed else 1


def steps(rows: int) -> list[float]:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    user = importer()
    print(f"{rows:,} rows; seconds, rows a second, and a plain COPY of the same lines")
    seconds = [
        imported("new customers", "customers", customers(rows, "东"), user)[0],
        imported("changed customers", "customers", customers(rows, "西"), user)[0],
    ]
    took, contacts_import = imported("new contacts", "contacts", contacts(rows), user)
    return [*seconds, took, undone("contacts undone", contacts_import, rows, user)]


def importer() -> Any:
    from yingke.foundation.identity import services

    user = services.save_user(actor=None, email="li@bench.example", name="李思远")
    services.grant_role(actor=None, user_id=user.pk, role_code="coordinator")
    services.save_unit(actor=None, kind="company", code="key", name="大客户部")
    return user


def imported(label: str, code: str, lines: Lines, user: Any) -> tuple[float, Any]:
    """Seconds of the worker's write; the dry run before it is not counted."""
    from yingke.foundation.imports import services, working
    from yingke.foundation.ui import register

    text = io.StringIO()
    csv.writer(text).writerows(lines)
    kind, content = register.find(code), text.getvalue().encode("utf-8-sig")
    found = services.start(actor=user, reader=user, register=kind, name="a.csv", content=content)
    services.check(actor=user, import_id=found.pk)
    checked = timed(lambda: working.check(import_id=found.pk))
    services.write(actor=user, import_id=found.pk)
    before = time.process_time()
    took = timed(lambda: working.write(import_id=found.pk))
    busy = time.process_time() - before
    found.refresh_from_db()
    done = sum(found.findings[name] for name in ("added", "changed"))
    assert done == len(lines) - 1, found.findings
    told(label, took, len(lines) - 1, copied(lines), f"CPU {busy:.1f} s, dry run {checked:.1f} s")
    return took, found


def undone(label: str, found: Any, rows: int, user: Any) -> float:
    from yingke.foundation.imports import services, undoing

    services.undo(actor=user, import_id=found.pk)
    took = timed(lambda: undoing.undo(import_id=found.pk))
    found.refresh_from_db()
    assert found.state == "undone"
    assert found.kept == []
    told(label, took, rows, None, "")
    return took


def told(label: str, took: float, rows: int, copy: float | None, note: str) -> None:
    beside = f"COPY {copy:.2f} s" if copy else ""
    print(f"{label:20} {took:6.1f} s {rows / took:8,.0f}/s  {beside:12} {note}", flush=True)


def timed(act: Callable[[], Any]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def copied(lines: Lines) -> float:
    """Seconds in which PostgreSQL takes the same lines without a question."""
    from django.db import connection, transaction

    columns = ", ".join(f"c{number} text" for number in range(len(lines[0])))

    def copy() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE plain ({columns})")
            with cursor.copy("COPY plain FROM STDIN") as into:
                for line in lines[1:]:
                    into.write_row(line)

    took = timed(copy)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE plain")
    return took


def customers(rows: int, note: str) -> Lines:
    head = ("number", "name", "short_name", "department", "account_manager")
    head += ("industry", "region", "customer_since", "note")
    return [head] + [
        (
            f"B-{n:06}",
            f"{PLACES[n % 10]}{NAMES[n // 10 % 10]}{TRADES[n // 100 % 10]}{n // 1000}号有限公司",
            f"{NAMES[n // 10 % 10]}{n}",
            *("key", "li@bench.example", "制造业", "华东", 1990 + n % 35, f"{note}{n % 7}"),
        )
        for n in range(rows)
    ]


def contacts(rows: int) -> Lines:
    head = ("account", "name", "title", "phone", "email", "influence")
    return [head] + [
        (
            f"B-{n // 10:06}",
            f"{FAMILY[n % 10]}{GIVEN[n // 10 % 10]}{GIVEN[n // 100 % 10]}",
            "采购经理",
            f"138{n:08}",
            f"p{n}@bench.example",
            3,
        )
        for n in range(rows)
    ]


if __name__ == "__main__":
    sys.exit(main())
