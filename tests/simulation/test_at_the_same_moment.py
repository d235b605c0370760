"""Two desks, two tills, two phones: what nobody may notice (requirement: one truth, one lock order)."""

from datetime import timedelta
from random import Random
from time import monotonic

import pytest
from django.db.models import Count

from helge.circulation.commands.check_in import check_in
from helge.circulation.commands.check_out import check_out
from helge.circulation.commands.renew import renew
from helge.circulation.commands.undo_scan import undo_scan
from helge.circulation.models import Loan, Renewal
from helge.consortium.occasion import Channel
from helge.fees.commands.charge import charge, reverse_charge
from helge.fees.commands.pay import pay
from helge.fees.models import Charge, Payment
from helge.fees.queries import debt_ore
from helge.foundation.refusals import Refused
from helge.holds.commands.cancel_hold import cancel_hold
from helge.holds.commands.mark_told import mark_told
from helge.holds.commands.place_hold import place_hold
from helge.holds.models import CAPTURED, Hold, HoldState
from helge.journal.models import Event
from helge.logistics.models import Transit
from helge.notices.commands.send_due import send_due
from helge.notices.models import Notice
from helge.policies.models import HoldRule, LoanRule, Tariff
from tests.simulation.together import at_once, refused

ROUNDS = range(2)


@pytest.mark.parametrize("_", ROUNDS)
def test_one_book_at_two_desks_is_one_journey_and_one_capture(busy_world, _):
    world = busy_world
    book = world.book(owned_by="LJU")
    world.hold(book.record, world.patron("Alva"), pickup="HOF")
    world.hold(book.record, world.patron("Bo"), pickup="SOD", on=world.later(1))
    at_once(*[lambda desk=desk: check_in(book.barcode, occasion=world.at("LJU", desk=desk)) for desk in "abc"])
    assert Transit.objects.filter(closed_at=None).count() == 1
    assert Hold.objects.filter(state__in=CAPTURED).count() == 1


@pytest.mark.parametrize("_", ROUNDS)
def test_a_book_is_lent_and_returned_at_once_and_ends_as_one_of_the_two(busy_world, _):
    world = busy_world
    book, alva = world.book(owned_by="LJU"), world.patron("Alva")
    at_once(
        lambda: check_out(book.barcode, alva.card, occasion=world.at("LJU", desk="a")),
        lambda: check_in(book.barcode, occasion=world.at("HOF", desk="b")),
    )
    is_out = Loan.objects.filter(checked_in_at=None).exists()
    assert world.whereabouts(book).place == ("on_loan" if is_out else "in_transit")


@pytest.mark.parametrize("_", ROUNDS)
def test_one_reader_at_two_machines_borrows_no_more_than_allowed(busy_world, _):
    world = busy_world
    LoanRule.objects.filter(max_loans=50).update(max_loans=2)
    world.rules_changed()
    alva, books = world.patron("Alva"), [world.book(f"Bok {n}") for n in range(5)]
    answers = at_once(
        *[
            lambda book=book: check_out(book.barcode, alva.card, occasion=world.at("LJU", channel=Channel.MACHINE))
            for book in books
        ]
    )
    assert Loan.objects.filter(patron_id=alva.id).count() == 2
    assert refused(answers) == [("too_many_loans",)] * 3


@pytest.mark.parametrize("_", ROUNDS)
def test_one_reader_with_two_phones_reserves_no_more_than_allowed(busy_world, _):
    world = busy_world
    HoldRule.objects.filter(max_holds=30).update(max_holds=2)
    world.rules_changed()
    alva, ljusdal = world.patron("Alva"), world.library("LJU")
    books = [world.book(f"Bok {n}") for n in range(5)]
    answers = at_once(
        *[lambda book=book: place_hold(book.record_id, alva.id, ljusdal.pk, occasion=world.at("LJU")) for book in books]
    )
    assert Hold.objects.filter(patron_id=alva.id).count() == 2
    assert refused(answers) == [("too_many_holds",)] * 3


