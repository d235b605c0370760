"""Taking back, receiving, pulling and clearing: every scan of an item that nobody is borrowing."""

from datetime import date, datetime, timedelta

import pytest

from helge.circulation.commands.check_in import CheckedIn, CheckInRefused, Outcome, check_in
from helge.circulation.models import Loan
from helge.fees.models import Charge
from helge.fees.queries import debt_ore
from helge.holds.models import Hold, PullSlip
from helge.inventory.models import PlaceKind, Whereabouts
from helge.journal.models import Event
from helge.logistics.models import FloatingRule, Transit
from helge.policies.models import Tariff
from helge.stewardship.promises import broken_promises


@pytest.fixture(autouse=True)
def _every_promise_holds(db):
    yield
    assert broken_promises() == []


def test_a_book_returned_at_home_goes_on_its_shelf_and_forgets_its_reader(world):
    book, alva = world.book(), world.patron("Alva")
    loan = world.lend(book, alva)

    answer = check_in(book.barcode, occasion=world.at("LJU", on=world.later(5)))

    assert (answer.outcome, answer.was_on_loan, answer.late_fee_ore) == (Outcome.SHELF, True, 0)
    closed = Loan.objects.get(pk=loan.loan_id)
    assert (closed.patron, closed.returned_date, closed.checked_in_library.code) == (None, world.day, "LJU")
    spot = world.whereabouts(book)
    assert (spot.place, spot.library.code, spot.event_id) == (PlaceKind.SHELF, "LJU", answer.event_id)
    assert not Event.objects.filter(loan_id=loan.loan_id, patron_id__isnull=False).exists()


def test_a_book_returned_elsewhere_is_sent_home_and_received_there(world):
    book = world.book(owned_by="LJU")
    world.lend(book, world.patron())

    sent = check_in(book.barcode, occasion=world.at("HOF"))
    assert (sent.outcome, sent.to_library, sent.to_library_name) == (Outcome.SEND_HOME, "LJU", "Ljusdals bibliotek")
    transit = Transit.objects.get(closed_at=None)
    assert (transit.from_library.code, transit.to_library.code, transit.purpose) == ("HOF", "LJU", "home")

    home = check_in(book.barcode, occasion=world.at("LJU", on=world.later(1)))
    assert (home.outcome, home.was_on_loan) == (Outcome.SHELF, False)
    transit.refresh_from_db()
    assert transit.closed_as == "arrived"


def test_a_film_floats_but_the_third_copy_goes_home(world):
    FloatingRule.objects.create(
        decision=world.decision, from_date=date(2020, 1, 1), media_type_id="film", is_floating=True, max_of_title=2
    )
    world.rules_changed()
    record = world.record("Fanny och Alexander", media_type="film")
    films = [world.book(record=record, owned_by="LJU", media_type_id="film") for _ in range(3)]

    outcomes = [check_in(film.barcode, occasion=world.at("HOF")).outcome for film in films]

    assert outcomes == [Outcome.FLOATS, Outcome.FLOATS, Outcome.SEND_HOME]
    spot = world.whereabouts(films[0])
    assert (spot.place, spot.library.code, films[0].owning_library.code) == ("shelf", "HOF", "LJU")


def test_a_late_book_costs_by_the_tariff_of_each_day(world):
    Tariff.objects.all().delete()
    Tariff.objects.create(
        decision=world.decision,
        from_date=date(2006, 10, 1),
        to_date=world.day + timedelta(days=31),
        overdue_ore_per_day=100,
        item_cap_ore=20_000,
        occasion_cap_ore=20_000,
        fees_from_age=18,
    )
    world.rules_changed()
    book, alva, nils = world.book(), world.patron("Alva"), world.child()
    loan = world.lend(book, alva)
    children_book = world.book("Pannkakstårtan")
    world.lend(children_book, nils)

    back = world.at("LJU", on=loan.due_date + timedelta(days=10))
    late_days_with_fee = 3  # lent for 28 days, and the tariff ends after 31
    assert check_in(book.barcode, occasion=back).late_fee_ore == late_days_with_fee * 100
    assert check_in(children_book.barcode, occasion=back).late_fee_ore == 0
    charge = Charge.objects.get()
    assert (charge.patron_id, charge.cause_id, charge.kind) == (alva.id, loan.loan_id, "overdue")
    assert debt_ore(alva.id) == late_days_with_fee * 100


def test_one_return_occasion_costs_at_most_200_kr_however_many_books(world):
    Tariff.objects.filter(to_date=None).update(overdue_ore_per_day=100)
    world.rules_changed()
    alva = world.patron("Alva")
    books = [world.book(f"Bok {n}") for n in range(3)]
    loans = [world.lend(book, alva) for book in books]

    back = world.at("LJU", on=loans[0].due_date + timedelta(days=90))
    assert [check_in(book.barcode, occasion=back).late_fee_ore for book in books] == [9_000, 9_000, 2_000]


