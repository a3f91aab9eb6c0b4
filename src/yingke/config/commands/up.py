"""`yingke up`: run database, worker and web server in the foreground."""

import argparse
import sys
import time
from contextlib import closing

from yingke.config import environment
from yingke.config.embedded import DatabaseFailed
from yingke.config.progress import Progress
from yingke.config.session import ready_database
from yingke.config.supervisor import ChildFailed, Supervisor


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--sample-if-new",
        action="store_true",
        help="build the sample company if the database has no users",
    )
    parser.add_argument("--no-worker", action="store_true", help="do not start a worker")
    parser.add_argument("--no-web", action="store_true", help="do not start a web server")


def run(args: argparse.Namespace) -> int:
    """Start everything, print the URL, and stop everything on Ctrl-C or SIGTERM."""
    settings = environment.load()
    try:
        _serve(settings, args)
    except (ChildFailed, DatabaseFailed) as error:
        sys.stderr.write(f"\n{error}\nRun `yingke doctor` for details.\n")
        return 1
    return 0


def _serve(settings: environment.Environment, args: argparse.Namespace) -> None:
    progress = Progress(sys.stdout)
    started = time.monotonic()
    # in this order, so that signals are handled from the start and the children stop before the
    # database
    with Supervisor() as supervisor, ready_database(say=progress.step), closing(supervisor):
        from yingke.config import static

        progress.step("Preparing the static files")
        static.collect()
        if args.sample_if_new and _is_empty():
            from .sample import build

            build(progress)
        if not args.no_worker:
            progress.step("Starting the worker")
            supervisor.add("worker", worker_command())
        if not args.no_web:
            progress.step("Starting the web server")
            supervisor.add("web", web_command(settings))
            supervisor.wait_until_ready(f"http://{_reachable(settings)}/readyz")
        progress.done(time.monotonic() - started)
        _greet(settings, web=not args.no_web)
        supervisor.watch()
        progress.step("Stopping")


def worker_command() -> list[str]:
    return [sys.executable, "-m", "yingke", "manage", "work"]


def web_command(settings: environment.Environment) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--host", settings.bind, "--port", str(settings.port)),
        *("--workers", str(settings.web_workers)),
        *("--blocking-threads", str(settings.web_threads)),
        *("--backpressure", str(settings.web_threads * 8), "--no-ws", "--respawn-failed-workers"),
        *("--log-level", "error"),
        "yingke.config.wsgi:application",
    ]


def _is_empty() -> bool:
    from django.contrib.auth import get_user_model

    return not get_user_model().objects.exists()


def _reachable(settings: environment.Environment) -> str:
    host = "127.0.0.1" if settings.bind in ("0.0.0.0", "::") else settings.bind  # noqa: S104
    return f"{host}:{settings.port}"


def _greet(settings: environment.Environment, *, web: bool) -> None:
    from yingke.foundation.identity import queries as identity

    lines = [f"\nYingke 迎客 → http://localhost:{settings.port}/" if web else "\nThe worker runs."]
    sample = identity.sample()
    if sample and web:
        lines.append(f"Sample sign-ins, password {sample.sample_password}:")
        lines += [f"  {user.email}  {user.name}" for user, _ in identity.sample_people(sample)]
    lines.append(f"Data in {settings.data}. Ctrl-C stops everything.\n")
    print("\n".join(lines), flush=True)  # noqa: T201
