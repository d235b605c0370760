"""Web and worker as processes of their own, started, watched and stopped by the demo."""

import ctypes
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from helge.config.places import CLONE

PR_SET_PDEATHSIG = 1
PATIENCE_SECONDS = 90
GRACE_SECONDS = 40
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

_libc = ctypes.CDLL(None)


class Stopped(Exception):
    """A process ended by itself; the message names it."""


class Running:
    """The processes that the demo looks after."""

    def __init__(self) -> None:
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, *command: str, environment: Mapping[str, str]) -> None:
        """Run a command of Helge beside us, in a group of its own: Ctrl-C reaches us, and we stop it in order."""
        self.processes[command[0]] = subprocess.Popen(
            [sys.executable, "-P", "-m", "helge", *command],
            env={**os.environ, **environment, "PYTHONPATH": str(CLONE)},
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            start_new_session=True,
            preexec_fn=_leave_when_the_demo_is_killed,  # noqa: PLW1509 (one system call, and no lock)
        )

    def wait_until_answering(self, address: str) -> None:
        """Until the web answers, well or not. Raises Stopped."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            self.look()
            try:
                urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 (our own address)
            except urllib.error.HTTPError:
                return  # it answers, though not yet well: the worker has not begun
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise Stopped(f"the web did not answer at {address} within {PATIENCE_SECONDS} s")

    def look(self) -> None:
        """Raise Stopped when one of them has ended."""
        for name, process in self.processes.items():
            if process.poll() is not None:
                raise Stopped(f"{name} ended by itself with status {process.returncode}; the reason stands above.")

    def watch(self) -> None:
        """Sleep until one of them ends or somebody stops us."""
        while True:
            self.look()
            time.sleep(0.5)

    def stop(self) -> None:
        """Ask all to stop, wait, and insist in the end."""
        for process in self.processes.values():
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for process in self.processes.values():
            try:
                process.wait(max(deadline - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def looking_after() -> Iterator[Running]:
    """Whatever happens, what was started is stopped. A second Ctrl-C while stopping changes nothing."""
    running = Running()
    try:
        yield running
    finally:
        was = {number: signal.signal(number, signal.SIG_IGN) for number in STOP_SIGNALS}
        running.stop()
        for number, handler in was.items():
            signal.signal(number, handler)


def _leave_when_the_demo_is_killed() -> None:
    """In the child: the kernel sends it SIGTERM when the demo dies without a word (kill -9)."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
