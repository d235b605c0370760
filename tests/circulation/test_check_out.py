"""Lending at the desk."""

from datetime import date, time

import pytest

from helge.circulation.commands.check_out import CheckOutRefused, check_out
from helge.circulation.models import Loan, UndoMemo
from helge.consortium.models import ClosedDay, OpeningHours
from helge.holds.models import Hold
from helge.inventory.models import Whereabouts
from helge.journal.models import Event
from helge.policies.models import LoanRule


def test_a_book_is_lent_for_28_days_and_the_journal_says_by_which_rule(world):
    book, alva = world.book(), world.patron("Alva")

    loan = check_out(book.barcode, alva.card, occasion=world.at("Järvsö"))

    assert loan.due_date == date(2027, 3, 1)
    lent = Loan.objects.get(pk=loan.loan_id)
    assert (lent.patron, lent.library.code, lent.channel) == (alva.patron, "LJU-JAR", "desk")
    spot = world.whereabouts(book)
    assert (spot.place, spot.loan_id, spot.library.code, spot.event_id) == (
        "on_loan",
        lent.pk,
        "LJU-JAR",
        loan.event_id,
    )
    event = Event.objects.get(pk=loan.event_id)
    assert (event.kind, event.patron_id, event.loan_id) == ("ItemCheckedOut", alva.id, lent.pk)
    assert event.why["rules"]["loan_days"] in lent.rule_ids


def test_a_debt_stops_a_loan_until_staff_with_permission_say_otherwise(world):
    book, reader = world.book(), world.patron(debt_ore=15_000)

    with pytest.raises(CheckOutRefused) as refused:
        check_out(book.barcode, reader.card, occasion=world.at("Hofors"))
    assert refused.value.codes == ("debt",)

    with pytest.raises(CheckOutRefused):
        check_out(book.barcode, reader.card, occasion=world.at("Hofors"), override=frozenset({"debt"}))
    anna = world.at("Hofors", may=["lend_despite_debt"])
    check_out(book.barcode, reader.card, occasion=anna, override=frozenset({"debt"}))
    assert Loan.objects.get(patron=reader.patron).due_date == date(2027, 3, 1)


@pytest.mark.parametrize(("debt_ore", "is_stopped"), [(9_900, False), (10_000, True), (10_100, True)])
def test_borrowing_stops_from_a_hundred_kronor(world, debt_ore, is_stopped):
    book, reader = world.book(), world.patron(debt_ore=debt_ore)
    if is_stopped:
        with pytest.raises(CheckOutRefused):
            check_out(book.barcode, reader.card, occasion=world.at("LJU"))
    else:
        check_out(book.barcode, reader.card, occasion=world.at("LJU"))


def test_every_reason_is_told_at_once(world):
    lent = world.book(loan_kind="reference")
    reader = world.patron(debt_ore=20_000, expires_date=date(2027, 1, 1))

    with pytest.raises(CheckOutRefused) as refused:
        check_out(lent.barcode, reader.card, occasion=world.at("LJU"))
    assert set(refused.value.codes) == {"not_for_loan", "card_expired", "debt"}


def test_unknown_barcodes_and_cards_are_told_apart(world):
    book, reader = world.book(), world.patron()
    for barcode, card, code in [
        ("39999999", reader.card, "no_such_item"),
        (reader.card, reader.card, "card_not_item"),
        (book.barcode, "29999999", "no_such_card"),
    ]:
        with pytest.raises(CheckOutRefused) as refused:
            check_out(barcode, card, occasion=world.at("LJU"))
        assert refused.value.codes == (code,)
    assert not Loan.objects.exists()


def test_a_blocked_card_lends_nothing(world):
    book, reader = world.book(), world.patron()
    reader.patron.cards.update(is_active=False)
    with pytest.raises(CheckOutRefused) as refused:
        check_out(book.barcode, reader.card, occasion=world.at("LJU"))
    assert refused.value.codes == ("card_blocked",)


def test_a_film_for_fifteen_is_refused_the_day_before_the_birthday(world):
    film = world.book("Skräckfilm", media_type_id="film", record=world.record("Skräckfilm", age_limit=15))
    reader = world.patron(birth_date=date(2012, 2, 2))
    with pytest.raises(CheckOutRefused) as refused:
        check_out(film.barcode, reader.card, occasion=world.at("LJU"))
    assert refused.value.codes == ("too_young",)
    assert check_out(film.barcode, reader.card, occasion=world.at("LJU", on=date(2027, 2, 2))).due_date


