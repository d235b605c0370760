"""My pages: everything that is mine, nothing that is anybody else's, and an answer to each thing done."""

from datetime import date, timedelta

import pytest
from django.test import Client

from helge.circulation.commands.check_in import check_in
from helge.circulation.models import Loan
from helge.consortium.models import LoginAttempt
from helge.holds.commands.assign_pulls import assign_pulls
from helge.holds.models import Hold, HoldState
from helge.interfaces.opac import occasions
from helge.patrons.models import Card, ContactChannel
from tests.world import MONDAY

from .conftest import PIN, at_home


def the_page(client):
    return client.get("/mina-sidor")


def test_what_needs_me_first_stands_first(town):
    alva, book, late = town.patron(home="LJU"), town.book(), town.book("Emil")
    town.lend(late, alva, on=MONDAY - timedelta(days=40))
    town.hold(book.record, alva)
    check_in(book.barcode, occasion=town.at("LJU"))

    page = the_page(at_home(alva))

    hold = Hold.objects.get()
    assert page.context["mine"].to_fetch[0].pickup_code == hold.pickup_code
    assert page.text.index(hold.pickup_code) < page.text.index("Emil")
    assert "försenad" in page.text
    assert page.context["mine"].loans[0].state == "overdue"
    assert "1 lån är försenat." in page.text
    assert "lämnas snart" not in page.text


def test_renew_all_does_what_can_be_done_and_tells_the_rest(town, monkeypatch):
    alva, free, wanted = town.patron(), town.book("Emil"), town.book("Mio")
    town.lend(free, alva)
    town.lend(wanted, alva)
    town.hold(wanted.record, town.patron("Olle"))
    monkeypatch.setattr(occasions, "now", lambda: town.moment(MONDAY + timedelta(days=20)))

    page = at_home(alva).post("/mina-sidor/lan/lana-om", follow=True)

    assert "1 lån är omlånat." in page.text
    assert "1 lån gick inte att låna om." in page.text
    assert "Omlånad till" in page.text
    assert "Någon annan väntar på den" in page.text
    assert Loan.objects.get(item=free).due_date == date(2027, 3, 22)
    assert Loan.objects.get(item=wanted).due_date == date(2027, 3, 1)


def test_the_answer_of_a_renewal_is_shown_once(town):
    alva, book = town.patron(), town.book()
    town.lend(book, alva, on=MONDAY - timedelta(days=20))
    client = at_home(alva)
    renewed = client.post(f"/mina-sidor/lan/{Loan.objects.get().pk}/lana-om", follow=True)
    assert "Omlånad till mån 1 mars" in renewed.text
    assert "Omlånad till" not in the_page(client).text
    assert Loan.objects.get().renewal_rows.get().channel == "web"


def test_renewing_nothing_says_so(town):
    assert "Du har inga lån just nu." in at_home(town.patron()).post("/mina-sidor/lan/lana-om", follow=True).text


def test_a_hold_tells_place_and_copies_and_can_be_fetched_elsewhere(town):
    alva, book = town.patron(), town.book()
    town.lend(book, town.patron("Olle"))
    town.hold(book.record, town.patron("Sara"))
    mine = town.hold(book.record, alva)
    client = at_home(alva)
    assert "Du är nummer 2 i kön. Titeln har 1 exemplar." in the_page(client).text

    address = f"/mina-sidor/reservationer/{mine.hold_id}"
    moved = client.post(f"{address}/hamtstalle", {"hamtstalle": "SOD"}, follow=True)
    assert "Du hämtar nu på Söderhamns bibliotek. Din plats i kön är kvar." in moved.text
    assert "Välj ett bibliotek i listan" in client.post(f"{address}/hamtstalle", {"hamtstalle": "XXX"}).text


