"""The story the house is built for, through its screens and by keyboard alone: see tests/scenarios/test_one_day.py.

Alva at home, Anna in Ljusdal, Hassan in Hofors and Siv in Söderhamn each sit at a browser of their own; the worker's
part is done between them, and the mail is really sent.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect

from helge.circulation.models import Loan
from helge.consortium.models import Login
from helge.consortium.occasion import STOCKHOLM
from helge.holds.commands.place_hold import place_hold
from helge.holds.models import Hold
from helge.inventory.models import Whereabouts
from helge.search import indexer, queries
from helge.stewardship.promises import broken_promises
from tests.interfaces.browser import Visit
from tests.mail import MailServer
from tests.worker import work
from tests.world import Reader, World

pytestmark = pytest.mark.browser

PIN, PASSWORD = "2580", "bibliotekarien"
MOST_TABS = 60


@pytest.fixture(autouse=True)
def _own_index(tmp_path: Path, settings: Any) -> Iterator[None]:
    settings.SEARCH_INDEX = tmp_path / "index"
    cache.clear()
    yield
    indexer.forget_writer()
    queries.forget_readers()


@pytest.fixture
def today(busy_world: World) -> World:
    """The screens ask the clock, so the story happens today."""
    busy_world.day = timezone.now().astimezone(STOCKHOLM).date()
    return busy_world


class Keyboard:
    """Hands on a keyboard: nothing in this story is clicked."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def tab_to(self, says: str) -> None:
        """Press Tab until the thing in focus has these words, or this id."""
        seen = []
        for _step in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            name, words = self.page.evaluate("[document.activeElement.id, document.activeElement.innerText || '']")
            words = " ".join(words.split())
            if name == says or words.startswith(says):
                return
            seen.append(name or words[:40])
        raise AssertionError(f"the keyboard never came to {says!r}: {seen}")

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def scan(self, code: str) -> None:
        """What a scanner does: types the code and ends it with Enter."""
        self.type(code)
        self.press("Enter")

    def band(self, words: str) -> None:
        expect(self.page.locator(".band__says").first).to_contain_text(words)


def colleague(world: World, visit: Visit, name: str, library: str, address: str) -> Keyboard:
    """Somebody logs in at their library and stands at the page."""
    world.staff(name, library=library)
    page = visit(address)
    hands = Keyboard(page)
    expect(page.locator("#id_username")).to_be_focused()
    hands.type(name.lower())
    hands.press("Tab")
    hands.type(PASSWORD)
    hands.press("Enter")
    page.wait_for_url(re.compile(rf"^[^?]*{address}$"))
    page.wait_for_load_state()
    return hands


def with_pin(reader: Reader) -> Reader:
    login = Login(handle=f"reader-{reader.id}")
    login.set_password(PIN)
    login.save()
    reader.patron.login = login
    reader.patron.save(update_fields=["login"])
    return reader


def reserve_from_the_sofa(visit: Visit, alva: Reader) -> Keyboard:
    """Search, choose, log in, choose Hofors, done."""
    page = visit("/")
    hands = Keyboard(page)
    hands.tab_to("q-large")
    hands.type("pippi långstrump")
    hands.press("Enter")
    page.wait_for_url("**/sok?**")
    hands.tab_to("Reservera")
    hands.press("Enter")
    page.wait_for_url("**/logga-in**")
    hands.tab_to("id_number")
    hands.type(alva.card)
    hands.press("Tab")
    hands.type(PIN)
    hands.press("Enter")
    page.wait_for_url("**/reservera")
    hands.tab_to("hamtstalle")
    hands.type("Hofors")
    expect(page.locator("#hamtstalle")).to_have_value("HOF")
    hands.tab_to("Reservera")
    hands.press("Enter")
    page.wait_for_url("**/reserverad")
    return hands


