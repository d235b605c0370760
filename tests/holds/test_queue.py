"""What happens to a hold while it waits: pause, pickup, jump, pull, tell, expire, cancel."""

from datetime import timedelta

import pytest

from helge.circulation.commands.check_in import Outcome, check_in
from helge.consortium.models import ClosedDay
from helge.holds.commands.answer_not_found import answer_not_found
from helge.holds.commands.assign_pulls import assign_pulls
from helge.holds.commands.cancel_hold import cancel_hold
from helge.holds.commands.change_pickup import change_pickup
from helge.holds.commands.claim_pulls import claim_pulls, unclaim_pulls
from helge.holds.commands.expire_waiting import expire_waiting
from helge.holds.commands.jump_queue import jump_queue
from helge.holds.commands.mark_told import mark_told
from helge.holds.commands.release_hold import release_hold
from helge.holds.commands.suspend_hold import resume_hold, suspend_hold
from helge.holds.locking import HoldRefused
from helge.holds.models import Hold, PullSlip
from helge.holds.queries import (
    clear_shelf_list,
    hold_shelf,
    holds_of_patron,
    jumped_holds,
    pull_list,
    queue_of,
    queue_place,
)
from helge.inventory.models import ShelfLocation
from helge.journal.models import Event
from helge.stewardship.promises import broken_promises


@pytest.fixture(autouse=True)
def _every_promise_holds(db):
    yield
    assert broken_promises() == []


def state(hold):
    return Hold.objects.get(pk=hold.hold_id).state


def test_a_paused_first_in_queue_is_skipped_and_keeps_its_place(world):
    book = world.book()
    first = world.hold(book.record, world.patron("Alva"))
    second = world.hold(book.record, world.patron("Bo"), on=world.later(1))
    suspend_hold(first.hold_id, world.day, world.day + timedelta(days=10), occasion=world.at("LJU"))

    assert check_in(book.barcode, occasion=world.at("LJU")).hold_id == second.hold_id
    assert queue_place(first.hold_id).place == 1
    event = Event.objects.filter(kind="ItemCheckedIn").latest("id")
    assert event.why["skipped"] == [[first.hold_id, "paused"]]

    third = world.hold(book.record, world.patron("Cecilia"))
    cancel_hold(second.hold_id, occasion=world.at("LJU"))
    back = world.at("LJU", on=world.later(11))
    assert check_in(book.barcode, occasion=back).hold_id == first.hold_id
    assert state(third) == "waiting"


def test_a_pause_takes_the_row_off_the_pull_list_and_its_end_puts_it_back(world):
    book = world.book()
    hold = world.hold(book.record, world.patron())
    assert len(assign_pulls(book.record.work_id, occasion=world.at("LJU"))) == 1
    suspend_hold(hold.hold_id, world.day, None, occasion=world.at("LJU"))
    assert pull_list(world.library("LJU").pk) == []
    resume_hold(hold.hold_id, occasion=world.at("LJU"))
    assert len(assign_pulls(book.record.work_id, occasion=world.at("LJU"))) == 1
    with pytest.raises(HoldRefused):
        suspend_hold(hold.hold_id, world.day + timedelta(days=3), world.day, occasion=world.at("LJU"))


def test_the_pickup_library_changes_until_the_book_is_on_its_way(world):
    book = world.book(owned_by="LJU")
    hold = world.hold(book.record, world.patron(), pickup="HOF")
    change_pickup(hold.hold_id, world.library("SOD").pk, occasion=world.at("LJU"))
    assert check_in(book.barcode, occasion=world.at("LJU")).to_library == "SOD"
    with pytest.raises(HoldRefused) as no:
        change_pickup(hold.hold_id, world.library("HOF").pk, occasion=world.at("LJU"))
    assert no.value.codes == ("already_under_way",)


def test_jumping_the_queue_needs_permission_and_reason_and_is_listed(world):
    book, heads = world.book(), world.staff("Chefen", roles=("library_head",))
    first = world.hold(book.record, world.patron("Alva"))
    last = world.hold(book.record, world.patron("Bo"), on=world.later(1))
    with pytest.raises(HoldRefused) as no:
        jump_queue(last.hold_id, " ", occasion=world.at("LJU"))
    assert set(no.value.codes) == {"may_not_jump", "jump_needs_a_reason"}

    jump_queue(last.hold_id, "Bokcirkel på torsdag", occasion=world.at("LJU", may=["jump_queue"], staff=heads))

    assert (queue_place(last.hold_id).place, queue_place(first.hold_id).place) == (1, 2)
    assert [(hold.pk, hold.jumped_by) for hold in jumped_holds()] == [(last.hold_id, heads)]
    assert check_in(book.barcode, occasion=world.at("LJU")).hold_id == last.hold_id


def test_the_nearest_copy_is_pulled_and_the_slip_says_why(world):
    record = world.book(owned_by="HOF").record
    near = world.book(record=record, owned_by="BOL")
    world.hold(record, world.patron(), pickup="BOL-ARB")
    [slip] = assign_pulls(record.work_id, occasion=world.at("LJU"))
    assert (slip.item_id, slip.why["step"]) == (near.pk, "same_municipality")
    assert assign_pulls(record.work_id, occasion=world.at("LJU")) == []


