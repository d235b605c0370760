"""The days that other systems get wrong."""

import pytest

from helge.circulation.commands.check_in import Outcome, check_in
from helge.circulation.commands.check_out import check_out
from helge.consortium.models import Library
from helge.holds.commands.assign_pulls import assign_pulls
from helge.holds.commands.cancel_hold import cancel_hold
from helge.holds.commands.suspend_hold import suspend_hold
from helge.holds.models import Hold
from helge.holds.queries import clear_shelf_list, queue_place
from helge.inventory.models import Whereabouts
from helge.journal.models import Event
from helge.logistics.models import Transit
from helge.stewardship.promises import broken_promises


@pytest.fixture(autouse=True)
def _every_promise_holds(db):
    yield
    assert broken_promises() == []


def state(hold):
    return Hold.objects.get(pk=hold.hold_id).state


def ready_events(hold):
    return Event.objects.filter(kind="HoldReady", hold_id=hold.hold_id).count()


def test_a_hold_cancelled_on_the_way_gives_the_book_to_the_next_at_arrival_not_before(world):
    book = world.book(owned_by="LJU")
    first = world.hold(book.record, world.patron("Alva"), pickup="HOF")
    second = world.hold(book.record, world.patron("Bo"), pickup="SOD", on=world.later(1))
    check_in(book.barcode, occasion=world.at("LJU"))

    ended = cancel_hold(first.hold_id, occasion=world.at("LJU"))

    assert ended.others_waiting == 1
    assert (state(second), ready_events(second), world.whereabouts(book).place) == ("waiting", 0, "in_transit")
    arrived = check_in(book.barcode, occasion=world.at("HOF", on=world.later(1)))
    assert (arrived.outcome, arrived.to_library, arrived.hold_id) == (Outcome.SEND_HOLD, "SOD", second.hold_id)
    assert check_in(book.barcode, occasion=world.at("SOD", on=world.later(1))).outcome is Outcome.HOLD_SHELF
    assert ready_events(second) == 1


def test_a_hold_cancelled_on_the_way_with_nobody_next_turns_the_book_home(world):
    book = world.book(owned_by="LJU")
    hold = world.hold(book.record, world.patron(), pickup="HOF")
    check_in(book.barcode, occasion=world.at("LJU"))
    cancel_hold(hold.hold_id, occasion=world.at("LJU"))
    arrived = check_in(book.barcode, occasion=world.at("HOF"))
    assert (arrived.outcome, arrived.to_library) == (Outcome.SEND_HOME, "LJU")


def test_clearing_the_hold_shelf_serves_the_next_here_in_the_same_scan(world):
    book = world.book(owned_by="LJU")
    first = world.hold(book.record, world.patron("Alva"), pickup="HOF")
    second = world.hold(book.record, world.patron("Bo"), pickup="HOF", on=world.later(1))
    for place in ("LJU", "HOF"):
        check_in(book.barcode, occasion=world.at(place))
    code = Hold.objects.get(pk=first.hold_id).pickup_code
    again = check_in(book.barcode, occasion=world.at("HOF", hour=12))
    assert (again.hold_id, again.pickup_code, ready_events(first)) == (first.hold_id, code, 1)

    cancel_hold(first.hold_id, occasion=world.at("HOF"))
    assert len(clear_shelf_list(world.library("HOF").pk)) == 1
    cleared = check_in(book.barcode, occasion=world.at("HOF", hour=12))
    assert (cleared.outcome, cleared.hold_id) == (Outcome.HOLD_SHELF, second.hold_id)
    assert clear_shelf_list(world.library("HOF").pk) == []

    cancel_hold(second.hold_id, occasion=world.at("HOF"))
    assert check_in(book.barcode, occasion=world.at("HOF", hour=13)).outcome is Outcome.SEND_HOME


def test_lending_an_item_in_transit_closes_the_journey_as_lent_and_keeps_its_destination(world):
    book = world.book(owned_by="LJU")
    hold = world.hold(book.record, world.patron("Alva"), pickup="HOF")
    check_in(book.barcode, occasion=world.at("LJU"))
    alva = Hold.objects.get(pk=hold.hold_id).patron.cards.get().number

    assert check_out(book.barcode, alva, occasion=world.at("HOF")).was_hold

    transit = Transit.objects.get()
    assert (transit.closed_as, transit.to_library.code, state(hold)) == ("lent", "HOF", "fulfilled")


