"""Lending at the desk: card, books, finish; and every way it can be told no."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from helge.circulation.models import Loan
from helge.fees.commands.charge import charge
from helge.patrons.models import Card, Lookup

from .conftest import words


def test_scan_the_card_scan_the_books_finish(desk, world):
    alva, book, other = world.patron("Alva"), world.book("Pippi Långstrump"), world.book("Emil i Lönneberga")
    assert "Alva Exempel" in words(desk.lend(alva.card))
    first = desk.lend(book.barcode)
    assert first.status_code == 200
    assert "Lånad till" in words(first)
    assert "2 lån nu" in words(desk.lend(other.barcode))
    assert "Emil i Lönneberga" in words(desk.client.get("/personal/utlan"))

    done = desk.send("utlan/klar")
    assert "Klart: 2 lån" in words(done)
    assert "Alva" not in words(done)
    assert "Alva" not in words(desk.client.get("/personal/utlan"))
    assert Loan.objects.filter(patron=alva.patron).count() == 2


def test_the_opening_by_card_is_logged(desk, world):
    alva = world.patron("Alva")
    desk.lend(alva.card)
    assert [(row.patron_id, row.method) for row in Lookup.objects.all()] == [(alva.id, "card")]


def test_a_card_among_the_books_is_the_next_borrower(desk, world):
    alva, nils, book = world.patron("Alva"), world.patron("Nils"), world.book()
    desk.lend(alva.card)
    switched = desk.lend(nils.card)
    assert "Nils Exempel" in words(switched)
    assert "Alva" not in words(switched)
    desk.lend(book.barcode)
    assert Loan.objects.get(item=book).patron_id == nils.id


def test_a_book_before_the_card_is_told_apart(desk, world):
    book = world.book("Doktor Glas")
    told = desk.lend(book.barcode)
    assert told.status_code == 422
    assert "Det där är ett exemplar: Doktor Glas" in words(told)


def test_a_name_shows_who_it_may_be_and_a_seen_identity_opens_and_is_logged(desk, world):
    alva = world.patron("Alva")
    shown = desk.lend("Exempel")
    assert "Legitimation visad" in words(shown)
    assert not Lookup.objects.exists()

    opened = desk.send("utlan/lantagare", patron=alva.id)
    assert "Alva Exempel" in words(opened)
    assert Lookup.objects.get().method == "id_seen"


def test_a_personnummer_shows_whose_it_is(desk, world):
    world.patron("Alva", identity_number="198501139995")
    assert "Alva Exempel" in words(desk.lend("19850113-9995"))
    assert "9995" not in words(desk.lend("19850113-9995"))


def test_all_reasons_come_at_once_each_with_the_button_that_a_permission_opens(desk, world):
    alva, book = world.patron("Alva", debt_ore=15_000), world.book(withdrawn_at=None)
    Card.objects.filter(number=alva.card).update(is_active=True)
    desk.lend(alva.card)
    told = desk.lend(book.barcode)
    assert told.status_code == 422
    assert "Skulden är 150,00" in words(told)
    assert "Låna ut ändå" in words(told)

    assert desk.lend(book.barcode, override=["debt"]).status_code == 200
    assert Loan.objects.filter(item=book).exists()


def test_an_assistant_is_sent_to_a_colleague_for_what_she_may_not(world):
    from .conftest import Desk

    desk = Desk(world, world.staff("Siv", library="LJU-JAR", roles=("desk",)), "LJU-JAR")
    alva, book = world.patron("Alva", debt_ore=15_000), world.book()
    desk.lend(alva.card)
    told = words(desk.lend(book.barcode))
    assert "Kräver en kollega med behörighet" in told
    assert "Låna ut ändå" not in told
    assert desk.lend(book.barcode, override=["debt"]).status_code == 422


def test_a_blocked_card_opens_nobody(desk, world):
    alva = world.patron("Alva")
    Card.objects.filter(number=alva.card).update(is_active=False, blocked_at=world.moment())
    told = words(desk.lend(alva.card))
    assert "Kortet är spärrat" in told
    assert "Alva" not in told
    assert not Lookup.objects.exists()


def test_an_unknown_book_is_lent_with_its_title_and_mended_later(desk, world):
    alva = world.patron("Alva")
    desk.lend(alva.card)
    assert "Låna ut ändå?" in words(desk.lend("39999999"))
    fields = {"barcode": "39999999", "title": "Okänd bok", "media_type": "book"}
    assert "Lånad till" in words(desk.send("utlan/snabbregistrera", **fields))
    assert Loan.objects.get(item__barcode="39999999").item.is_quick_add

    nameless = desk.send("utlan/snabbregistrera", barcode="39999998", title=" ", media_type="book")
    assert nameless.status_code == 422
    assert "39999998" in words(nameless)


def test_the_same_scan_sent_twice_is_one_loan_and_the_same_answer(desk, world):
    alva, book = world.patron("Alva"), world.book()
    desk.lend(alva.card)
    first = desk.lend(book.barcode, scan_key="once")
    again = desk.lend(book.barcode, scan_key="once")
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.context["band"] == again.context["band"]
    assert Loan.objects.count() == 1


def test_a_book_that_is_theirs_already_can_be_renewed_at_once(desk, world):
    alva, book = world.patron("Alva"), world.book()
    world.lend(book, alva, on=world.moment().date().replace(day=1))
    desk.lend(alva.card)
    told = desk.lend(book.barcode)
    assert "Låna om" in words(told)
    kept = desk.send("utlan/lana-om", loan=Loan.objects.get().pk)
    assert "Omlånad till" in words(kept) or "blir inte längre" in words(kept)


def test_a_representative_borrows_and_fetches_but_sees_nothing_else(desk, world):
    alva, book, waiting, old = (
        world.patron("Alva"),
        world.book(),
        world.book("Väntande boken"),
        world.book("Gamla lånet"),
    )
    world.lend(old, alva)
    world.hold(waiting.record, alva, pickup="LJU-JAR")
    desk.lend(alva.card)
    desk.take_back(waiting.barcode)
    charge(
        alva.id,
        "other",
        4_200,
        cause_kind="other",
        cause_id=None,
        owning_municipality_id=alva.patron.municipality_id,
        charging_municipality_id=alva.patron.municipality_id,
        occasion=world.at("LJU"),
    )
    assert "42,00" in words(desk.lend(alva.card))

    shown = words(desk.send("utlan/ombud"))
    assert "Alva Exempel" in shown
    for secret in ("42,00", "Väntande boken", "Gamla lånet", "Att hämta"):
        assert secret not in shown
    fetched = desk.lend(waiting.barcode)
    assert "Reservationen är hämtad" in words(fetched)
    assert "42,00" not in words(fetched)
    desk.lend(book.barcode)
    receipt = desk.client.get("/personal/utskrift/lanekvitto/nu.pdf")
    assert receipt["Content-Type"] == "application/pdf"


def test_a_held_book_leaves_the_list_of_what_waits_when_it_is_lent(desk, world):
    alva, waiting = world.patron("Alva"), world.book("Väntande boken", owned_by="LJU-JAR")
    world.hold(waiting.record, alva, pickup="LJU-JAR")
    code = desk.take_back(waiting.barcode).context["band"].code
    assert code in words(desk.lend(alva.card))
    assert "Att hämta här" not in words(desk.lend(waiting.barcode))


def test_a_protected_patron_is_named_nowhere_at_the_desk(desk, world):
    alva, book = world.patron("Alva", protection="confidential"), world.book()
    shown = words(desk.lend(alva.card))
    assert "Skyddade personuppgifter" in shown
    assert "Alva" not in shown
    assert desk.lend(book.barcode).status_code == 200
    assert "Alva" not in words(desk.client.get("/personal/utlan"))


def test_one_key_takes_the_last_scan_back(desk, world):
    alva, book = world.patron("Alva"), world.book("Doktor Glas")
    desk.lend(alva.card)
    desk.lend(book.barcode)
    undone = words(desk.send("angra", at="utlan"))
    assert "Utlånet är taget tillbaka" in undone
    assert not Loan.objects.exists()
    assert "Det finns inget att ångra" in words(desk.send("angra", at="utlan"))


def test_a_page_from_before_the_session_ended_goes_on_with_the_same_borrower(desk, world):
    """The scan that waited in line is sent again after somebody logged in in another tab."""
    alva, book = world.patron("Alva"), world.book()
    desk.lend(alva.card)
    desk.client.logout()
    waiting = desk.lend(book.barcode, scan_key="waited")
    assert waiting.status_code == 403
    assert waiting["HX-Redirect"] == "/personal/logga-in"

    desk.client.force_login(desk.staff.login)
    assert desk.lend(book.barcode, scan_key="waited").status_code == 200
    assert Loan.objects.get(item=book).patron_id == alva.id


def test_a_borrower_that_somebody_made_up_is_nobody(desk, world):
    book = world.book()
    assert desk.lend(book.barcode, borrower="eyJwIjoxfQ:1:forged").status_code == 422
    assert not Loan.objects.exists()


def test_a_scan_asks_the_database_little(desk, world):
    """Who (4 questions and the version of what is remembered), the verb's three, the count of loans."""
    alva, books = world.patron("Alva"), [world.book() for _copy in range(3)]
    desk.lend(alva.card)
    desk.lend(books[0].barcode)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        desk.lend(books[1].barcode)
    questions = [one["sql"] for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]
    assert len(questions) <= 9, "\n".join(questions)


def test_without_a_script_the_whole_page_is_answered(desk, world):
    alva, book = world.patron("Alva"), world.book()
    page = desk.client.post("/personal/utlan", {"barcode": alva.card})
    signed = page.context["signed"]
    lent = desk.client.post("/personal/utlan", {"barcode": book.barcode, "borrower": signed})
    assert "<!doctype html>" in words(lent)
    assert "Lånad till" in words(lent)
    assert "1 lån nu" in words(lent)


def test_a_null_in_what_was_typed_or_pasted_is_dropped(desk, world):
    book = world.book("Doktor Glas")
    assert desk.client.get("/personal/titlar?q=Doktor%00").status_code == 200
    found = desk.client.post(
        "/personal/sok.json", f"q=%00{book.barcode}", content_type="application/x-www-form-urlencoded"
    )
    assert found.json()["groups"][0]["entries"][0]["label"] == "Doktor Glas"
