"""Two desks at the same moment, each with a connection of its own."""

import pytest

from helge.circulation.commands.check_in import Outcome, check_in
from helge.circulation.commands.check_out import CheckOutRefused, check_out
from helge.circulation.models import Loan
from helge.fees.models import Charge
from helge.foundation.refusals import Refused
from helge.holds.commands.assign_pulls import assign_pulls
from helge.holds.commands.cancel_hold import cancel_hold
from helge.holds.commands.claim_pulls import claim_pulls
from helge.holds.commands.place_hold import place_hold
from helge.holds.models import Hold, PullSlip
from helge.logistics.models import Transit
from helge.policies.models import Tariff
from tests.simulation.together import at_once

ROUNDS = range(5)


@pytest.mark.parametrize("_", ROUNDS)
def test_two_readers_one_book_one_loan(busy_world, _):
    world = busy_world
    book, alva, bo = world.book(), world.patron("Alva"), world.patron("Bo")
    answers = at_once(
        lambda: check_out(book.barcode, alva.card, occasion=world.at("LJU", desk="d1")),
        lambda: check_out(book.barcode, bo.card, occasion=world.at("LJU", desk="d2")),
    )
    assert Loan.objects.count() == 1
    assert sum(isinstance(answer, CheckOutRefused) for answer in answers) == 1


@pytest.mark.parametrize("_", ROUNDS)
def test_two_desks_take_back_the_same_book_one_journey_one_fee(busy_world, _):
    world = busy_world
    Tariff.objects.filter(to_date=None).update(overdue_ore_per_day=100)
    world.rules_changed()
    book = world.book(owned_by="LJU")
    due = world.lend(book, world.patron()).due_date
    day = world.later((due - world.day).days + 3)
    first, second = at_once(
        lambda: check_in(book.barcode, occasion=world.at("HOF", on=day, desk="d1")),
        lambda: check_in(book.barcode, occasion=world.at("HOF", on=day, desk="d2")),
    )
    assert (first.outcome, second.outcome) == (Outcome.SEND_HOME, Outcome.SEND_HOME)
    assert (Transit.objects.count(), Charge.objects.count()) == (1, 1)


@pytest.mark.parametrize("_", ROUNDS)
def test_two_copies_at_two_desks_serve_one_hold_once(busy_world, _):
    world = busy_world
    one = world.book(owned_by="LJU")
    two = world.book(record=one.record, owned_by="HOF")
    hold = world.hold(one.record, world.patron(), pickup="LJU")
    answers = at_once(
        lambda: check_in(one.barcode, occasion=world.at("LJU")),
        lambda: check_in(two.barcode, occasion=world.at("HOF")),
    )
    assert sorted(answer.hold_id is None for answer in answers) == [False, True]
    assert Hold.objects.get(pk=hold.hold_id).captured_item_id in (one.pk, two.pk)


@pytest.mark.parametrize("_", ROUNDS)
def test_a_hold_is_cancelled_while_its_book_is_scanned(busy_world, _):
    world = busy_world
    book = world.book(owned_by="LJU")
    hold = world.hold(book.record, world.patron(), pickup="HOF")
    at_once(
        lambda: check_in(book.barcode, occasion=world.at("LJU")),
        lambda: cancel_hold(hold.hold_id, occasion=world.at("LJU")),
    )
    assert Hold.objects.get(pk=hold.hold_id).captured_item_id is None


@pytest.mark.parametrize("_", ROUNDS)
def test_the_same_hold_placed_twice_at_once_is_one_hold(busy_world, _):
    world = busy_world
    book, alva, lju = world.book(), world.patron(), world.library("LJU")
    answers = at_once(
        *[lambda: place_hold(book.record_id, alva.id, lju.pk, occasion=world.at(lju)) for _desk in range(3)]
    )
    assert Hold.objects.count() == 1
    assert sum(isinstance(answer, Refused) for answer in answers) == 2


@pytest.mark.parametrize("_", ROUNDS)
def test_the_pull_list_is_made_once_and_each_row_goes_to_one(busy_world, _):
    world = busy_world
    books = [world.book(f"Bok {number}") for number in range(4)]
    for book in books:
        world.hold(book.record, world.patron(f"P{book.pk}"), pickup="HOF")
    works = [book.record.work_id for book in books]
    at_once(*[lambda: [assign_pulls(work, occasion=world.at("LJU")) for work in works] for _worker in range(2)])
    slips = list(PullSlip.objects.values_list("pk", flat=True))
    assert len(slips) == 4
    anna, bea = at_once(
        lambda: claim_pulls(slips, occasion=world.at("LJU")),
        lambda: claim_pulls(list(reversed(slips)), occasion=world.at("LJU")),
    )
    assert sorted([*anna, *bea]) == slips