@pytest.mark.parametrize("_", ROUNDS)
def test_reserving_and_borrowing_the_title_at_once_leaves_nobody_with_both(busy_world, _):
    world = busy_world
    book, alva, ljusdal = world.book(), world.patron("Alva"), world.library("LJU")
    spare = world.book(record=book.record)
    at_once(
        lambda: check_out(spare.barcode, alva.card, occasion=world.at("LJU")),
        lambda: place_hold(book.record_id, alva.id, ljusdal.pk, occasion=world.at("LJU")),
    )
    waits = Hold.objects.filter(patron_id=alva.id).exists()
    has_it = Loan.objects.filter(patron_id=alva.id).exists()
    assert has_it
    assert not waits


@pytest.mark.parametrize("_", ROUNDS)
def test_many_copies_of_one_title_at_four_desks_serve_the_first_in_the_queue(busy_world, _):
    world = busy_world
    first = world.book(owned_by="LJU")
    copies = [first, *[world.book(record=first.record, owned_by=code) for code in ("HOF", "SOD", "BOL", "LJU")]]
    holds = [world.hold(first.record, world.patron(f"P{n}"), pickup="HOF", on=world.later(1)).hold_id for n in range(8)]
    places = ["LJU", "HOF", "SOD", "BOL", "LJU"]
    answers = at_once(
        *[
            lambda book=book, at=at: check_in(book.barcode, occasion=world.at(at))
            for book, at in zip(copies, places, strict=True)
        ]
    )
    assert sorted(answer.hold_id for answer in answers) == holds[:5]
    codes = [answer.pickup_code for answer in answers if answer.pickup_code]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("_", ROUNDS)
def test_a_renewal_against_the_return_of_the_same_book(busy_world, _):
    world = busy_world
    Tariff.objects.filter(to_date=None).update(overdue_ore_per_day=100)
    world.rules_changed()
    book, alva = world.book(), world.patron("Alva")
    loan = world.lend(book, alva)
    day = loan.due_date + timedelta(days=3)
    answers = at_once(
        lambda: renew(loan.loan_id, occasion=world.at("LJU", on=day)),
        lambda: check_in(book.barcode, occasion=world.at("LJU", on=day)),
    )
    assert Loan.objects.get().checked_in_at is not None
    assert [*refused(answers)] in ([], [("not_on_loan",)])
    # Late once, charged once: by the renewal, or by the return.
    assert (Charge.objects.count(), debt_ore(alva.id)) == (1, 300)


@pytest.mark.parametrize("_", ROUNDS)
def test_a_loan_renewed_twice_at_once_is_renewed_once(busy_world, _):
    world = busy_world
    loan = world.lend(world.book(), world.patron())
    day = world.later(5)
    answers = at_once(*[lambda: renew(loan.loan_id, occasion=world.at("LJU", on=day)) for _phone in range(3)])
    assert Renewal.objects.count() == Loan.objects.get().renewals == 1
    assert refused(answers) == [("too_early",)] * 2


@pytest.mark.parametrize("_", ROUNDS)
def test_two_tills_take_a_debt_once(busy_world, _):
    world = busy_world
    alva = world.patron(debt_ore=4000)
    answers = at_once(
        lambda: pay(alva.id, 3000, "cash", occasion=world.at("LJU")),
        lambda: pay(alva.id, 3000, "card", occasion=world.at("HOF")),
        lambda: pay(alva.id, 3000, "swish", occasion=world.at("SOD")),
    )
    assert refused(answers) == [("more_than_debt",)] * 2
    assert (debt_ore(alva.id), Payment.objects.count()) == (1000, 1)