def test_the_pull_list_is_in_walking_order_and_no_row_goes_to_two(world):
    lju = world.library("LJU")
    ShelfLocation.objects.filter(library=lju, department="Barn").update(walk_order=5)
    books = [
        world.book("Ö", shelf_mark="Hce Öst"),
        world.book("A", shelf_mark="Hce And"),
        world.book("B", department="Barn", shelf_mark="uHce Bec"),
    ]
    for book in books:
        world.hold(book.record, world.patron(book.record.title), pickup="HOF")
        assign_pulls(book.record.work_id, occasion=world.at("LJU"))

    rows = pull_list(lju.pk)
    assert [row.title for row in rows] == ["B", "A", "Ö"]
    assert rows[0].pickup_code == "HOF"
    anna, bea = world.staff("Anna"), world.staff("Bea")
    all_rows = [row.slip_id for row in rows]
    assert claim_pulls(all_rows[:2], occasion=world.at("LJU", staff=anna)) == sorted(all_rows[:2])
    assert claim_pulls(all_rows, occasion=world.at("LJU", staff=bea)) == all_rows[2:]
    assert claim_pulls(all_rows, occasion=world.at("HOF", staff=bea)) == []
    assert [row.claimed_by for row in pull_list(lju.pk)] == ["Anna", "Anna", "Bea"]
    assert unclaim_pulls(all_rows, occasion=world.at("LJU")) == 3


def test_not_found_gives_the_hold_the_next_copy_at_its_old_place(world):
    record = world.book(owned_by="LJU").record
    far = world.book(record=record, owned_by="HOF")
    first = world.hold(record, world.patron("Alva"), pickup="LJU")
    [slip] = assign_pulls(record.work_id, occasion=world.at("LJU"))
    second = world.hold(record, world.patron("Bo"), pickup="LJU", on=world.later(1))

    answer = answer_not_found(slip.pk, occasion=world.at("LJU"))

    assert (answer.next_library_id, answer.usable_copies) == (world.library("HOF").pk, 1)
    assert PullSlip.objects.get(state="open").hold_id == first.hold_id
    assert world.whereabouts(slip.item).place == "missing"
    assert (queue_place(first.hold_id).place, queue_place(second.hold_id).place) == (1, 2)
    with pytest.raises(HoldRefused):
        answer_not_found(slip.pk, occasion=world.at("LJU"))
    assert check_in(far.barcode, occasion=world.at("HOF")).hold_id == first.hold_id


def test_a_book_scanned_elsewhere_while_it_was_searched_for_is_not_missing(world):
    book = world.book(owned_by="LJU")
    world.hold(book.record, world.patron(), pickup="LJU")
    [slip] = assign_pulls(book.record.work_id, occasion=world.at("LJU"))
    check_in(book.barcode, occasion=world.at("HOF"))
    with pytest.raises(HoldRefused):
        answer_not_found(slip.pk, occasion=world.at("LJU"))
    assert world.whereabouts(book).place == "in_transit"


def test_shelf_days_count_from_telling_in_open_days_of_the_pickup_library(world):
    book = world.book(owned_by="HOF")
    hold = world.hold(book.record, world.patron(), pickup="HOF")
    ready = check_in(book.barcode, occasion=world.at("HOF"))
    assert ready.outcome is Outcome.HOLD_SHELF
    assert expire_waiting(occasion=world.at("HOF", on=world.later(30))).not_collected == 0  # nobody was told

    told = world.at("HOF")
    until = mark_told(hold.hold_id, told.at, occasion=told)
    assert until == world.day + timedelta(days=8)  # seven open days and a Sunday
    assert mark_told(hold.hold_id, told.at + timedelta(days=3), occasion=told) == until

    # Closed two days for a burst pipe after the message: the days are given back.
    ClosedDay.objects.create(
        library=world.library("HOF"), from_date=until - timedelta(days=1), to_date=until, reason="Vattenläcka"
    )
    world.libraries_changed()
    assert expire_waiting(occasion=world.at("HOF", on=until + timedelta(days=1))).not_collected == 0
    assert expire_waiting(occasion=world.at("HOF", on=until + timedelta(days=6))).not_collected == 1
    assert state(hold) == "not_collected"
    assert [row.barcode for row in clear_shelf_list(world.library("HOF").pk)] == [book.barcode]
    assert hold_shelf(world.library("HOF").pk) == []


def test_a_hold_lapses_when_it_is_no_longer_needed(world):
    book = world.book()
    world.lend(book, world.patron("Alva"))
    hold = world.hold(book.record, world.patron("Bo"), needed_until=world.day + timedelta(days=2))
    assert expire_waiting(occasion=world.at("LJU", on=world.day + timedelta(days=2))).lapsed == 0
    assert expire_waiting(occasion=world.at("LJU", on=world.day + timedelta(days=3))).lapsed == 1
    assert (state(hold), Hold.objects.get().patron) == ("lapsed", None)


def test_an_ended_hold_forgets_its_patron_everywhere(world):
    book, alva = world.book(), world.patron()
    hold = world.hold(book.record, alva)
    ended = cancel_hold(hold.hold_id, occasion=world.at("LJU"))
    assert (ended.item_id, ended.others_waiting) == (None, 0)
    assert holds_of_patron(alva.id) == []
    assert not Event.objects.filter(hold_id=hold.hold_id, patron_id__isnull=False).exists()
    with pytest.raises(HoldRefused) as no:
        cancel_hold(hold.hold_id, occasion=world.at("LJU"))
    assert no.value.codes == ("hold_ended",)


def test_a_released_hold_is_back_at_its_old_place(world):
    book = world.book(owned_by="HOF")
    first = world.hold(book.record, world.patron("Alva"), pickup="HOF")
    world.hold(book.record, world.patron("Bo"), pickup="HOF", on=world.later(1))
    check_in(book.barcode, occasion=world.at("HOF"))
    assert release_hold(first.hold_id, occasion=world.at("HOF"))
    assert queue_place(first.hold_id).place == 1
    assert not release_hold(first.hold_id, occasion=world.at("HOF"))
    assert queue_of(book.record_id)[0].pk == first.hold_id
