"""A database made by an earlier version is migrated in place, with every row it had."""

from __future__ import annotations

import gzip
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.management import call_command
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoDbBlocker

from yingke.config.embedded import program
from yingke.domains.assessment.models import VisitMonth
from yingke.domains.assessment.tasks import rebuild
from yingke.domains.people.models import Staff
from yingke.domains.visits.models import Member, PlanVersion, Visit
from yingke.domains.visits.queries import plans
from yingke.foundation.identity.models import Role
from yingke.foundation.identity.permissions import defaults
from yingke.foundation.journal import sealing
from yingke.foundation.journal.models import Entry
from yingke.foundation.policy.models import PolicyChange

FOLDER = Path(__file__).parent
# What became of tables and columns since; None says that the column went.
TABLES = {
    "api_call": "kernel_idempotentwrite",
    "resources_site": "identity_site",
    **{
        f"visits_{name}": f"procedures_{name}"
        for name in ("visittype", "requestfield", "procedure", "templatenode", "templatetask")
    },
}
COLUMNS: dict[tuple[str, str], str | None] = {
    ("api_call", "id"): None,
    ("api_call", "token_id"): None,  # now the scope
    ("people_staff", "site_code"): None,  # now a relation
    ("visits_procedure", "version"): "number",
    ("visits_node", "waive_reason"): "skip_reason",
    # rewritten in another form; tests of their own below
    ("visits_requestfield", "kind"): None,  # hotel nights are a kind of their own
    ("identity_role", "permissions"): None,
    **{("policy_policychange", name): None for name in ("visit_type", "site", "tier")},
    ("visits_planversion", "content"): None,
}
DERIVED = ("sort_key", "title_key")  # from names, which are read in more ways now
# Kept by Django and the job queue, which may add to them.
NOT_OURS = ("auth_", "django_", "procrastinate_")


class Table(NamedTuple):
    name: str
    columns: list[str]
    rows: list[list[str]]


def tables(dump: str) -> Iterator[Table]:
    """What the `COPY` sections of a dump hold, in PostgreSQL's text format."""
    lines = iter(dump.splitlines())
    for line in lines:
        if not line.startswith("COPY public."):
            continue
        name, _, rest = line.removeprefix("COPY public.").partition(" (")
        columns = [one.strip('"') for one in rest.partition(") FROM")[0].split(", ")]
        rows = []
        for row in lines:
            if row == "\\.":
                break
            rows.append(row.split("\t"))
        yield Table(name, columns, rows)


@pytest.fixture(scope="module")
def dump() -> str:
    return gzip.decompress((FOLDER / "0.1.0.sql.gz").read_bytes()).decode()


@pytest.fixture(scope="module")
def upgraded(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, dump: str
) -> Iterator[None]:
    """The connection of this process on a database that was restored and migrated."""
    usual, name = connection.settings_dict["NAME"], "yingke_upgrade"
    with django_db_blocker.unblock():
        connection.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'drop database if exists "{name}" with (force)')
            cursor.execute(f'create database "{name}"')
        connection.settings_dict["NAME"] = name
        _load(dump)
        call_command("migrate", verbosity=0, interactive=False)
        yield
        connection.close()
        connection.settings_dict["NAME"] = usual
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'drop database "{name}" with (force)')