@pytest.mark.parametrize("_", ROUNDS)
def test_charges_payments_and_reversals_at_four_tills_wait_for_each_other_and_add_up(busy_world, _):
    world = busy_world
    alva, bo = world.patron("Alva", debt_ore=2000), world.patron("Bo", debt_ore=2000)
    standing = {charge.patron_id: charge.pk for charge in Charge.objects.all()}
    ljusdal = world.library("LJU")

    def charged(reader):
        owner = ljusdal.municipality_id
        return charge(
            reader.id,
            "other",
            500,
            cause_kind="other",
            cause_id=None,
            owning_municipality_id=owner,
            charging_municipality_id=owner,
            occasion=world.at("LJU"),
        )

    deeds = []
    for reader in (alva, bo):
        deeds += [
            lambda reader=reader: [charged(reader) for _time in range(4)],
            lambda reader=reader: [pay(reader.id, 100, "cash", occasion=world.at("LJU")) for _time in range(4)],
            lambda reader=reader: reverse_charge(standing[reader.id], occasion=world.at("HOF")),
        ]
    answers = at_once(*deeds)
    assert set(refused(answers)) <= {("more_than_debt",), ("fee_paid",)}
    paid = {reader.id: sum(p.amount_ore for p in Payment.objects.filter(patron_id=reader.id)) for reader in (alva, bo)}
    owed = {
        reader.id: sum(c.amount_ore for c in Charge.objects.filter(patron_id=reader.id, reversed_by=None))
        for reader in (alva, bo)
    }
    assert {reader.id: debt_ore(reader.id) + paid[reader.id] for reader in (alva, bo)} == owed


@pytest.mark.parametrize("_", ROUNDS)
def test_a_charge_is_taken_back_once(busy_world, _):
    world = busy_world
    alva = world.patron(debt_ore=2000)
    made = Charge.objects.get()

    def back():
        try:
            return reverse_charge(made.pk, occasion=world.at("LJU"))
        except ValueError:
            return None

    answers = at_once(back, back, back)
    assert sum(answer is not None for answer in answers) == 1
    assert debt_ore(alva.id) == 0


@pytest.mark.parametrize("verb", ["check_out", "check_in", "renew"])
def test_the_same_scan_sent_twice_at_once_is_one_deed_with_one_answer(busy_world, verb):
    world = busy_world
    book, alva = world.book(owned_by="LJU"), world.patron("Alva")
    occasion = world.at("HOF", scan_key="key-1", desk="a", on=world.day + timedelta(days=2))
    if verb == "check_out":
        deed = lambda: check_out(book.barcode, alva.card, occasion=occasion)  # noqa: E731
    else:
        loan = world.lend(book, alva)
        deed = {
            "check_in": lambda: check_in(book.barcode, occasion=occasion),
            "renew": lambda: renew(loan.loan_id, occasion=occasion),
        }[verb]
    answers = at_once(deed, deed, deed)
    assert refused(answers) == []
    assert answers[0] == answers[1] == answers[2]
    kind = {"check_out": "ItemCheckedOut", "check_in": "ItemCheckedIn", "renew": "LoanRenewed"}[verb]
    assert Event.objects.filter(kind=kind, at=occasion.at).count() == 1


@pytest.mark.parametrize("_", ROUNDS)
def test_an_undo_against_the_next_scan_of_the_same_book(busy_world, _):
    world = busy_world
    book, alva = world.book(owned_by="LJU"), world.patron("Alva")
    world.lend(book, alva)
    here = world.at("HOF", desk="a")
    check_in(book.barcode, occasion=here)
    answers = at_once(
        lambda: undo_scan(occasion=here),
        lambda: check_in(book.barcode, occasion=world.at("LJU", desk="b", hour=11)),
        lambda: undo_scan(occasion=here),
    )
    assert sum(isinstance(answer, Refused) for answer in (answers[0], answers[2])) >= 1
    assert Loan.objects.get().checked_in_at is not None
    assert world.whereabouts(book).place == "shelf"