def test_a_pause_keeps_the_place_and_can_be_taken_away(town):
    alva, book = town.patron(), town.book()
    town.lend(book, town.patron("Olle"))
    hold = town.hold(book.record, alva)
    client, address = at_home(alva), f"/mina-sidor/reservationer/{hold.hold_id}"

    paused = client.post(f"{address}/pausa", {"from_date": "2027-02-01", "until_date": "2027-02-20"}, follow=True)
    assert "Reservationen är pausad" in paused.text
    assert "pausad" in the_page(client).text
    assert "paus mån 1 feb" in the_page(client).text
    client.post(f"{address}/ateruppta")
    assert Hold.objects.get().suspended_from is None


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ({"from_date": "i morgon"}, "Skriv dagen som år-månad-dag"),
        ({"from_date": ""}, "Välj den första dagen"),
        ({"from_date": "2027-03-01", "until_date": "2027-02-10"}, "Pausen slutar innan den börjar"),
    ],
)
def test_a_pause_that_is_wrong_says_what_and_keeps_what_was_typed(town, days, words):
    alva = town.patron()
    hold = town.hold(town.book().record, alva)
    answer = at_home(alva).post(f"/mina-sidor/reservationer/{hold.hold_id}/pausa", days)
    assert answer.status_code == 422
    assert words in answer.text
    assert days["from_date"] in answer.text


def test_a_hold_on_its_way_is_not_changed_and_a_late_one_says_so(town, monkeypatch):
    alva, book = town.patron(home="LJU"), town.book(owned_by="HOF")
    hold = town.hold(book.record, alva, pickup="LJU")
    check_in(book.barcode, occasion=town.at("HOF"))
    client, address = at_home(alva), f"/mina-sidor/reservationer/{hold.hold_id}"
    assert "på väg" in the_page(client).text
    assert "kan inte ändras" in client.post(f"{address}/hamtstalle", {"hamtstalle": "SOD"}).text

    monkeypatch.setattr(occasions, "now", lambda: town.moment(MONDAY + timedelta(days=8)))
    assert "försenad på vägen" in the_page(client).text


def test_a_hold_that_is_not_needed_is_taken_away(town):
    alva = town.patron()
    hold = town.hold(town.book().record, alva)
    page = at_home(alva).post(f"/mina-sidor/reservationer/{hold.hold_id}/ta-bort", follow=True)
    assert "Reservationen av Pippi Långstrump är borttagen." in page.text
    assert Hold.objects.get().state == HoldState.CANCELLED


@pytest.mark.parametrize("deed", ["", "/hamtstalle", "/pausa", "/ateruppta", "/ta-bort"])
def test_somebody_elses_hold_does_not_exist(town, deed):
    hold = town.hold(town.book().record, town.patron("Olle"))
    client, address = at_home(town.patron("Alva")), f"/mina-sidor/reservationer/{hold.hold_id}{deed}"
    answer = client.post(address, {"hamtstalle": "SOD", "from_date": "2027-02-01"}) if deed else client.get(address)
    assert answer.status_code == 404
    assert Hold.objects.get().state == HoldState.WAITING


def test_somebody_elses_loan_does_not_exist(town):
    town.lend(town.book(), town.patron("Olle"))
    loan = Loan.objects.get()
    assert at_home(town.patron("Alva")).post(f"/mina-sidor/lan/{loan.pk}/lana-om").status_code == 404
    assert Loan.objects.get().renewals == 0


@pytest.mark.parametrize("deed", ["lan/lana-om", "lan/1/lana-om", "reservationer/1/ta-bort", "reservationer/1/pausa"])
def test_nothing_is_done_by_following_a_link(town, deed):
    assert at_home(town.patron()).get(f"/mina-sidor/{deed}").status_code == 405


def test_what_is_owed_is_told_and_so_is_nothing(town):
    page = the_page(at_home(town.patron(debt_ore=8_000)))
    assert "80,00" in page.text
    assert "Du har inga skulder." in the_page(at_home(town.patron("Olle"))).text