def test_one_day_from_the_sofa_in_jarvso_to_the_next_in_line_in_soderhamn(
    today: World, visit: Visit, mail_server: MailServer
) -> None:
    world = today
    pippi = world.book("Pippi Långstrump", owned_by="LJU")
    world.book("Emil i Lönneberga", owned_by="HOF")
    alva = with_pin(world.patron("Alva", home="LJU-JAR", email="alva@example.org"))
    bo = world.patron("Bo", home="SOD", email="bo@example.org")
    indexer.rebuild()
    queries.look_again()

    # Järvsö, at home: found, reserved for Hofors, first in the queue. Bo comes after her.
    sofa = reserve_from_the_sofa(visit, alva)
    expect(sofa.page.locator("main")).to_contain_text("Du står först i kön")
    soderhamn = world.library("SOD")
    bos = place_hold(pippi.record_id, bo.id, soderhamn.pk, occasion=moment_at(world, "SOD"))
    alvas = Hold.objects.get(patron_id=alva.id)
    assert (alvas.pickup_library.code, bos.place) == ("HOF", 2)
    work(timezone.now())

    # Ljusdal: the row on the pull list is claimed, the book scanned; a scan too many is taken back and done again.
    anna = colleague(world, visit, "Anna", "LJU", "/personal/plocklista")
    row = anna.page.locator(f"tr:has-text('{pippi.barcode}')")
    expect(row).to_contain_text("Hofors")
    anna.tab_to("Ta Pippi")
    anna.press("Enter")
    expect(row).to_contain_text("tagen av dig")
    anna.page.goto("/personal/aterlamning")
    expect(anna.page.locator("#scan-field")).to_be_focused()
    anna.scan(pippi.barcode)
    expect(anna.page.locator("#outcome")).to_contain_text("Hofors")
    assert Whereabouts.objects.get(item=pippi).place == "in_transit"
    anna.press("F8")
    anna.band("Återlämningen är tagen tillbaka.")
    assert Whereabouts.objects.get(item=pippi).place == "shelf"
    assert Hold.objects.get(pk=alvas.pk).state == "waiting"
    anna.scan(pippi.barcode)
    expect(anna.page.locator("#session-rows tr")).to_have_count(1)
    expect(anna.page.locator("#outcome")).to_contain_text("Hofors")
    work(timezone.now())
    anna.page.goto("/personal/plocklista")
    expect(anna.page.locator("main")).to_contain_text("Inget att plocka")
    assert mail_server.messages == []

    # Hofors: received, a code on the shelf, and a mail whose subject names no title.
    hassan = colleague(world, visit, "Hassan", "HOF", "/personal/aterlamning")
    hassan.scan(pippi.barcode)
    expect(hassan.page.locator("#session-rows tr")).to_have_count(1)
    alvas.refresh_from_db()
    assert alvas.state == "ready"
    expect(hassan.page.locator("#outcome")).to_contain_text(alvas.pickup_code)
    expect(hassan.page.locator("#outcome")).not_to_contain_text("Alva")
    work(timezone.now())
    [message] = mail_server.messages
    assert (message["To"], message["Subject"]) == ("alva@example.org", "Du har något att hämta på Hofors bibliotek")
    assert alvas.pickup_code in message.get_content()
    hassan.page.goto("/personal/hamthylla")
    expect(hassan.page.locator(f"#hold-{alvas.pk}")).to_contain_text(alvas.pickup_code)
    expect(hassan.page.locator(f"#hold-{alvas.pk}")).to_contain_text("mejlad")
    sofa.page.goto("/mina-sidor")
    expect(sofa.page.locator("main")).to_contain_text(alvas.pickup_code)

    # Alva comes: card, book, finish.
    hassan.page.goto("/personal/utlan")
    expect(hassan.page.locator("#scan-field")).to_be_focused()
    hassan.scan(alva.card)
    hassan.scan(pippi.barcode)
    expect(hassan.page.locator("#session-rows tr")).to_have_count(1)
    hassan.press("F2")
    hassan.band("Klart: 1 lån")
    loan = Loan.objects.get(checked_in_at=None)
    assert (loan.patron_id, loan.library.code) == (alva.id, "HOF")
    assert Hold.objects.get(pk=alvas.pk).state == "fulfilled"

    # Söderhamn: it comes back there, and stays for Bo, who is next and is told.
    siv = colleague(world, visit, "Siv", "SOD", "/personal/aterlamning")
    siv.scan(pippi.barcode)
    expect(siv.page.locator("#session-rows tr")).to_have_count(1)
    bos_hold = Hold.objects.get(pk=bos.hold_id)
    assert (bos_hold.state, bos_hold.captured_item_id) == ("ready", pippi.pk)
    expect(siv.page.locator("#outcome")).to_contain_text(bos_hold.pickup_code)
    work(timezone.now() + timedelta(seconds=1))
    assert mail_server.recipients == ["alva@example.org", "bo@example.org"]
    siv.page.goto("/personal/utlan")
    expect(siv.page.locator("#scan-field")).to_be_focused()
    siv.scan(bo.card)
    siv.scan(pippi.barcode)
    expect(siv.page.locator("#session-rows tr")).to_have_count(1)
    siv.press("F2")
    siv.band("Klart: 1 lån")

    # Returned once more: nobody waits and nothing floats, so it goes home to Ljusdal.
    siv.page.goto("/personal/aterlamning")
    expect(siv.page.locator("#scan-field")).to_be_focused()
    siv.scan(pippi.barcode)
    expect(siv.page.locator("#outcome")).to_contain_text("Ljusdal")
    assert Whereabouts.objects.get(item=pippi).place == "in_transit"
    anna.page.goto("/personal/aterlamning")
    expect(anna.page.locator("#scan-field")).to_be_focused()
    anna.scan(pippi.barcode)
    expect(anna.page.locator("#outcome")).to_contain_text("Hc Lin")
    spot = Whereabouts.objects.select_related("library").get(item=pippi)
    assert (spot.place, spot.library.code) == ("shelf", "LJU")
    assert not Loan.objects.exclude(patron=None).exists()
    assert broken_promises() == []


def moment_at(world: World, library: str) -> Any:
    """An occasion at this very moment: Bo reserves after Alva."""
    return replace(world.at(library), at=timezone.now())
