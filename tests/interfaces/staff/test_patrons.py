"""Patrons: found without leaving traces in addresses, opened by card or seen identity, helped with what they need."""

from datetime import date, timedelta

import pytest

from helge.circulation.models import Loan
from helge.fees.models import Payment
from helge.fees.queries import debt_ore
from helge.holds.models import Hold
from helge.patrons.models import Block, Card, ContactChannel, Guardianship, Lookup, Patron

from .conftest import Desk, words


def opened(desk, reader):
    """The patron's page, opened by card."""
    return desk.client.post("/personal/lantagare", {"q": reader.card}, follow=True)


def do(desk, reader, deed, **fields):
    return desk.client.post(f"/personal/lantagare/{reader.id}/{deed}", fields, follow=True)


@pytest.fixture
def alva(world):
    return world.patron("Alva", email="alva@exempel.se", street="Stationsgatan 4")


@pytest.mark.parametrize("typed", ["Exempel", "alva ex", "alva@exempel.se"])
def test_a_search_shows_hits_and_opens_nobody(desk, alva, typed):
    page = desk.client.post("/personal/lantagare", {"q": typed})
    assert "Alva Exempel" in words(page)
    assert "Stationsgatan" not in words(page)
    assert not Lookup.objects.exists()


def test_hits_come_by_the_page(desk, world):
    for number in range(23):
        world.patron(f"Lo{number:02d}")
    first = desk.client.post("/personal/lantagare", {"q": "Exempel"})
    assert "Lo19" in words(first)
    assert "Lo20" not in words(first)
    second = desk.client.post("/personal/lantagare", {"q": "Exempel", "after": first.context["found"].after_id})
    assert "Lo22" in words(second)
    assert "Lo19" not in words(second)


def test_a_scanned_card_opens_its_patron_and_is_logged(desk, alva):
    page = opened(desk, alva)
    assert page.request["PATH_INFO"] == f"/personal/lantagare/{alva.id}"
    assert "Stationsgatan 4" in words(page)
    assert Lookup.objects.get().method == "card"


def test_a_pasted_address_shows_nothing_until_an_identity_is_seen(desk, alva):
    address = f"/personal/lantagare/{alva.id}"
    assert "Alva" not in words(desk.client.get(address))
    assert desk.client.post(f"{address}/pin", {"pin": "9753"}).status_code == 403
    page = desk.client.post(f"{address}/oppna", {"method": "id_seen"}, follow=True)
    assert "Alva Exempel" in words(page)
    assert [row.method for row in Lookup.objects.all()] == ["id_seen"]


def test_another_persons_card_opens_not_this_one(desk, alva, world):
    other = world.patron("Nils")
    page = desk.client.post(f"/personal/lantagare/{alva.id}/oppna", {"card": other.card}, follow=True)
    assert "Alva" not in words(page)


def test_a_protected_patron_needs_the_role_and_a_reason(world):
    hidden = world.patron("Alva", protection="confidential", street="Hemliga gatan 1", email="alva@exempel.se")
    plain = Desk(world, world.staff("Anna", library="LJU-JAR"), "LJU-JAR")
    page = words(opened(plain, hidden))
    for secret in ("Alva", "Hemliga", "alva@"):
        assert secret not in page
    assert "Visa skyddade uppgifter" not in page

    named = Desk(world, world.staff("Eva", library="LJU-JAR", roles=("librarian", "protected_identity")), "LJU-JAR")
    assert "Alva" not in words(opened(named, hidden))
    assert do(named, hidden, "skyddade", reason="").status_code == 422
    assert "Hemliga gatan 1" in words(do(named, hidden, "skyddade", reason="Ändrar adress på begäran"))
    assert Lookup.objects.filter(method="protected", reason="Ändrar adress på begäran").count() == 1