def test_a_book_from_the_weekends_book_drop_is_not_late(world):
    Tariff.objects.filter(to_date=None).update(overdue_ore_per_day=100)
    world.rules_changed()
    book = world.book()
    due = world.lend(book, world.patron()).due_date

    answer = check_in(book.barcode, occasion=world.at("LJU", on=due + timedelta(days=2)), returned_on=due)

    assert answer.late_fee_ore == 0
    assert Loan.objects.get().returned_date == due


def test_a_return_day_is_neither_in_the_future_nor_before_the_loan(world):
    book = world.book()
    world.lend(book, world.patron())
    yesterday, tomorrow = world.day - timedelta(days=1), world.day + timedelta(days=1)
    for day, code in [(tomorrow, "returned_in_the_future"), (yesterday, "returned_before_the_loan")]:
        with pytest.raises(CheckInRefused) as no:
            check_in(book.barcode, occasion=world.at("LJU"), returned_on=day)
        assert no.value.codes == (code,)
    assert Loan.objects.filter(checked_in_at=None).exists()


def test_an_unknown_barcode_and_a_card_are_told_apart(world):
    alva = world.patron()
    for code, reason in [("999999", "no_such_item"), (alva.card, "card_not_item")]:
        with pytest.raises(CheckInRefused) as no:
            check_in(code, occasion=world.at("LJU"))
        assert no.value.codes == (reason,)


def test_a_missing_book_that_turns_up_is_said_to_have_been_missing(world):
    book = world.book()
    Whereabouts.objects.filter(item=book).update(place="missing")
    answer = check_in(book.barcode, occasion=world.at("LJU"))
    assert (answer.outcome, answer.warnings) == (Outcome.SHELF, ["was_missing"])


@pytest.mark.parametrize(
    ("facts", "place", "attention"),
    [
        ({"withdrawn_at": datetime(2027, 1, 1).astimezone()}, "withdrawn", "not_lent"),
        ({"is_quick_add": True}, "shelf", "quick_add"),
        ({}, "lost", "returned_after_lost"),
    ],
)
def test_some_items_need_a_person_first(world, facts, place, attention):
    book, alva = world.book(**facts), world.patron()
    Whereabouts.objects.filter(item=book).update(place=place)
    hold = world.hold(world.book(record=book.record).record, alva)

    answer = check_in(book.barcode, occasion=world.at("LJU"))

    assert (answer.outcome, answer.attention) == (Outcome.ATTENTION, attention)
    assert world.whereabouts(book).attention_reason == attention
    assert Hold.objects.get(pk=hold.hold_id).state == "waiting"
    assert check_in(book.barcode, occasion=world.at("LJU", hour=11)).outcome is Outcome.ATTENTION


def test_a_double_scan_gives_the_same_answer_and_does_nothing(world):
    book, alva = world.book(owned_by="LJU"), world.patron()
    hold = world.hold(book.record, alva, pickup="HOF")
    first = check_in(book.barcode, occasion=world.at("LJU"))
    before = Event.objects.count()

    again = check_in(book.barcode, occasion=world.at("LJU"))

    assert (again.outcome, again.to_library, again.hold_id, again.event_id) == (
        Outcome.SEND_HOLD,
        "HOF",
        hold.hold_id,
        first.event_id,
    )
    assert again.warnings == ["double_scan"]
    assert (Event.objects.count(), Transit.objects.count()) == (before, 1)


def test_a_returned_book_scanned_twice_keeps_telling_the_fee(world):
    Tariff.objects.filter(to_date=None).update(overdue_ore_per_day=100)
    world.rules_changed()
    book = world.book()
    due = world.lend(book, world.patron()).due_date
    back = world.at("LJU", on=due + timedelta(days=3))

    assert check_in(book.barcode, occasion=back).late_fee_ore == 300
    again = check_in(book.barcode, occasion=back)
    assert (again.late_fee_ore, again.was_on_loan) == (300, True)
    assert Charge.objects.count() == 1


def test_the_same_scan_key_gets_the_first_answer(world):
    book = world.book()
    world.lend(book, world.patron())
    occasion = world.at("HOF", scan_key="a-return")
    first = check_in(book.barcode, occasion=occasion)

    assert check_in(book.barcode, occasion=occasion) == first
    assert CheckedIn.from_json(first.as_json()) == first
    assert Transit.objects.count() == 1


def test_a_pulled_book_serves_the_first_in_the_queue_not_the_slip(world):
    from helge.holds.commands.assign_pulls import assign_pulls
    from helge.holds.commands.suspend_hold import resume_hold, suspend_hold

    book = world.book(owned_by="LJU")
    alva, bo = world.patron("Alva"), world.patron("Bo")
    first = world.hold(book.record, alva, pickup="LJU")
    second = world.hold(book.record, bo, pickup="LJU", on=world.later(1))
    suspend_hold(first.hold_id, world.day, None, occasion=world.at("LJU"))
    [slip] = assign_pulls(book.record.work_id, occasion=world.at("LJU"))
    assert slip.hold_id == second.hold_id
    resume_hold(first.hold_id, occasion=world.at("LJU"))

    answer = check_in(book.barcode, occasion=world.at("LJU"))

    assert (answer.outcome, answer.hold_id) == (Outcome.HOLD_SHELF, first.hold_id)
    assert PullSlip.objects.get().state == "withdrawn"
