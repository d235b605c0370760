"""My reservations over a long time: pause them all, keep one longer, and be told the truth when no copy is left."""

from datetime import date, timedelta

from helge.holds.commands.answer_hopeless import answer_hopeless
from helge.holds.models import Hold
from helge.interfaces.opac import occasions
from helge.inventory.commands.mark_missing import mark_missing

from .conftest import at_home


def in_queue(town, reader, title):
    book = town.book(title)
    town.lend(book, town.patron("Olle"))
    return town.hold(book.record, reader).hold_id


def test_all_reservations_are_paused_in_one_go_and_continued_in_one(town):
    alva = town.patron()
    for title in ("Emil", "Mio"):
        in_queue(town, alva, title)
    client = at_home(alva)
    assert "/mina-sidor/reservationer/pausa" in client.get("/mina-sidor").text
    assert 'value="2027-02-01"' in client.get("/mina-sidor/reservationer/pausa").text

    days = {"from_date": "2027-06-20", "until_date": "2027-08-10"}
    page = client.post("/mina-sidor/reservationer/pausa", days, follow=True)

    assert "2 reservationer är pausade. Du behåller dina platser i köerna." in page.text
    pauses = set(Hold.objects.filter(patron_id=alva.id).values_list("suspended_from", "suspended_until"))
    assert pauses == {(date(2027, 6, 20), date(2027, 8, 10))}
    page = client.post("/mina-sidor/reservationer/ateruppta", follow=True)
    assert "Pausen är borttagen för 2 reservationer." in page.text
    assert "Ingen reservation är pausad." in client.post("/mina-sidor/reservationer/ateruppta", follow=True).text


def test_a_mistyped_day_comes_back_with_what_was_typed(town):
    alva = town.patron()
    in_queue(town, alva, "Emil")
    client = at_home(alva)
    answer = client.post("/mina-sidor/reservationer/pausa", {"from_date": "2027-06-20", "until_date": "2027-06-01"})
    assert answer.status_code == 422
    assert "Pausen slutar innan den börjar." in answer.text
    assert 'value="2027-06-20"' in answer.text
    assert Hold.objects.get().suspended_from is None


def test_nothing_to_pause_says_so(town):
    page = at_home(town.patron()).post("/mina-sidor/reservationer/pausa", {"from_date": "2027-06-20"}, follow=True)
    assert "Det finns ingen reservation att pausa." in page.text


def test_a_reservation_that_soon_ends_can_be_kept(town, monkeypatch):
    alva = town.patron()
    hold_id = in_queue(town, alva, "Emil")
    client, address = at_home(alva), f"/mina-sidor/reservationer/{hold_id}"
    assert "Behövs den fortfarande?" not in client.get("/mina-sidor").text
    soon = Hold.objects.get().needed_until - timedelta(days=20)
    monkeypatch.setattr(occasions, "now", lambda: town.moment(soon))
    assert "Behövs den fortfarande?" in client.get("/mina-sidor").text

    page = client.post(f"{address}/behovs", follow=True)

    assert "Din plats i kön är kvar." in page.text
    assert Hold.objects.get().needed_until > soon + timedelta(days=30)
    assert at_home(town.patron("Sara")).post(f"{address}/behovs").status_code == 404


def test_no_false_promise_when_no_copy_is_left(town):
    alva, book = town.patron(), town.book()
    hold = town.hold(book.record, alva)
    mark_missing(book.pk, occasion=town.at("LJU"))
    client = at_home(alva)
    page = client.get("/mina-sidor").text
    assert "Inget exemplar finns just nu. Biblioteket återkommer till dig." in page
    assert "0 exemplar" not in page

    answer_hopeless(hold.hold_id, "buying", occasion=town.at("LJU"))
    assert "Biblioteket köper in titeln" in client.get("/mina-sidor").text
    answer_hopeless(hold.hold_id, "interlibrary", occasion=town.at("LJU"))
    assert "lånar in titeln från ett annat bibliotek" in client.get(f"/mina-sidor/reservationer/{hold.hold_id}").text

    town.book(record=book.record)
    assert "Titeln har 1 exemplar." in client.get("/mina-sidor").text
