"""When the van does not come."""

from datetime import timedelta

import pytest

from helge.circulation.commands.answer_transit import TransitAnswerRefused, answer_transit
from helge.circulation.commands.check_in import Outcome, check_in
from helge.consortium.models import ClosedDay
from helge.holds.commands.assign_pulls import assign_pulls
from helge.holds.commands.expire_waiting import expire_waiting
from helge.holds.models import Hold, PullSlip
from helge.holds.queries import queue_place
from helge.logistics.commands.open_transit import TransitRefused, open_transit
from helge.logistics.models import Transit
from helge.logistics.queries import is_late, late_transits
from helge.stewardship.promises import broken_promises


@pytest.fixture(autouse=True)
def _every_promise_holds(db):
    yield
    assert broken_promises() == []


@pytest.fixture
def on_its_way(world):
    """A book sent from Ljusdal to Hofors for Alva, on a Monday."""
    book = world.book(owned_by="LJU")
    hold = world.hold(book.record, world.patron("Alva"), pickup="HOF")
    check_in(book.barcode, occasion=world.at("LJU"))
    return book, hold, Transit.objects.get()


def late_at(world, code):
    return [late.transit.pk for late in late_transits(world.library(code).pk, world.day)]


def test_a_journey_is_late_after_three_open_days_at_both_ends(world, on_its_way):
    _book, _hold, transit = on_its_way
    world.later(3)
    assert late_at(world, "LJU") == late_at(world, "HOF") == []
    world.later(1)
    assert late_at(world, "LJU") == late_at(world, "HOF") == [transit.pk]
    assert late_at(world, "SOD") == []
    assert is_late(transit, world.day)


def test_closed_days_make_nothing_late(world, on_its_way):
    ClosedDay.objects.create(
        library=world.library("HOF"), from_date=world.day, to_date=world.day + timedelta(days=3), reason="Flytt"
    )
    world.libraries_changed()
    world.later(4)
    assert late_at(world, "HOF") == []
    assert len(late_at(world, "LJU")) == 1


def test_a_week_without_vans_expires_no_hold_and_charges_nobody(world, on_its_way):
    _book, hold, _transit = on_its_way
    ended = expire_waiting(occasion=world.at("LJU", on=world.later(7)))
    assert (ended.not_collected, ended.lapsed) == (0, 0)
    assert Hold.objects.get(pk=hold.hold_id).state == "in_transit"


def test_still_here_starts_the_clock_anew(world, on_its_way):
    transit = on_its_way[2]
    world.later(4)
    answer_transit(transit.pk, "still_here", occasion=world.at("LJU"))
    assert late_at(world, "LJU") == late_at(world, "HOF") == []
    world.later(5)
    assert late_at(world, "HOF") == [transit.pk]
    with pytest.raises(TransitAnswerRefused) as no:
        answer_transit(transit.pk, "still_here", occasion=world.at("HOF"))
    assert no.value.codes == ("not_your_journey",)


def test_arrived_is_a_check_in(world, on_its_way):
    _book, hold, transit = on_its_way
    answer = answer_transit(transit.pk, "arrived", occasion=world.at("HOF", on=world.later(5)))
    assert answer.checked_in.outcome is Outcome.HOLD_SHELF
    assert Hold.objects.get(pk=hold.hold_id).state == "ready"
    with pytest.raises(TransitAnswerRefused) as no:
        answer_transit(transit.pk, "arrived", occasion=world.at("HOF"))
    assert no.value.codes == ("journey_has_ended",)


def test_searched_and_not_found_gives_the_hold_the_next_copy_at_its_old_place(world, on_its_way):
    book, hold, transit = on_its_way
    spare = world.book(record=book.record, owned_by="SOD")
    later = world.hold(book.record, world.patron("Bo"), pickup="SOD", on=world.later(1))
    assign_pulls(book.record.work_id, occasion=world.at("SOD"))
    assert PullSlip.objects.get(state="open").hold_id == later.hold_id

    answer = answer_transit(transit.pk, "not_found", occasion=world.at("HOF", on=world.later(4)))

    assert (answer.hold_released, answer.is_missing) == (True, False)
    assert (queue_place(hold.hold_id).place, queue_place(later.hold_id).place) == (1, 2)
    assert check_in(spare.barcode, occasion=world.at("SOD")).hold_id == hold.hold_id
    # The other end searches as well: only then is the book missing.
    answer = answer_transit(transit.pk, "not_found", occasion=world.at("LJU"))
    assert answer.is_missing
    assert (world.whereabouts(book).place, Transit.objects.get(pk=transit.pk).closed_as) == ("missing", "not_found")


def test_a_book_given_up_by_one_end_and_then_found_serves_whoever_is_next(world, on_its_way):
    book, hold, transit = on_its_way
    answer_transit(transit.pk, "not_found", occasion=world.at("HOF", on=world.later(4)))
    assert Hold.objects.get(pk=hold.hold_id).state == "waiting"
    found = check_in(book.barcode, occasion=world.at("HOF", on=world.later(1)))
    assert (found.outcome, found.hold_id) == (Outcome.HOLD_SHELF, hold.hold_id)


def test_a_book_sent_to_stay_stays(world):
    book = world.book(owned_by="LJU")
    open_transit(book.pk, world.library("HOF").pk, occasion=world.at("LJU"))
    received = check_in(book.barcode, occasion=world.at("HOF", on=world.later(1)))
    assert (received.outcome, world.whereabouts(book).library.code) == (Outcome.FLOATS, "HOF")
    assert check_in(book.barcode, occasion=world.at("HOF", on=world.later(1))).outcome is Outcome.FLOATS
    with pytest.raises(TransitRefused) as no:
        open_transit(book.pk, world.library("SOD").pk, occasion=world.at("LJU"))
    assert no.value.codes == ("not_on_the_shelf_here",)
