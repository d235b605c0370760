"""Slips and the palette: what may be framed, what is found, what says nothing."""

from datetime import date

import pytest
from django.utils.translation import override

from helge.consortium import queries as consortium
from helge.interfaces.staff.slips import hours_line

from .conftest import words


def test_a_slip_may_be_framed_by_its_own_site_only(desk, world):
    answer = desk.client.get("/personal/utskrift/plocklista/har.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert answer["Content-Security-Policy"] == "frame-ancestors 'self'"
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "address", ["kvitto/nu", "betalning/0", "betalning/x", "reservation/99", "transport/99", "plocklista/nowhere"]
)
def test_a_slip_of_nothing_is_not_found(desk, address):
    assert desk.client.get(f"/personal/utskrift/{address}.pdf").status_code == 404


@pytest.mark.parametrize("address", ["plocklista/LJU", "tom-hylla/har", "lanekvitto/nu", "returkvitto/nu"])
def test_lists_and_receipts_are_printed_also_when_empty(desk, address):
    assert desk.client.get(f"/personal/utskrift/{address}.pdf").content.startswith(b"%PDF")


def test_the_paper_is_chosen_for_this_computer(desk, world):
    book = world.book(owned_by="LJU-JAR")
    world.hold(book.record, world.patron("Alva"), pickup="LJU-JAR")
    assert "data-print=" not in words(desk.take_back(book.barcode))
    desk.client.post("/personal/utskrift", {"layout": "a4", "when": "auto"})
    assert desk.client.cookies["helge_slips"].value == "a4.auto"
    assert "data-print=" in words(desk.take_back(book.barcode))


def test_the_hours_stand_in_one_line(world):
    ljusdal = consortium.library("LJU")
    assert hours_line(ljusdal, today=date(2027, 2, 1)) == "mån–lör 10–18"
    assert hours_line(ljusdal, today=date(2027, 1, 4)) == "mån–tis 10–18, tors–lör 10–18"  # Epiphany is a Wednesday


def test_the_hours_speak_the_language_of_the_receipt(world):
    with override("en"):
        assert hours_line(consortium.library("LJU"), today=date(2027, 2, 1)) == "Mon–Sat 10–18"


def test_the_palette_finds_items_by_barcode_and_cards_without_a_name(desk, world):
    book, alva = world.book("Doktor Glas"), world.patron("Alva")
    found = desk.client.post("/personal/sok.json", {"q": book.barcode}).json()["groups"]
    assert found[0]["entries"][0]["label"] == "Doktor Glas"
    card = desk.client.post("/personal/sok.json", {"q": alva.card})
    assert "Alva" not in card.content.decode()
    address = card.json()["groups"][0]["entries"][0]["url"]
    assert "Alva Exempel" in words(desk.client.get(address))
    assert desk.client.get("/personal/sok.json?q=x").status_code == 405
