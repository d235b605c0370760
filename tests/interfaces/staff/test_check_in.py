"""Returns at the desk: where each book goes, book-drop days, and what is forgotten afterwards."""

from datetime import timedelta

import pytest

from helge.circulation.models import Loan

from .conftest import words


def test_a_returned_book_goes_to_its_shelf(desk, world):
    alva, book = world.patron("Alva"), world.book("Doktor Glas", owned_by="LJU-JAR", shelf_mark="Hc Söd")
    world.lend(book, alva, at="LJU-JAR")
    told = desk.take_back(book.barcode)
    assert told.context["band"].sound == "shelf"
    assert "Ställ på hyllan" in words(told)
    assert "Hc Söd" in words(told)
    assert Loan.objects.get().checked_in_at is not None


def test_a_book_that_somebody_waits_for_gets_a_code_and_a_slip(desk, world):
    alva, book = world.patron("Alva"), world.book(owned_by="LJU-JAR")
    world.hold(book.record, alva, pickup="LJU-JAR")
    told = desk.take_back(book.barcode)
    assert told.context["band"].sound == "hold"
    assert told.context["band"].code in words(told)
    assert told.context["slip_url"].startswith("/personal/utskrift/reservation/")
    assert "Alva" not in words(told)
    assert desk.client.get(told.context["slip_url"])["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(("is_held", "do"), [(False, "Den hör hemma där"), (True, "Reserverad av någon där")])
def test_a_book_that_belongs_elsewhere_is_sent(desk, world, is_held, do):
    book = world.book(owned_by="HOF")
    if is_held:
        world.hold(book.record, world.patron("Alva"), pickup="HOF")
    told = desk.take_back(book.barcode)
    assert told.context["band"].sound == "send"
    assert "Skicka till Hofors bibliotek" in words(told)
    assert do in words(told)
    assert desk.client.get(told.context["slip_url"])["Content-Type"] == "application/pdf"


def test_a_missing_book_is_told_to_be_found(desk, world):
    book = world.book(owned_by="LJU-JAR")
    book.whereabouts.place = "missing"
    book.whereabouts.save()
    assert "nu hittad" in words(desk.take_back(book.barcode))


def test_a_withdrawn_book_is_laid_aside(desk, world):
    book = world.book(owned_by="LJU-JAR", withdrawn_at=world.moment())
    told = desk.take_back(book.barcode)
    assert told.context["band"].sound == "attention"
    assert "Lägg åt sidan" in words(told)


def test_opening_the_returns_hides_whoever_was_served(desk, world):
    alva = world.patron("Alva")
    desk.lend(alva.card)
    assert "Alva" in words(desk.client.get("/personal/utlan"))
    assert "Alva" not in words(desk.client.get("/personal/aterlamning"))
    assert "Alva" not in words(desk.client.get("/personal/utlan"))


def test_a_card_among_the_returns_is_told_apart(desk, world):
    alva = world.patron("Alva")
    told = desk.take_back(alva.card)
    assert told.status_code == 422
    assert "Det där är ett lånekort" in words(told)
    assert "Alva" not in words(told)
    assert "Öppna låntagaren i utlån" in words(told)


@pytest.mark.parametrize("nonsense", ["", "12", "3999999999", "ÅÄÖ ### <script>"])
def test_a_barcode_from_nowhere_changes_nothing(desk, world, nonsense):
    told = desk.take_back(nonsense)
    assert told.status_code == 422
    assert "<script>" not in words(told)


def test_books_from_the_drop_count_from_the_day_they_came(desk, world):
    alva, book = world.patron("Alva"), world.book(owned_by="LJU-JAR")
    world.lend(book, alva, at="LJU-JAR", on=world.day - timedelta(days=20))
    friday = world.day - timedelta(days=2)
    desk.client.get("/personal/aterlamning")
    desk.client.post("/personal/aterlamning/dag", {"returned_on": friday.isoformat()})
    page = desk.client.get("/personal/aterlamning")
    assert f'name="returned_on" value="{friday.isoformat()}"' in words(page)
    assert "Återlämningsdag:" in words(page)

    desk.take_back(book.barcode, returned_on=friday.isoformat())
    assert Loan.objects.get().returned_date == friday
    desk.client.post("/personal/aterlamning/klar")
    assert 'name="returned_on" value=""' in words(desk.client.get("/personal/aterlamning"))


def test_a_day_that_has_not_been_is_not_taken(desk, world):
    answer = desk.client.post(
        "/personal/aterlamning/dag", {"returned_on": (world.day + timedelta(days=1)).isoformat()}, follow=True
    )
    assert "Dagen ska vara före i dag" in words(answer)
    assert 'name="returned_on" value=""' in words(answer)


def test_the_rows_outlive_a_reload_and_end_with_the_pile(desk, world):
    books = [world.book(f"Bok {number}", owned_by="LJU-JAR") for number in range(3)]
    desk.client.get("/personal/aterlamning")
    for book in books:
        desk.take_back(book.barcode)
    again = words(desk.client.get("/personal/aterlamning"))
    assert again.index("Bok 2") < again.index("Bok 1") < again.index("Bok 0")

    undone = words(desk.send("angra", at="aterlamning"))
    assert "Bok 2" in undone  # the band says what came back
    assert "Bok 2" not in words(desk.client.get("/personal/aterlamning"))

    assert "Klart: 2 återlämnade" in words(desk.send("aterlamning/klar"))
    assert "Bok 0" not in words(desk.client.get("/personal/aterlamning"))
    assert desk.client.get("/personal/utskrift/returkvitto/senast.pdf")["Content-Type"] == "application/pdf"


def test_a_colleagues_pile_is_not_mine(desk, world):
    from .conftest import Desk

    bo = Desk(world, world.staff("Bo", library="LJU-JAR"), "LJU-JAR")
    desk.client.get("/personal/aterlamning")
    bo.take_back(world.book("Bos bok", owned_by="LJU-JAR").barcode)
    assert "Bos bok" not in words(desk.client.get("/personal/aterlamning"))
