"""A worker that is killed while it sends loses nothing and tells nobody twice in the inbox."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from tests.factories.identity import make_user
from tests.foundation.notifications.smtp_sink import SmtpSink

from yingke.foundation.notifications.models import Message, Notification
from yingke.foundation.notifications.services import notify
from yingke.foundation.notifications.terms import State


@contextmanager
def worker(sink: SmtpSink) -> Iterator[subprocess.Popen[bytes]]:
    """A worker process as the product starts it, on this test's database and mail server."""
    where = {name: quote(str(value), safe="") for name, value in connection.settings_dict.items()}
    server = f"{where['USER']}:{where['PASSWORD']}@{where['HOST']}"
    port = f":{where['PORT']}" if where["PORT"] else ""
    environment = os.environ | {
        "DATABASE_URL": f"postgresql://{server}{port}/{where['NAME']}",
        "DJANGO_SETTINGS_MODULE": "yingke.config.settings",
        "YINGKE_DATA": str(settings.DATA),
        "YINGKE_MAIL_URL": f"smtp://127.0.0.1:{sink.port}",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    command = [sys.executable, "-m", "django", "work"]
    root = Path(__file__).parents[3]
    process = subprocess.Popen(command, env=environment, cwd=root)  # noqa: S603 - our own worker
    try:
        yield process
    finally:
        process.kill()
        process.wait(timeout=20)


def eventually(check: Callable[[], bool]) -> bool:
    """Whether it comes true within half a minute."""
    pause = threading.Event()
    return any(check() or pause.wait(0.1) for _ in range(300))


@pytest.mark.django_db(transaction=True)
def test_a_mail_of_a_killed_worker_leaves_again_under_the_same_id() -> None:
    user = make_user("甲", email="jia@company.example")
    with SmtpSink() as sink:
        sink.answers.clear()
        with worker(sink) as first:
            notify(
                to=[user],
                kind="lamps.fire",
                params={"lamp": "台灯"},
                url="/lamps/7/",
                key="fire:7",
            )
            before = sink.received.get(timeout=60)
            first.send_signal(signal.SIGKILL)
            first.wait(timeout=20)
        sink.answers.set()
        assert Message.objects.get().state == State.SENDING
        # The clock's job of the next minute, now, unless the worker has queued it already.
        with suppress(AlreadyEnqueued):
            app.configure_task("notifications.send_due", queue="clock").defer(timestamp=0)
        with worker(sink):
            after = sink.received.get(timeout=60)
            assert eventually(lambda: Message.objects.get().state == State.SENT)
    assert before["Message-ID"] == after["Message-ID"]
    assert after["Message-ID"] == f"<{Message.objects.get().uuid}@localhost>"
    assert Notification.objects.filter(user=user).count() == 1
    assert sink.received.empty()