def test_a_due_date_never_falls_on_a_closed_day(world):
    hofors = world.library("Hofors")
    ClosedDay.objects.create(library=hofors, from_date=date(2027, 3, 1), to_date=date(2027, 3, 2), reason="Inventering")
    OpeningHours.objects.filter(library=hofors, weekday=2).delete()
    world.libraries_changed()
    book, alva = world.book(), world.patron()
    assert check_out(book.barcode, alva.card, occasion=world.at(hofors)).due_date == date(2027, 3, 4)
    assert OpeningHours.objects.filter(library=hofors, opens=time(10)).exists()


def test_when_others_wait_the_loan_is_fourteen_days_and_the_pausing_do_not_count(world):
    record = world.record()
    one, other = world.book(record=record), world.book(record=record)
    waiting = Hold.objects.create(
        work=record.work,
        record=record,
        patron=world.patron("Nils").patron,
        pickup_library=world.library("Hofors"),
        placed_at=world.moment(),
        channel="web",
        suspended_from=date(2027, 2, 1),
        suspended_until=date(2027, 2, 7),
    )
    assert world.lend(one, world.patron()).due_date == date(2027, 3, 1)
    assert world.lend(other, world.patron(), on=date(2027, 2, 8)).due_date == date(2027, 2, 22)
    assert waiting.state == "waiting"


def test_the_patrons_own_hold_is_fulfilled_and_forgets_them(world):
    book, alva = world.book(), world.patron()
    hold = Hold.objects.create(
        work=book.record.work,
        record=book.record,
        patron=alva.patron,
        pickup_library=world.library("LJU"),
        placed_at=world.moment(),
        channel="web",
        state="ready",
        captured_item=book,
        ready_at=world.moment(),
        pickup_code="K 472",
    )
    Whereabouts.objects.filter(item=book).update(place="hold_shelf", hold_id=hold.pk)

    loan = world.lend(book, alva)

    hold.refresh_from_db()
    assert (loan.was_hold, hold.state, hold.patron) == (True, "fulfilled", None)
    assert not Event.objects.filter(hold_id=hold.pk, kind="HoldPlaced", patron_id__isnull=False).exists()


def test_a_book_on_the_hold_shelf_for_another_goes_only_with_permission_and_they_keep_their_place(world):
    book, alva, nils = world.book(), world.patron(), world.patron("Nils")
    hold = Hold.objects.create(
        work=book.record.work,
        record=book.record,
        patron=nils.patron,
        pickup_library=world.library("LJU"),
        placed_at=world.moment(),
        channel="web",
        state="ready",
        captured_item=book,
        ready_at=world.moment(),
        pickup_code="K 472",
    )
    Whereabouts.objects.filter(item=book).update(place="hold_shelf", hold_id=hold.pk)
    with pytest.raises(CheckOutRefused) as refused:
        world.lend(book, alva)
    assert refused.value.codes == ("held_for_other",)

    check_out(
        book.barcode,
        alva.card,
        occasion=world.at("LJU", may=["lend_held_item"]),
        override=frozenset({"held_for_other"}),
    )
    hold.refresh_from_db()
    assert (hold.state, hold.patron_id, hold.placed_at) == ("waiting", nils.id, world.moment())


def test_the_same_scan_sent_twice_makes_one_loan_and_gets_the_same_answer(world):
    book, alva = world.book(), world.patron()
    occasion = world.at("LJU", scan_key="a-scan")
    first = check_out(book.barcode, alva.card, occasion=occasion)
    assert check_out(book.barcode, alva.card, occasion=occasion) == first
    assert Loan.objects.count() == 1


def test_the_desk_remembers_only_its_last_scan(world):
    alva = world.patron()
    for _n in range(2):
        check_out(world.book().barcode, alva.card, occasion=world.at("LJU", desk="d1"))
    memo = UndoMemo.objects.get()
    assert (memo.verb, memo.before["whereabouts"]["place"]) == ("check_out", "shelf")


def test_a_member_may_lend_films_longer_from_a_day(world):
    LoanRule.objects.create(
        decision=world.decision,
        from_date=date(2027, 2, 10),
        municipality=world.library("Hofors").municipality,
        media_type_id="film",
        loan_days=14,
    )
    world.rules_changed()
    films = [world.book(f"Film {n}", media_type_id="film") for n in range(3)]
    alva = world.patron()
    assert world.lend(films[0], alva, at="Hofors").due_date == date(2027, 2, 8)
    assert world.lend(films[1], alva, at="Hofors", on=date(2027, 2, 10)).due_date == date(2027, 2, 24)
    assert world.lend(films[2], alva, at="LJU", on=date(2027, 2, 10)).due_date == date(2027, 2, 17)