@pytest.mark.parametrize("_", ROUNDS)
def test_a_hold_told_of_while_it_is_cancelled_and_fetched(busy_world, _):
    world = busy_world
    book, alva = world.book(owned_by="HOF"), world.patron("Alva")
    hold = world.hold(book.record, alva, pickup="HOF")
    check_in(book.barcode, occasion=world.at("HOF"))
    at_once(
        lambda: mark_told(hold.hold_id, world.moment(), occasion=world.at("HOF")),
        lambda: cancel_hold(hold.hold_id, occasion=world.at("HOF")),
        lambda: check_out(book.barcode, alva.card, occasion=world.at("HOF")),
    )
    assert Hold.objects.get().state in (HoldState.CANCELLED, HoldState.FULFILLED)
    assert Hold.objects.get().patron is None


@pytest.mark.parametrize("_", ROUNDS)
def test_two_workers_send_each_message_once(busy_world, mailoutbox, _):
    world = busy_world
    for number in range(4):
        book = world.book(f"Bok {number}", owned_by="HOF")
        hold = world.hold(book.record, world.patron(f"P{number}", email=f"p{number}@example.org"), pickup="HOF")
        check_in(book.barcode, occasion=world.at("HOF", minute=number))
        Notice.objects.create(
            patron_id=Hold.objects.get(pk=hold.hold_id).patron_id,
            kind="hold_ready",
            channel="email",
            library=world.library("HOF"),
            hold_id=hold.hold_id,
            created_at=world.moment(),
            next_attempt_at=world.moment(),
        )
    at_once(*[lambda: send_due(world.moment(hour=11)) for _worker in range(3)])
    assert sorted(mail.to[0] for mail in mailoutbox) == [f"p{number}@example.org" for number in range(4)]


STORM_SECONDS = 5


def test_four_desks_in_a_storm_never_wait_for_each_other_for_ever(busy_world):
    """A handful of books and readers, every verb, four connections: no deadlock, no broken promise."""
    world = busy_world
    Tariff.objects.filter(to_date=None).update(overdue_ore_per_day=100)
    world.rules_changed()
    first = world.book(owned_by="LJU")
    books = [
        first,
        world.book(record=first.record, owned_by="HOF"),
        world.book("Emil", owned_by="SOD"),
        world.book("Ronja", owned_by="LJU"),
    ]
    readers = [world.patron(f"P{n}") for n in range(4)]
    places = ["LJU", "HOF", "SOD", "BOL"]
    libraries = {code: world.library(code) for code in places}
    until = monotonic() + STORM_SECONDS

    def one_desk(number):
        random, scans = Random(number), 0
        while monotonic() < until:
            scans += 1
            book, reader, code = random.choice(books), random.choice(readers), random.choice(places)
            day = world.day + timedelta(days=scans)
            at = world.at(libraries[code], desk=f"d{number}", on=day, scan_key=f"{number}-{scans}")
            try:
                match random.randrange(7):
                    case 0 | 1:
                        check_in(book.barcode, occasion=at)
                    case 2:
                        check_out(book.barcode, reader.card, occasion=at)
                    case 3:
                        place_hold(book.record_id, reader.id, libraries[code].pk, occasion=at)
                    case 4:
                        loan = Loan.objects.filter(checked_in_at=None).order_by("?").first()
                        if loan:
                            renew(loan.pk, occasion=at)
                    case 5:
                        undo_scan(occasion=at)
                    case 6:
                        hold = Hold.objects.filter(patron_id=reader.id).first()
                        if hold:
                            cancel_hold(hold.pk, occasion=at)
                debt = debt_ore(reader.id)
                if debt > 2000:
                    pay(reader.id, debt, "cash", occasion=at)
            except Refused:
                continue
        return scans

    scans = at_once(*[lambda number=number: one_desk(number) for number in range(4)])
    assert min(scans) > 10
    twice = Loan.objects.filter(checked_in_at=None).values("item").annotate(n=Count("pk")).filter(n__gt=1)
    assert not twice.exists()
