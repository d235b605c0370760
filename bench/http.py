"""A scan's answer over HTTP: one warm web process, one client that keeps its connection, the desk's own addresses.

A member of staff logs in with a password, opens a borrower by card, and scans; then the same books come back. The time
is from the first byte sent to the last byte of the answer read.
"""

import http.client
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from django.utils import timezone

from bench.account import desk_account
from bench.verbs import Case, Desk
from helge.circulation.commands.check_in import check_in
from helge.consortium.occasion import Occasion

BOOKS_PER_CARD = 10
BOOKS_TO_WARM = 20
PATIENCE_SECONDS = 60


def scans_ms(number: int, first_item: int) -> dict[str, list[float]]:
    """Milliseconds of `number` check-outs and as many check-ins, and of the cards between them.

    The items are those from `first_item` on. Raises RuntimeError for a scan that was not answered as it should.
    """
    cases = Desk("bench http").cases(first_item, number + BOOKS_TO_WARM)
    warming, counted = cases[:BOOKS_TO_WARM], cases[BOOKS_TO_WARM:]
    staff, password = desk_account(cases[0].place.code)
    with _web() as port:
        client = Client(port)
        client.log_in(staff.username, password)
        # Templates, rules and calendars are read at the first scans of a morning; those are not counted.
        _lend_and_take_back(client, warming)
        taken = _lend_and_take_back(client, counted)
    _bring_home(cases)
    return taken


def _lend_and_take_back(client: "Client", books: list[Case]) -> dict[str, list[float]]:
    taken: dict[str, list[float]] = {"card": [], "check-out": [], "check-in": []}
    for start in range(0, len(books), BOOKS_PER_CARD):
        pile = books[start : start + BOOKS_PER_CARD]
        taken["card"].append(client.scan("/personal/utlan", pile[0].card, "scan-borrower"))
        taken["check-out"] += [client.scan("/personal/utlan", book.barcode, book.barcode) for book in pile]
        client.post("/personal/utlan/klar", {"borrower": client.borrower})
    client.get("/personal/aterlamning")
    taken["check-in"] = [client.scan("/personal/aterlamning", book.barcode, book.barcode) for book in books]
    client.post("/personal/aterlamning/klar", {})
    return taken


class Client:
    """What a browser at the desk does: cookies, the form's tokens, one connection kept open."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies: SimpleCookie = SimpleCookie()
        self.borrower = ""

    def log_in(self, user: str, password: str) -> None:
        self.get("/personal/logga-in")
        self.post("/personal/logga-in", {"username": user, "password": password}, is_script=False)
        if b'name="barcode"' not in self.get("/personal/utlan"):
            raise RuntimeError("the bench could not log in")

    def get(self, path: str) -> bytes:
        return self._answer("GET", path, None, {})[1]

    def post(self, path: str, form: dict[str, str], *, is_script: bool = True) -> tuple[int, bytes]:
        token = self.cookies["csrftoken"].value if "csrftoken" in self.cookies else ""
        body = urlencode(form | {"csrfmiddlewaretoken": token})
        headers = {"Content-Type": "application/x-www-form-urlencoded"} | ({"HX-Request": "true"} if is_script else {})
        return self._answer("POST", path, body, headers)

    def scan(self, path: str, code: str, expected: str) -> float:
        """Send one scan; milliseconds until its answer is read. Raises RuntimeError when it was refused."""
        form = {"barcode": code, "borrower": self.borrower, "scan_key": secrets.token_hex(16)}
        start = time.perf_counter()
        status, body = self.post(path, form)
        taken = 1000 * (time.perf_counter() - start)
        if status != http.client.OK or expected.encode() not in body:
            words = re.sub(rb"<[^>]*>|\s+", b" ", body).decode()
            raise RuntimeError(f"a scan of {code} at {path} was answered with {status}: {words[:300]}")
        if found := re.search(rb'id="scan-borrower" name="borrower" value="([^"]*)"', body):
            self.borrower = found[1].decode()
        return taken

    def _answer(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> tuple[int, bytes]:
        cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
        self.connection.request(method, path, body, headers | {"Cookie": cookie})
        answer = self.connection.getresponse()
        read = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or ():
            self.cookies.load(line)
        return answer.status, read


def _bring_home(books: list[Case]) -> None:
    """Scan each at its own library, so that the next run finds it on its shelf."""
    for book in books:
        check_in(book.barcode, occasion=Occasion(at=timezone.now(), library=book.place))


@contextmanager
def _web() -> Iterator[int]:
    """`bin/helge serve` with one process over the bench's database; gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = os.environ | {"HELGE_PROCESSES": "1", "HELGE_DEBUG": "", "DJANGO_SETTINGS_MODULE": "bench.settings"}
    web = subprocess.Popen(
        [sys.executable, "-P", "-m", "helge", "serve", "--host", "127.0.0.1", "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, web)
        yield port
    finally:
        web.send_signal(signal.SIGTERM)
        web.wait(PATIENCE_SECONDS)


def _wait_for(port: int, web: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end and web.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/halsa")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the web process did not answer; what it said stands above")