def test_an_item_scanned_at_a_third_library_goes_on_to_the_same_hold(world):
    book = world.book(owned_by="LJU")
    hold = world.hold(book.record, world.patron("Alva"), pickup="HOF")
    here_too = world.hold(book.record, world.patron("Bo"), pickup="SOD", on=world.later(1))
    check_in(book.barcode, occasion=world.at("LJU"))

    stray = check_in(book.barcode, occasion=world.at("SOD"))

    assert (stray.outcome, stray.to_library, stray.hold_id) == (Outcome.SEND_HOLD, "HOF", hold.hold_id)
    assert stray.warnings == ["was_going_elsewhere"]
    assert (state(hold), state(here_too)) == ("in_transit", "waiting")
    assert [transit.closed_as for transit in Transit.objects.order_by("pk")] == ["rerouted", ""]


def test_ten_paused_holds_do_not_hide_the_eleventh(world):
    book = world.book()
    for number in range(10):
        paused = world.hold(book.record, world.patron(f"P{number}"), on=world.later(1))
        suspend_hold(paused.hold_id, world.day, None, occasion=world.at("LJU"))
    eleventh = world.hold(book.record, world.patron("Elva"), on=world.later(1))
    assert check_in(book.barcode, occasion=world.at("LJU")).hold_id == eleventh.hold_id
    assert queue_place(paused.hold_id).place == 10


def test_a_ready_book_carried_to_another_library_goes_back_to_its_shelf(world):
    book = world.book(owned_by="HOF")
    hold = world.hold(book.record, world.patron(), pickup="HOF")
    check_in(book.barcode, occasion=world.at("HOF"))
    stray = check_in(book.barcode, occasion=world.at("SOD"))
    assert (stray.outcome, stray.to_library, state(hold)) == (Outcome.SEND_HOLD, "HOF", "in_transit")
    assert check_in(book.barcode, occasion=world.at("HOF", hour=15)).outcome is Outcome.HOLD_SHELF


def test_a_pickup_library_that_closes_is_passed_over_and_the_hold_keeps_its_place(world):
    book = world.book(owned_by="LJU")
    first = world.hold(book.record, world.patron("Alva"), pickup="HOF")
    second = world.hold(book.record, world.patron("Bo"), pickup="SOD", on=world.later(1))
    Library.objects.filter(code="HOF").update(closed_date=world.day)
    world.libraries_changed()
    assert check_in(book.barcode, occasion=world.at("LJU")).hold_id == second.hold_id
    assert queue_place(first.hold_id).place == 1


def test_a_pickup_library_that_closes_while_the_book_travels_lets_it_go(world):
    book = world.book(owned_by="LJU")
    hold = world.hold(book.record, world.patron("Alva"), pickup="HOF")
    check_in(book.barcode, occasion=world.at("LJU"))
    Library.objects.filter(code="HOF").update(closed_date=world.day)
    world.libraries_changed()
    assert check_in(book.barcode, occasion=world.at("LJU", hour=15)).outcome is Outcome.SHELF
    assert state(hold) == "waiting"


def test_a_book_lent_while_its_row_stands_on_a_pull_list_asks_the_next_copy(world):
    book = world.book(owned_by="LJU")
    spare = world.book(record=book.record, owned_by="HOF")
    hold = world.hold(book.record, world.patron("Alva"), pickup="LJU")
    [slip] = assign_pulls(book.record.work_id, occasion=world.at("LJU"))
    assert slip.item_id == book.pk
    check_out(book.barcode, world.patron("Bo").card, occasion=world.at("LJU"))
    [slip] = assign_pulls(book.record.work_id, occasion=world.at("LJU"))
    assert (slip.item_id, slip.hold_id) == (spare.pk, hold.hold_id)


def test_a_hold_served_by_any_return_takes_its_row_off_the_other_pull_list(world):
    pulled = world.book(owned_by="LJU")
    returned = world.book(record=pulled.record, owned_by="HOF")
    hold = world.hold(pulled.record, world.patron("Alva"), pickup="LJU")
    Whereabouts.objects.filter(item=returned).update(place="missing")
    [slip] = assign_pulls(pulled.record.work_id, occasion=world.at("LJU"))

    assert check_in(returned.barcode, occasion=world.at("LJU")).hold_id == hold.hold_id

    slip.refresh_from_db()
    assert slip.state == "withdrawn"
    # Whoever was walking with the row brings the other copy: nobody waits, it goes back on the shelf.
    assert check_in(pulled.barcode, occasion=world.at("LJU")).outcome is Outcome.SHELF
