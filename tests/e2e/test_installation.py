"""Start, stop, back up, restore, examine: what an administrator does."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.installation import Installation, copy_of, free_port, new_folder, one, wait_for

from yingke.config.embedded import Cluster, program
from yingke.domains.visits.terms import VisitState


@pytest.fixture
def empty() -> Iterator[Installation]:
    installation = Installation(new_folder())
    yield installation
    installation.remove()


@pytest.fixture
def copied(sample: Installation) -> Iterator[Installation]:
    installation = copy_of(sample)
    yield installation
    installation.remove()


def sums(installation: Installation) -> dict[str, str]:
    """A checksum over all rows of every table, in no particular order."""
    with installation.connect() as connection:
        found = connection.execute(
            "select tablename from pg_tables where schemaname = 'public' order by 1"
        ).fetchall()
        query = "select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0)"
        return {
            table: connection.execute(f'{query} from "{table}" t').fetchone()[0]
            for (table,) in found
        }


def files(installation: Installation) -> dict[str, str]:
    folder = installation.data / "files"
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def started(installation: Installation) -> Installation:
    installation.cluster.start()
    return installation


def test_a_restored_backup_holds_the_same_rows_and_files(copied, empty, folder):
    target = folder / "yingke.tar"
    saved = started(copied).run("backup", str(target))
    assert saved.returncode == 0, saved.stderr
    restored = started(empty).run("restore", str(target))
    assert restored.returncode == 0, restored.stderr
    assert sums(empty) == sums(copied)
    assert files(empty) == files(copied) != {}
    again = empty.run("restore", str(target))
    assert again.returncode == 1
    assert "This database is not empty" in again.stderr
    assert copied.run("backup", str(target)).returncode == 1
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_damaged_backup_restores_nothing(empty, folder):
    torn = folder / "torn.tar"
    torn.write_bytes(b"no tar at all")
    refused = started(empty).run("restore", str(torn))
    assert refused.returncode == 1
    assert "is no backup of Yingke" in refused.stderr
    assert sums(empty) == {}


def test_the_sample_is_a_lived_in_company_true_to_its_own_journal(copied):
    with started(copied).connect() as there:

        def rows(query: str) -> set[tuple[Any, ...]]:
            return set(there.execute(query).fetchall())

        entered_twice = 8
        assert one(there, "select count(*) from customers_account") == 240 + entered_twice
        assert one(there, "select count(*) from people_staff") >= 60
        assert one(there, "select count(*) from visits_visit") >= 500
        states = {state for (state,) in rows("select state from visits_visit")}
        assert {"archived", "follow_up", "cancelled", "rejected"} <= states
        assert states <= set(VisitState.values)
        assert rows("select visit_id, number from visits_node where state = 'done'") == rows(
            "select subject_id, (data->>'number')::int from journal_entry as done"
            " where kind = 'visits.node_completed' and not exists ("
            "   select 1 from journal_entry as later where later.kind = 'visits.node_reopened'"
            "   and later.subject_id = done.subject_id and later.id > done.id"
            "   and later.data->>'number' = done.data->>'number')"
        )
        assert rows("select id from visits_visit where ended_at is not null") == rows(
            "select subject_id from journal_entry where kind = 'visits.ended'"
        )
        offered = "select cardinality(sample_emails) from identity_installation where is_sample"
        assert one(there, offered) == 9


def test_a_second_start_keeps_the_data_and_sigterm_ends_everything(copied):
    with copied.up("--sample-if-new") as running:
        before = sums(copied)["visits_visit"]
        web, worker = running.child("granian"), running.child("work")
        assert web is not None
        assert worker is not None
        os.kill(web, signal.SIGKILL)
        wait_for(lambda: "The web ended with code -9" in running.complaints)
        wait_for(lambda: running.answers("/healthz"))
        assert running.stop() == 0
        assert not Path(f"/proc/{worker}").exists()
        assert "Traceback" not in running.complaints
    assert not copied.cluster.is_running
    assert sums(started(copied))["visits_visit"] == before


def test_doctor_finds_a_healthy_installation_healthy(copied):
    said = started(copied).run("doctor")
    assert "✗" not in said.stdout, said.stdout
    assert said.returncode == 0
    assert "✓ The embedded database answers" in said.stdout
    assert "✓ The journal is intact" in said.stdout


def test_doctor_says_what_to_do_with_a_new_folder(empty):
    said = empty.run("doctor")
    assert said.returncode == 1
    assert "✗ The embedded database does not exist yet\n  → Run `yingke up` once." in said.stdout


def test_wrong_settings_stop_every_command_with_all_faults(empty):
    empty.settings |= {"YINGKE_WEB_THREADS": "many", "YINGKE_LANGUAGE": "fr"}
    for command in ("up", "doctor", "sample"):
        said = empty.run(command)
        assert said.returncode == 1
        assert "YINGKE_WEB_THREADS: " in said.stderr
        assert "YINGKE_LANGUAGE: " in said.stderr
        assert "Traceback" not in said.stderr


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """A PostgreSQL server that is not ours: made by hand, on a port of this machine."""
    folder, port = new_folder("yingke-other-"), free_port()
    cluster = Cluster(folder)
    cluster._prepare_folders()
    cluster._initialise()
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
    control(cluster, "-o", options, "start")
    with psycopg.connect(
        host="127.0.0.1", port=port, user="yingke", dbname="postgres", autocommit=True
    ) as connection:
        connection.execute("create database visits")
    yield f"postgresql://yingke@127.0.0.1:{port}/visits"
    control(cluster, "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)


def control(cluster: Cluster, *arguments: str) -> None:
    """Run pg_ctl as the user who owns the cluster."""
    command = [program("pg_ctl"), "-D", str(cluster.data), "-w", "-l", str(cluster.log)]
    subprocess.run(  # noqa: S603 – our own program
        [*command, *arguments],
        user=cluster.data.stat().st_uid,
        cwd="/",
        check=True,
        stdout=subprocess.DEVNULL,
    )


def test_a_company_moves_to_a_server_of_its_own(elsewhere, copied, empty, folder):
    saved = started(copied).run("backup", str(folder / "moved.tar"))
    assert saved.returncode == 0, saved.stderr
    empty.settings["DATABASE_URL"] = elsewhere
    restored = empty.run("restore", str(folder / "moved.tar"))
    assert restored.returncode == 0, restored.stderr
    with empty.up() as running:
        assert running.answers("/login/")
    with psycopg.connect(elsewhere) as there, copied.connect() as here:
        visits = "select count(*), max(number) from visits_visit"
        assert one(there, visits) == one(here, visits) != 0
    assert not (empty.data / "postgres").exists()
    said = empty.run("doctor")
    assert "✓ The server of DATABASE_URL answers" in said.stdout
    assert said.returncode == 0, said.stdout
