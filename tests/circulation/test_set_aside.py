"""Damaged, or a part missing: the item waits for a person, and the hold for another copy."""

import pytest

from helge.circulation.commands.check_in import Outcome, check_in
from helge.circulation.commands.set_aside import SetAsideRefused, set_aside
from helge.holds.commands.assign_pulls import assign_pulls
from helge.holds.models import Hold, PullSlip
from helge.holds.queries import queue_place
from helge.inventory.commands.clear_attention import clear_attention
from helge.inventory.commands.withdraw_item import withdraw_item
from helge.inventory.models import AttentionReason
from helge.logistics.models import Transit
from helge.stewardship.promises import broken_promises


@pytest.fixture(autouse=True)
def _every_promise_holds(db):
    yield
    assert broken_promises() == []


@pytest.mark.parametrize("scanned_at", [["HOF"], ["LJU"], ["LJU", "HOF"]])
def test_a_damaged_book_on_its_way_or_ready_sends_the_hold_back_to_its_place(world, scanned_at):
    book = world.book(owned_by=scanned_at[0])
    hold = world.hold(book.record, world.patron("Alva"), pickup="HOF")
    world.hold(book.record, world.patron("Bo"), pickup="HOF", on=world.later(1))
    for place in scanned_at:
        check_in(book.barcode, occasion=world.at(place))

    set_aside(book.pk, AttentionReason.DAMAGED, occasion=world.at("HOF"))

    assert (Hold.objects.get(pk=hold.hold_id).state, queue_place(hold.hold_id).place) == ("waiting", 1)
    assert not Transit.objects.filter(closed_at=None).exists()
    spot = world.whereabouts(book)
    assert (spot.place, spot.attention_reason, spot.library.code) == ("attention", "damaged", "HOF")
    again = check_in(book.barcode, occasion=world.at("HOF", hour=12))
    assert (again.outcome, again.attention) == (Outcome.ATTENTION, "damaged")


def test_a_damaged_book_on_the_pull_list_leaves_it(world):
    book = world.book()
    world.hold(book.record, world.patron())
    assign_pulls(book.record.work_id, occasion=world.at("LJU"))
    set_aside(book.pk, AttentionReason.MISSING_PIECE, occasion=world.at("LJU"))
    assert PullSlip.objects.get().state == "withdrawn"
    assert assign_pulls(book.record.work_id, occasion=world.at("LJU")) == []


def test_a_mended_guest_goes_home_at_the_next_scan(world):
    book = world.book(owned_by="LJU")
    set_aside(book.pk, AttentionReason.DAMAGED, occasion=world.at("HOF"))
    clear_attention(book.pk, occasion=world.at("HOF", may=["clear_attention"]))
    mended = check_in(book.barcode, occasion=world.at("HOF", hour=12))
    assert (mended.outcome, mended.to_library) == (Outcome.SEND_HOME, "LJU")


def test_a_lent_book_is_checked_in_first(world):
    book = world.book()
    world.lend(book, world.patron())
    with pytest.raises(SetAsideRefused) as no:
        set_aside(book.pk, AttentionReason.DAMAGED, occasion=world.at("LJU"))
    assert no.value.codes == ("on_loan",)


def test_a_withdrawn_item_that_turns_up_is_seen_to_and_stays_withdrawn(world):
    book = world.book(owned_by="LJU")
    librarian = world.at("LJU", may=["edit_item", "clear_attention"])
    withdraw_item(book.pk, "slitet", occasion=librarian, override=frozenset({"last_copy"}))
    assert check_in(book.barcode, occasion=world.at("HOF")).attention == "not_lent"
    clear_attention(book.pk, occasion=world.at("HOF", may=["clear_attention"]))
    assert world.whereabouts(book).place == "withdrawn"
    assert broken_promises() == []
