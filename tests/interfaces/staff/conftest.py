"""A desk with somebody at it: a logged-in browser without scripts, and the scans a script would send."""

import itertools
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from helge.consortium.models import StaffMember
from helge.consortium.occasion import STOCKHOLM
from tests.world import World


class Desk:
    """One member of staff at one library. `scan` sends what `scans.js` would, with a key of its own."""

    def __init__(self, world: World, staff: StaffMember, library: str) -> None:
        self.world, self.staff = world, staff
        self.client = Client()
        self.client.force_login(staff.login)
        self.keys = itertools.count(1)
        if library != staff.library.code:
            self.client.post("/personal/har", {"library": library})
        self.borrower = ""

    def send(self, path: str, **fields: Any) -> Any:
        """A partial: remembers whom the answer shows, as the page would."""
        fields = {"borrower": self.borrower, "scan_key": f"key-{next(self.keys)}", **fields}
        answer = self.client.post(f"/personal/{path}", fields, headers={"HX-Request": "true"})
        if answer.context and "signed" in answer.context:
            self.borrower = answer.context["signed"]
        return answer

    def lend(self, barcode: str, **fields: Any) -> Any:
        return self.send("utlan", barcode=barcode, **fields)

    def take_back(self, barcode: str, **fields: Any) -> Any:
        return self.send("aterlamning", barcode=barcode, **fields)


def words(answer: Any) -> str:
    """What a page says, on one line."""
    return " ".join(answer.content.decode().split())


@pytest.fixture
def world(world: World) -> World:
    """The stories of the door happen today: a view asks the clock."""
    world.day = timezone.now().astimezone(STOCKHOLM).date()
    return world


@pytest.fixture
def busy_world(busy_world: World) -> World:
    """The same for stories with a browser."""
    busy_world.day = timezone.now().astimezone(STOCKHOLM).date()
    return busy_world


@pytest.fixture
def desk(world: World) -> Desk:
    """Anna, librarian, at Järvsö."""
    return Desk(world, world.staff("Anna", library="LJU-JAR"), "LJU-JAR")
