"""When no copy is left of what somebody waits for: the pickup library answers, nobody is forgotten (requirement 60)."""

import pytest

from helge.circulation.commands.check_in import check_in
from helge.holds.commands.answer_hopeless import answer_hopeless
from helge.holds.commands.answer_not_found import answer_not_found
from helge.holds.commands.assign_pulls import assign_pulls
from helge.holds.locking import HoldRefused
from helge.holds.models import Hold, Outlook
from helge.holds.queries import hopeless_holds, queue_place, without_copy
from helge.inventory.commands.mark_missing import mark_missing
from helge.journal.models import Event
from helge.stewardship.promises import broken_promises


@pytest.fixture(autouse=True)
def _every_promise_holds(db):
    yield
    assert broken_promises() == []


def listed(world, library="HOF"):
    return [row.hold.pk for row in hopeless_holds(world.library(library).pk)]


def test_the_pickup_library_hears_when_the_last_copy_is_not_found(world):
    first = world.book(owned_by="HOF")
    last = world.book(record=first.record, owned_by="LJU")
    hold = world.hold(first.record, world.patron("Alva"), pickup="HOF")
    [slip] = assign_pulls(first.record.work_id, occasion=world.at("HOF"))
    assert answer_not_found(slip.pk, occasion=world.at("HOF")).usable_copies == 1
    assert listed(world) == []

    mark_missing(last.pk, occasion=world.at("LJU", hour=12))

    [row] = hopeless_holds(world.library("HOF").pk)
    assert (row.hold.pk, row.gone_at, row.patron_language) == (hold.hold_id, world.moment(hour=12), "sv")
    assert listed(world, "LJU") == []


def test_a_certain_copy_that_is_gone_is_missed_though_others_are_there(world):
    volume = world.book()
    world.book(record=volume.record)
    certain = world.hold(volume.record, world.patron("Alva"), item_id=volume.pk)
    world.hold(volume.record, world.patron("Bo"))
    mark_missing(volume.pk, occasion=world.at("LJU"))
    assert listed(world, "LJU") == [certain.hold_id]


def test_an_answer_keeps_the_place_and_goes_to_the_end_of_the_list(world):
    book, anna = world.book(), world.staff()
    first = world.hold(book.record, world.patron("Alva"), pickup="HOF")
    second = world.hold(book.record, world.patron("Bo"), pickup="HOF", on=world.later(1))
    mark_missing(book.pk, occasion=world.at("LJU"))
    assert listed(world) == [first.hold_id, second.hold_id]

    answered = answer_hopeless(first.hold_id, "buying", occasion=world.at("HOF", staff=anna))

    assert (answered.outlook, answered.outlook_at, answered.outlook_by) == (Outlook.BUYING, world.moment(), anna)
    assert queue_place(first.hold_id).place == 1
    assert listed(world) == [second.hold_id, first.hold_id]
    assert Event.objects.get(kind="HopelessHoldAnswered").why == {"answer": "buying"}
    assert answer_hopeless(first.hold_id, "interlibrary", occasion=world.at("HOF")).outlook == "interlibrary"


def test_a_copy_that_turns_up_empties_the_list_and_is_captured_as_ever(world):
    book = world.book()
    hold = world.hold(book.record, world.patron())
    mark_missing(book.pk, occasion=world.at("LJU"))
    answer_hopeless(hold.hold_id, "buying", occasion=world.at("LJU"))
    bought = world.book(record=book.record)
    assert listed(world, "LJU") == []
    with pytest.raises(HoldRefused) as no:
        answer_hopeless(hold.hold_id, "interlibrary", occasion=world.at("LJU"))
    assert no.value.codes == ("a_copy_has_come",)

    assert check_in(bought.barcode, occasion=world.at("LJU")).hold_id == hold.hold_id
    assert without_copy([Hold.objects.get()]) == set()


def test_only_the_known_answers_are_taken(world):
    book = world.book()
    hold = world.hold(book.record, world.patron())
    mark_missing(book.pk, occasion=world.at("LJU"))
    with pytest.raises(HoldRefused) as no:
        answer_hopeless(hold.hold_id, "pray", occasion=world.at("LJU"))
    assert no.value.codes == ("no_such_answer",)
