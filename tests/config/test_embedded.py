import os
import shutil
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

from tests.installation import new_folder

from yingke.config.embedded import NAME, USER, Cluster, program


def test_of_several_who_start_it_at_once_one_does_and_all_find_it_running():
    cluster = Cluster(new_folder() / "postgres")
    try:
        with ThreadPoolExecutor(4) as starters:
            new = list(starters.map(lambda _n: cluster.start(), range(4)))
        assert sorted(new) == [False, False, False, True]
        assert cluster.is_running
    finally:
        cluster.stop()
        shutil.rmtree(cluster.folder.parent)


def test_after_a_kill_it_waits_for_what_is_left_of_the_old_server():
    """A busy process outlives its server for a while, and no new one starts beside it."""
    cluster = Cluster(new_folder() / "postgres")
    try:
        cluster.start()
        busy = _run_statement(cluster, "select count(*) from generate_series(1, 20000000)")
        server = int((cluster.data / "postmaster.pid").read_text().split()[0])
        os.kill(server, signal.SIGKILL)
        assert cluster.start() is False
        assert cluster.is_running
        busy.kill()
        busy.wait()
    finally:
        cluster.stop()
        shutil.rmtree(cluster.folder.parent)


def _run_statement(cluster: Cluster, statement: str) -> subprocess.Popen[bytes]:
    """Start a statement and return once the server works on it."""
    where = ["-h", str(cluster.socket), "-U", USER, "-d", NAME]
    running = subprocess.Popen(  # noqa: S603 – our own program
        [program("psql"), *where, "-c", statement],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    active = "select 1 from pg_stat_activity where query like 'select count%'"
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        ask = [program("psql"), *where, "-tAc", active]
        seen = subprocess.run(ask, capture_output=True, check=True)  # noqa: S603 – our own program
        if seen.stdout.strip():
            return running
    raise AssertionError("the statement did not start")
