"""Children are started, watched, started again when they die, and stopped."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.installation import ROOT, free_port

from yingke.config.supervisor import ChildFailed, Supervisor

# Runs a supervisor over one child that says its number and waits.
PROGRAM = """
import sys
from yingke.config.supervisor import Supervisor
child = [sys.executable, "-u", "-c", "import os, signal; print(os.getpid()); signal.pause()"]
with Supervisor() as supervisor:
    supervisor.add("child", child)
    supervisor.watch()
print("over")
"""


@pytest.fixture
def running():
    process = subprocess.Popen(  # noqa: S603 – our own program
        [sys.executable, "-u", "-c", PROGRAM],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )
    yield process
    process.terminate()
    process.communicate(timeout=30)


def lives(number: int) -> bool:
    status = Path(f"/proc/{number}/status")
    return status.exists() and "State:\tZ" not in status.read_text()


def test_a_dead_child_is_started_again_and_the_reason_is_said(running):
    first = int(running.stdout.readline())
    os.kill(first, signal.SIGKILL)
    second = int(running.stdout.readline())
    assert second != first
    assert not lives(first)
    assert lives(second)
    assert running.stderr.readline() == "The child ended with code -9; restarting in 2 s.\n"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_all_children_and_then_itself(running, number):
    child = int(running.stdout.readline())
    running.send_signal(number)
    rest, _errors = running.communicate(timeout=30)
    assert rest == "over\n"
    assert running.returncode == 0
    assert not lives(child)


def test_a_child_that_dies_at_its_start_is_named_with_its_code():
    supervisor = Supervisor()
    supervisor.add("web", [sys.executable, "-c", "raise SystemExit(7)"])
    with pytest.raises(ChildFailed, match=r"^The web ended with code 7\.$"):
        supervisor.wait_until_ready(f"http://127.0.0.1:{free_port()}/readyz")


def test_a_child_that_never_answers_is_given_up():
    supervisor = Supervisor()
    port = free_port()
    supervisor.add("web", [sys.executable, "-c", "import signal; signal.pause()"])
    with pytest.raises(ChildFailed, match=f"Nothing answers at http://127.0.0.1:{port}/readyz"):
        supervisor.wait_until_ready(f"http://127.0.0.1:{port}/readyz", seconds=0.5)
    supervisor.close()
