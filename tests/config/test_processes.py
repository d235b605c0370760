"""The web and the worker start, answer and leave as an operator expects."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from helge.config.places import CLONE


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@pytest.fixture
def helge(transactional_db, tmp_path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start a command of Helge on the database of the tests; whatever still runs at the end is killed."""
    started: list[subprocess.Popen[str]] = []

    def start(*command: str) -> subprocess.Popen[str]:
        at = connection.settings_dict
        address = f"postgresql://{at['USER']}:{at['PASSWORD']}@:{at['PORT']}/{at['NAME']}?host={at['HOST']}"
        environment = os.environ | {
            "PYTHONPATH": str(CLONE),
            "HELGE_DATA": str(tmp_path),
            "HELGE_DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "helge.config.settings",
        }
        line = [sys.executable, "-P", "-m", "helge", *command]
        process = subprocess.Popen(line, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def answer(port: int, path: str) -> dict | None:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as page:
            return json.load(page)
    except (OSError, urllib.error.URLError):
        return None


def wait_for(happened: Callable[[], object], seconds: float = 30) -> object:
    deadline = time.monotonic() + seconds
    while not (seen := happened()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return seen


def test_the_web_answers_stops_when_asked_and_leaves_no_process_behind_when_killed(helge, port):
    web = helge("serve", "--port", str(port))
    assert wait_for(lambda: answer(port, "/halsa"))["is_well"]

    second = helge("serve", "--port", str(port))
    assert "Choose another HELGE_PORT" in second.communicate(timeout=30)[0]
    assert second.returncode == 1

    web.send_signal(signal.SIGTERM)
    assert web.wait(timeout=20) == 0
    assert answer(port, "/halsa") is None

    web = helge("serve", "--port", str(port))
    assert wait_for(lambda: answer(port, "/halsa"))
    web.kill()
    assert wait_for(lambda: answer(port, "/halsa") is None)


def test_the_worker_stops_when_asked(helge):
    worker = helge("worker")
    assert worker.stdout
    for line in worker.stdout:
        if "worker started" in line:
            break
    worker.send_signal(signal.SIGTERM)
    rest = worker.communicate(timeout=30)[0]
    assert "worker stopped" in rest
    assert worker.returncode == 0


def test_the_web_does_not_start_on_an_old_database(helge, port):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    try:
        web = helge("serve", "--port", str(port))
        assert "bin/helge migrate" in web.communicate(timeout=30)[0]
        assert web.returncode == 1
    finally:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO django_migrations (app, name, applied) VALUES ('sessions', '0001_initial', now())"
            )