def test_part_of_a_debt_is_paid_with_a_receipt(desk, world):
    alva = world.patron("Alva", debt_ore=10_000)
    opened(desk, alva)
    page = do(desk, alva, "betala", amount="40", method="card")
    assert "Betalt: 40,00" in words(page)
    assert debt_ore(alva.id) == 6_000
    receipt = desk.client.get(f"/personal/utskrift/betalning/{Payment.objects.get().pk}.pdf")
    assert receipt["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("amount", ["0", "101", "abc", ""])
def test_a_wrong_sum_is_told_at_its_field_and_kept(desk, world, amount):
    alva = world.patron("Alva", debt_ore=10_000)
    opened(desk, alva)
    page = do(desk, alva, "betala", amount=amount, method="card")
    assert page.status_code == 422
    assert "betala-amount_error" in words(page)
    assert not Payment.objects.exists()


def test_renew_all_does_the_possible_and_tells_of_the_rest(desk, world, alva):
    mine, wanted = world.book("Min bok"), world.book("Efterfrågad bok")
    for book in (mine, wanted):
        world.lend(book, alva, on=world.day - timedelta(days=20))
    world.hold(wanted.record, world.patron("Nils"))
    opened(desk, alva)
    page = words(do(desk, alva, "lana-om", all="1"))
    assert "Omlånad till" in page
    assert "Någon annan väntar på titeln" in page
    assert "Låna om ändå" in page

    loan = Loan.objects.get(item=wanted)
    assert "Omlånad till" in words(do(desk, alva, "lana-om", loan=loan.pk, override="queue"))


def test_nobody_elses_loan_is_renewed_from_this_page(desk, world, alva):
    nils, book = world.patron("Nils"), world.book()
    world.lend(book, nils, on=world.day - timedelta(days=20))
    opened(desk, alva)
    do(desk, alva, "lana-om", loan=Loan.objects.get().pk)
    assert Loan.objects.get().renewals == 0


def test_a_lost_card_is_replaced_and_the_pin_changed(desk, alva):
    opened(desk, alva)
    do(desk, alva, "nytt-kort", reason="lost", card_number="2000000099")
    assert list(Card.objects.filter(patron_id=alva.id, is_active=True).values_list("number", flat=True)) == [
        "2000000099"
    ]
    assert "för lätt att gissa" in words(do(desk, alva, "pin", pin="1111"))
    assert "PIN-koden är bytt" in words(do(desk, alva, "pin", pin="9753"))
    do(desk, alva, "sparra-kort")
    assert not Card.objects.filter(patron_id=alva.id, is_active=True).exists()


def test_a_block_is_set_and_lifted(desk, alva):
    opened(desk, alva)
    assert "Lånade datorn hem" in words(do(desk, alva, "sparra", reason="Lånade datorn hem"))
    block = Block.objects.get()
    assert "Spärren är borttagen" in words(do(desk, alva, f"sparr/{block.pk}/ta-bort"))
    assert not Block.objects.exists()


def test_holds_are_moved_paused_and_taken_away(desk, world, alva):
    book = world.book()
    world.hold(book.record, alva, pickup="LJU")
    hold = Hold.objects.get()
    opened(desk, alva)
    do(desk, alva, f"reservation/{hold.pk}/hamtstalle", library="HOF")
    hold.refresh_from_db()
    assert hold.pickup_library.code == "HOF"
    until = (world.day + timedelta(days=30)).isoformat()
    assert "pausad" in words(do(desk, alva, f"reservation/{hold.pk}/pausa", until=until))
    assert "Pausen är slut" in words(do(desk, alva, f"reservation/{hold.pk}/ateruppta"))
    assert "Du har inte rätt" in words(do(desk, alva, f"reservation/{hold.pk}/flytta-fram", reason="Kursbok"))
    assert "Reservationen är borttagen" in words(do(desk, alva, f"reservation/{hold.pk}/ta-bort"))
    assert do(desk, alva, f"reservation/{hold.pk}/ta-bort").status_code == 404


def test_a_head_serves_somebody_first_and_says_why(world, alva):
    head = Desk(world, world.staff("Chef", library="LJU", roles=("library_head",)), "LJU")
    world.hold(world.book().record, alva, pickup="LJU")
    opened(head, alva)
    page = words(do(head, alva, f"reservation/{Hold.objects.get().pk}/flytta-fram", reason="Kursbok till i morgon"))
    assert "flyttad fram i kön" in page
    assert "Anna" not in page
    assert "Öppnad av" in page


def test_somebody_without_papers_gets_a_card_for_a_year(desk):
    page = desk.client.post(
        "/personal/lantagare/ny",
        {
            "first_name": "Åsa",
            "last_name": "Långeby",
            "birth_date": "1990-04-01",
            "home_library": "LJU-JAR",
            "language": "sv",
            "protection": "none",
            "email": "asa@exempel.se",
            "pin": "9753",
            "accepts_terms": "on",
        },
        follow=True,
    )
    assert "Åsa Långeby" in words(page)
    asa = Patron.objects.get(last_name="Långeby")
    assert asa.login is not None
    assert ContactChannel.objects.get(patron=asa).value == "asa@exempel.se"


def test_a_child_is_registered_with_a_guardians_yes(desk, world, alva):
    from helge.patrons.models import PatronCategory

    PatronCategory.objects.filter(code="child").update(consent_below_age=15)
    born = date(world.day.year - 8, 1, 15)
    child = {
        "first_name": "Nils",
        "last_name": "Exempel",
        "birth_date": born.isoformat(),
        "home_library": "LJU-JAR",
        "language": "sv",
        "protection": "none",
        "accepts_terms": "on",
    }
    refused = desk.client.post("/personal/lantagare/ny", child)
    assert refused.status_code == 422
    assert "vårdnadshavarens medgivande" in words(refused)
    assert 'value="Nils"' in words(refused)
    desk.client.post("/personal/lantagare/ny", {**child, "guardian_consent": "paper", "guardian_card": alva.card})
    assert Guardianship.objects.get().guardian_id == alva.id


def test_what_stands_about_a_patron_is_changed(desk, alva):
    opened(desk, alva)
    form = desk.client.get(f"/personal/lantagare/{alva.id}/andra").context["form"].initial
    filled = {name: value for name, value in form.items() if value is not None}
    page = desk.client.post(
        f"/personal/lantagare/{alva.id}/andra", {**filled, "town": "Färila", "phone": "0651-123 45"}, follow=True
    )
    assert "Uppgifterna är sparade" in words(page)
    assert Patron.objects.get(pk=alva.id).town == "Färila"
    assert set(ContactChannel.objects.values_list("kind", flat=True)) == {"email", "phone"}


def test_every_page_of_the_desk_is_kept_out_of_caches(desk, alva):
    opened(desk, alva)
    for page in ("utlan", "aterlamning", "lantagare", f"lantagare/{alva.id}", "lantagare/ny", "utskrift"):
        assert desk.client.get(f"/personal/{page}")["Cache-Control"] == "no-store"


def test_somebody_who_only_reads_the_log_opens_nobody(world, alva):
    officer = Desk(world, world.staff("Dag", library="LJU", roles=("data_protection",)), "LJU")
    assert officer.client.get("/personal/lantagare").status_code == 403
    assert "Din roll får inte" in words(officer.lend(alva.card))
