"""The private PostgreSQL keeps what was confirmed, and needs nobody's care."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from helge.config.places import CLONE
from helge.config.postgres import PrivateServer, State, private_server
from helge.config.postgres_files import PostgresFault, is_zombie


@pytest.fixture
def data() -> Iterator[Path]:
    """A data folder of its own with a short path that the server's account can reach."""
    folder = Path(f"/tmp/helge-test-{os.getpid()}-{time.monotonic_ns() % 10**6}")
    folder.mkdir(mode=0o755)
    yield folder
    private_server(folder).stop()
    shutil.rmtree(folder)


@pytest.fixture
def server(data: Path) -> PrivateServer:
    return private_server(data)


def in_another_process(data: Path, seconds: float) -> subprocess.Popen[bytes]:
    """A second Helge that uses the same server for a while."""
    story = (
        "import sys, time; from pathlib import Path; from helge.config.postgres import private_server\n"
        f"with private_server(Path({str(data)!r})).in_use(): print('up', flush=True); time.sleep({seconds})"
    )
    return subprocess.Popen([sys.executable, "-P", "-c", story], env={"PYTHONPATH": str(CLONE)}, stdout=subprocess.PIPE)


def kill_at_once(server: PrivateServer) -> None:
    os.kill(int((server.cluster / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)


def test_the_first_start_makes_a_server_and_the_last_user_stops_it(server):
    with server.in_use():
        with psycopg.connect(server.dsn()) as connection:
            row = connection.execute(
                "SELECT current_database(), current_setting('synchronous_commit'), lower('ÅÄÖ')"
            ).fetchone()
        assert row == ("helge", "on", "åäö")
    assert server.state() == State.DOWN


def test_nobody_else_on_the_machine_can_reach_it(server):
    with server.in_use():
        for folder in (server.socket, server.cluster):
            assert folder.stat().st_mode & 0o777 == 0o700
        with psycopg.connect(server.dsn()) as connection:
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_what_was_confirmed_is_there_after_a_power_cut(server):
    with server.in_use():
        with psycopg.connect(server.dsn(), autocommit=True) as connection:
            connection.execute("CREATE TABLE loans (number int)")
            for number in range(200):
                connection.execute("INSERT INTO loans VALUES (%s)", (number,))
            kill_at_once(server)
        server.start()
        with psycopg.connect(server.dsn()) as connection:
            assert connection.execute("SELECT count(*) FROM loans").fetchone() == (200,)


def test_a_first_start_killed_half_way_is_begun_again(server):
    half_made = server.home / "cluster.new"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18\n")
    if server.account:
        server.account.own(half_made)
    with server.in_use():
        assert server.state() == State.READY


def test_two_first_starts_at_once_end_with_one_server_for_both(data, server):
    others = [in_another_process(data, 0.5) for _ in range(2)]
    assert [other.communicate()[0] for other in others] == [b"up\n", b"up\n"]
    assert server.state() == State.DOWN


def test_the_server_stays_while_another_helge_uses_it(data, server):
    with server.in_use():
        other = in_another_process(data, 60)
        assert other.stdout
        assert other.stdout.readline() == b"up\n"
    assert server.state() == State.READY
    other.kill()  # it cannot say good-bye; the kernel frees its lock
    other.communicate()
    with server.in_use():
        pass
    assert server.state() == State.DOWN


def test_a_deep_folder_gets_a_socket_with_a_short_path(data):
    deep = data / ("en-mapp-med-langt-namn-" * 5)
    server = private_server(deep)
    with server.in_use():
        assert len(str(server.socket)) < 60
        assert server.state() == State.READY
        assert server.socket.stat().st_mode & 0o777 == 0o700
    shutil.rmtree(server.socket)


def dead_child_naming_itself_in(pid_file: Path) -> subprocess.Popen[bytes]:
    """A process that has ended and that its parent, this test, has not collected yet."""
    child = subprocess.Popen(["true"])
    pid_file.write_text(f"{child.pid}\n{pid_file.parent}\n")
    deadline = time.monotonic() + 10
    while not is_zombie(pid_file) and time.monotonic() < deadline:
        time.sleep(0.01)
    return child


def test_a_killed_process_nobody_collected_counts_as_dead(tmp_path):
    pid_file = tmp_path / "postmaster.pid"
    child = dead_child_naming_itself_in(pid_file)
    assert is_zombie(pid_file)
    child.wait()
    assert not is_zombie(pid_file)


def test_the_start_waits_until_a_dead_server_is_collected(server):
    with server.in_use():
        pass
    pid_file = server.cluster / "postmaster.pid"
    child = dead_child_naming_itself_in(pid_file)
    if server.account:
        server.account.own(pid_file)
    threading.Timer(1, child.wait).start()
    began = time.monotonic()
    with server.in_use():
        assert server.state() == State.READY
    assert time.monotonic() - began >= 0.9


def test_a_server_that_cannot_start_says_why(server):
    with server.in_use():
        pass
    (server.cluster / "postgresql.conf").write_text("coffee_breaks = many\ninclude 'helge.conf'\n")
    with pytest.raises(PostgresFault, match="coffee_breaks"):
        server.start()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to drop to another account")
class TestAsRoot:
    def test_the_server_runs_as_an_ordinary_account(self, server):
        with server.in_use():
            assert server.cluster.stat().st_uid != 0

    def test_a_folder_that_account_cannot_reach_puts_the_cluster_elsewhere(self, data):
        closed = data / "closed"
        closed.mkdir(mode=0o700)
        server = private_server(closed)
        assert server.home.parent == Path("/var/lib/helge")
        assert private_server.__wrapped__(closed) == server  # the choice stays
        with server.in_use():
            assert server.state() == State.READY
        assert closed.stat().st_mode & 0o777 == 0o700
        shutil.rmtree(server.home)