def test_addresses_pickup_library_and_language_are_saved_together(town):
    alva = town.patron(email="alva@exempel.se")
    client = at_home(alva)
    form = {"email": "Ny@Exempel.se", "sms": "070-174 06 05", "phone": "", "pickup_library": "SOD", "language": "en"}
    assert "Dina uppgifter är sparade." in client.post("/mina-sidor/uppgifter", form, follow=True).text
    assert list(ContactChannel.objects.order_by("rank").values_list("kind", "value")) == [
        ("email", "ny@exempel.se"),
        ("sms", "0701740605"),
    ]
    alva.patron.refresh_from_db()
    assert (alva.patron.pickup_library.code, alva.patron.language) == ("SOD", "en")

    wrong = client.post("/mina-sidor/uppgifter", {**form, "email": "nonsens", "pickup_library": "HOF"})
    assert wrong.status_code == 422
    assert "E-postadressen är inte fullständig" in wrong.text
    alva.patron.refresh_from_db()
    assert alva.patron.pickup_library.code == "SOD"


def test_a_new_pin_needs_the_old_one_and_logs_other_devices_out(town):
    alva = town.patron()
    here = at_home(alva)
    elsewhere = Client()
    elsewhere.post("/logga-in", {"number": alva.card, "pin": PIN})
    new = {"pin": "7391", "pin_again": "7391"}

    assert "Den gamla PIN-koden stämmer inte" in here.post("/mina-sidor/pinkod", {"old_pin": "1111", **new}).text
    assert "inte likadana" in here.post("/mina-sidor/pinkod", {"old_pin": PIN, **new, "pin_again": "1"}).text
    assert "för lätt" in here.post("/mina-sidor/pinkod", {"old_pin": PIN, "pin": "1234", "pin_again": "1234"}).text
    assert "Din PIN-kod är ändrad" in here.post("/mina-sidor/pinkod", {"old_pin": PIN, **new}, follow=True).text
    assert the_page(here).status_code == 200
    assert the_page(elsewhere).status_code == 302
    assert LoginAttempt.objects.filter(succeeded=False).exists()


def test_a_lost_card_is_blocked_at_once(town):
    alva = town.patron()
    client = at_home(alva)
    assert f"Kortet som slutar på {alva.card[-4:]}" in client.get("/mina-sidor/kort").text
    assert "Kortet är spärrat" in client.post("/mina-sidor/kort", {"reason": "lost"}, follow=True).text
    assert not Card.objects.get().is_active
    assert Client().post("/logga-in", {"number": alva.card, "pin": PIN}).status_code == 422


def test_no_name_or_number_stands_in_an_address(town):
    alva, book = town.patron(), town.book()
    town.lend(book, alva)
    town.hold(town.book("Mio").record, alva)
    page = the_page(at_home(alva)).text
    addresses = [part.split('"')[0] for part in page.split('href="')[1:] + page.split('action="')[1:]]
    assert not [each for each in addresses if alva.card in each or "Alva" in each or "Exempel" in each]


def test_a_long_page_asks_no_more_than_a_short_one(town, django_assert_max_num_queries):
    alva = town.patron()
    for number in range(12):
        town.lend(town.book(f"Lånad {number}"), alva)
        wanted = town.book(f"Väntad {number}", owned_by="HOF")
        hold = town.hold(wanted.record, alva, pickup="LJU")
        if number % 3 == 0 and hold:
            check_in(wanted.barcode, occasion=town.at("HOF"))
    client = at_home(alva)
    the_page(client)
    with django_assert_max_num_queries(13):
        assert the_page(client).status_code == 200


def test_a_hold_that_somebody_is_fetching_from_the_shelf_says_so(town):
    alva, book = town.patron(), town.book()
    town.hold(book.record, alva)
    reader = at_home(alva)
    assert the_page(reader).context["mine"].holds[0].state == "waiting"
    assign_pulls(book.record.work_id, occasion=town.at("LJU"))
    assert the_page(reader).context["mine"].holds[0].state == "picking"