def _load(dump: str) -> None:
    settings = connection.settings_dict
    command = [program("psql"), "--quiet", "--set=ON_ERROR_STOP=1", f"--dbname={settings['NAME']}"]
    given = {"host": "HOST", "port": "PORT", "username": "USER"}
    command += [f"--{option}={settings[key]}" for option, key in given.items() if settings[key]]
    subprocess.run(command, input=dump, text=True, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 – ours


def stored(table: str, columns: list[str]) -> list[list[str]]:
    """The rows of a table now, in the same text format."""
    names = ", ".join(f'"{column}"' for column in columns)
    query = f'COPY (SELECT {names} FROM "{table}") TO STDOUT'  # noqa: S608 – names of our own
    with connection.cursor() as cursor, cursor.cursor.copy(query) as copy:
        text = b"".join(bytes(chunk) for chunk in copy).decode()
    return [line.split("\t") for line in text.splitlines()]


def test_every_row_is_there_with_what_it_said(upgraded: None, dump: str) -> None:
    lost: dict[str, list[Any]] = {}
    ours = [table for table in tables(dump) if not table.name.startswith(NOT_OURS)]
    for table in ours:
        kept = [
            (number, COLUMNS.get((table.name, column), column))
            for number, column in enumerate(table.columns)
            if column not in DERIVED
        ]
        names = [name for _number, name in kept if name is not None]
        before = [[row[n] for n, name in kept if name is not None] for row in table.rows]
        now = stored(TABLES.get(table.name, table.name), names)
        if missing := [row for row in before if row not in now]:
            lost[table.name] = missing[:3]
    assert lost == {}
    assert sum(len(table.rows) for table in ours) > 2000
    assert len([table for table in ours if table.rows]) > 40


def test_a_value_keeps_its_scope(upgraded: None) -> None:
    scopes = PolicyChange.objects.order_by("pk").values_list("code", "scope")
    assert list(scopes) == [
        ("visit.readiness.min", {"visit_type": "talks"}),
        ("visit.interactions.min", {"site": "site-1"}),
    ]


def test_names_of_sites_became_relations_and_unknown_ones_nothing(
    upgraded: None, dump: str
) -> None:
    staff = next(table for table in tables(dump) if table.name == "people_staff")
    at, pk = staff.columns.index("site_code"), staff.columns.index("id")
    codes = {int(row[pk]): row[at] for row in staff.rows}
    known = {
        one.pk: one.site.code if one.site else "" for one in Staff.objects.select_related("site")
    }
    assert known == {key: "" if code == "gone" else code for key, code in codes.items()}
    assert {code for code in codes.values() if code} >= {"gone"}
    assert any(known.values())


def test_snapshots_of_plans_are_listed_by_part(upgraded: None) -> None:
    versions = list(PlanVersion.objects.all())
    assert versions
    for version in versions:
        assert [len(version.content[part]) for part in ("dates", "agenda", "bookings")] == [1, 3, 3]
    visit = Visit.objects.select_related("account", "site", "visit_type").get(state="planned")
    approval = plans.deciding_approval(visit)
    assert approval is not None
    assert approval.plan is not None
    assert plans.differences(approval.plan.content, plans.snapshot(visit)) == []


def test_roles_keep_their_rights_and_get_the_new_ones(upgraded: None) -> None:
    rights = {role.code: set(role.permissions) for role in Role.objects.all()}
    assert "procedures.edit" in rights["admin"]
    assert not any("visits.edit_procedures" in held for held in rights.values())
    assert {code for code, held in rights.items() if "visits.override_gates" in held} == {
        *("coordinator", "manager", "director")
    }


def test_roles_have_all_that_the_packages_declare(upgraded: None) -> None:
    held = {role.code: set(role.permissions) for role in Role.objects.all()}
    assert {code: declared - held[code] for code, declared in defaults().items()} == {
        code: set() for code in defaults()
    }


def test_the_journal_still_verifies_and_reads(upgraded: None) -> None:
    verdict = sealing.verify()
    assert (verdict.broken, verdict.unsealed) == (None, 9)  # nine roles got new rights
    assert verdict.position > 500
    assert all(entry.event is not None for entry in Entry.objects.all())


def test_the_first_job_derives_the_monthly_facts(upgraded: None) -> None:
    waiting = ProcrastinateJob.objects.filter(task_name="assessment.rebuild")
    assert (waiting.count(), VisitMonth.objects.exists()) == (1, False)
    rebuild()
    counted = Entry.objects.filter(kind="visits.node_completed").values("subject_id").distinct()
    assert VisitMonth.objects.values("visit").distinct().count() >= counted.count() > 0


def test_members_have_the_order_of_their_visits(upgraded: None) -> None:
    orders = list(Member.objects.values_list("list_order", "visit__list_order"))
    assert orders
    assert all(own == of_visit for own, of_visit in orders)
