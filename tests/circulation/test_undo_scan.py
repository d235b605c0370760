"""Ångra: the last scan is taken back exactly, or the screen says why not."""

from datetime import timedelta

import pytest

from helge.circulation.commands.check_in import Outcome, check_in
from helge.circulation.commands.check_out import check_out
from helge.circulation.commands.renew import renew
from helge.circulation.commands.undo_scan import UndoRefused, finish, forget_old_memos, undo_scan
from helge.circulation.models import Loan, Renewal, UndoMemo
from helge.fees.commands.pay import pay
from helge.fees.queries import debt_ore
from helge.holds.commands.assign_pulls import assign_pulls
from helge.holds.commands.cancel_hold import cancel_hold
from helge.holds.commands.mark_told import mark_told
from helge.holds.models import Hold, PullSlip
from helge.holds.queries import queue_place
from helge.inventory.models import Whereabouts
from helge.journal.models import Event
from helge.logistics.models import Transit
from helge.policies.models import Tariff
from helge.stewardship.promises import broken_promises


@pytest.fixture(autouse=True)
def _every_promise_holds(db):
    yield
    assert broken_promises() == []


def rows(model, **which):
    return list(model.objects.filter(**which).order_by("pk").values())


def stage(*, without_event=True):
    """Everything that a scan may change, as plain rows."""
    places = rows(Whereabouts)
    if without_event:
        for place in places:
            del place["event_id"]
    open_transits = rows(Transit, closed_at=None)
    open_slips = rows(PullSlip, state__in=["open", "claimed"])
    return {"loans": rows(Loan), "holds": rows(Hold), "places": places, "transits": open_transits, "slips": open_slips}


def why_not(world, desk_at):
    with pytest.raises(UndoRefused) as no:
        undo_scan(occasion=desk_at)
    return no.value.codes


def test_a_book_returned_by_mistake_is_lent_again_with_its_reader_and_due_date(world):
    book, alva, bo = world.book(owned_by="LJU"), world.patron("Alva"), world.patron("Bo")
    world.lend(book, alva)
    world.hold(book.record, bo, pickup="HOF")
    before, events = stage(), rows(Event, patron_id=alva.id)
    desk = world.at("LJU", desk="d1", on=world.later(3))
    assert check_in(book.barcode, occasion=desk).outcome is Outcome.SEND_HOLD

    undone = undo_scan(occasion=desk)

    assert (undone.verb, undone.barcode) == ("check_in", book.barcode)
    assert stage() == before
    assert rows(Event, patron_id=alva.id) == events
    assert UndoMemo.objects.count() == 0
    assert Event.objects.filter(kind="ScanUndone").count() == 1
    assert Transit.objects.get().closed_as == "undone"
    assert why_not(world, desk) == ("nothing_to_undo",)


def test_the_late_fee_goes_with_the_return_unless_it_is_paid(world):
    Tariff.objects.filter(to_date=None).update(overdue_ore_per_day=100)
    world.rules_changed()
    book, alva = world.book(), world.patron()
    due = world.lend(book, alva).due_date
    desk = world.at("LJU", desk="d1", on=due + timedelta(days=4))
    assert check_in(book.barcode, occasion=desk).late_fee_ore == 400
    undo_scan(occasion=desk)
    assert debt_ore(alva.id) == 0

    assert check_in(book.barcode, occasion=desk).late_fee_ore == 400
    pay(alva.id, 400, "cash", occasion=desk)
    assert why_not(world, desk) == ("fee_paid",)


def test_a_pull_taken_back_puts_the_row_on_the_list_again(world):
    book = world.book(owned_by="LJU")
    world.hold(book.record, world.patron(), pickup="LJU")
    assign_pulls(book.record.work_id, occasion=world.at("LJU"))
    before, desk = stage(), world.at("LJU", desk="d1")
    assert check_in(book.barcode, occasion=desk).outcome is Outcome.HOLD_SHELF

    undo_scan(occasion=desk)

    after = stage()
    after["slips"][0].pop("answered_at"), before["slips"][0].pop("answered_at")
    assert after == before


def test_a_received_book_taken_back_travels_again(world):
    book = world.book(owned_by="LJU")
    world.hold(book.record, world.patron(), pickup="HOF")
    check_in(book.barcode, occasion=world.at("LJU"))
    before, desk = stage(), world.at("HOF", desk="d1", on=world.later(1))
    assert check_in(book.barcode, occasion=desk).outcome is Outcome.HOLD_SHELF
    undo_scan(occasion=desk)
    assert stage() == before


def test_once_the_patron_is_told_the_capture_stands(world):
    book = world.book(owned_by="HOF")
    hold = world.hold(book.record, world.patron(), pickup="HOF")
    desk = world.at("HOF", desk="d1")
    check_in(book.barcode, occasion=desk)
    mark_told(hold.hold_id, desk.at, occasion=desk)
    assert why_not(world, desk) == ("patron_told",)


def test_a_hold_that_its_patron_has_cancelled_since_stays_cancelled(world):
    book, alva = world.book(owned_by="HOF"), world.patron("Alva")
    world.lend(book, alva, at="HOF")
    hold = world.hold(book.record, world.patron("Bo"), pickup="HOF")
    desk = world.at("HOF", desk="d1")
    check_in(book.barcode, occasion=desk)
    cancel_hold(hold.hold_id, occasion=desk)
    undo_scan(occasion=desk)
    assert (Hold.objects.get().state, world.whereabouts(book).place) == ("cancelled", "on_loan")
    assert Loan.objects.get().patron_id == alva.id


def test_a_hold_that_another_copy_has_served_since_stays_served(world):
    returned = world.book(owned_by="LJU")
    spare = world.book(record=returned.record, owned_by="HOF")
    alva, bo = world.patron("Alva"), world.patron("Bo")
    world.lend(returned, alva)
    hold = world.hold(returned.record, bo, pickup="HOF")
    desk = world.at("LJU", desk="d1")
    check_in(returned.barcode, occasion=desk)
    check_out(spare.barcode, bo.card, occasion=world.at("HOF", desk="d2"))

    undo_scan(occasion=desk)

    assert Hold.objects.get(pk=hold.hold_id).state == "fulfilled"
    assert Loan.objects.filter(checked_in_at=None).count() == 2


def test_an_item_scanned_again_is_somebody_elses_business(world):
    book = world.book(owned_by="LJU")
    world.lend(book, world.patron())
    desk = world.at("HOF", desk="d1")
    check_in(book.barcode, occasion=desk)
    check_in(book.barcode, occasion=world.at("LJU", on=world.later(1)))
    assert why_not(world, world.at("HOF", desk="d1", minute=2, on=desk.today)) == ("scanned_since",)


def test_a_loan_to_the_wrong_reader_leaves_no_trace_and_their_hold_comes_back(world):
    book, alva = world.book(owned_by="HOF"), world.patron("Alva")
    hold = world.hold(book.record, alva, pickup="HOF")
    world.hold(book.record, world.patron("Bo"), pickup="HOF", on=world.later(1))
    check_in(book.barcode, occasion=world.at("HOF"))
    before, events = stage(), rows(Event, patron_id=alva.id)
    desk = world.at("HOF", desk="d1")
    assert check_out(book.barcode, alva.card, occasion=desk).was_hold

    undo_scan(occasion=desk)

    assert stage() == before
    assert rows(Event, patron_id=alva.id) == events
    assert Hold.objects.get(pk=hold.hold_id).patron_id == alva.id
    assert world.hold(world.book("Emil").record, alva).place == 1


def test_a_hold_fulfilled_by_a_shelf_copy_gets_its_own_travelling_copy_back(world):
    travelling = world.book(owned_by="LJU")
    shelf_copy = world.book(record=travelling.record, owned_by="HOF")
    alva = world.patron()
    world.hold(travelling.record, alva, pickup="HOF")
    check_in(travelling.barcode, occasion=world.at("LJU"))
    before, desk = stage(), world.at("HOF", desk="d1")
    check_out(shelf_copy.barcode, alva.card, occasion=desk)
    assert world.whereabouts(travelling).hold_id is None
    undo_scan(occasion=desk)
    assert stage() == before


def test_a_loan_made_of_a_book_in_transit_sets_it_travelling_again(world):
    book = world.book(owned_by="LJU")
    check_in(book.barcode, occasion=world.at("HOF"))
    before, desk = stage(), world.at("HOF", desk="d1")
    check_out(book.barcode, world.patron().card, occasion=desk)
    undo_scan(occasion=desk)
    assert stage() == before


def test_another_readers_book_lent_despite_all_goes_back_to_them(world):
    book, alva, bo = world.book(owned_by="HOF"), world.patron("Alva"), world.patron("Bo")
    hold = world.hold(book.record, alva, pickup="HOF")
    check_in(book.barcode, occasion=world.at("HOF"))
    before = stage()
    desk = world.at("HOF", desk="d1", may=["lend_held_item"])
    check_out(book.barcode, bo.card, occasion=desk, override=frozenset({"held_for_other", "on_hold_for_other", "held"}))
    assert queue_place(hold.hold_id).place == 1
    undo_scan(occasion=desk)
    assert stage() == before


def test_a_renewal_taken_back_gives_the_old_due_date(world):
    book, alva = world.book(), world.patron()
    loan = world.lend(book, alva)
    desk = world.at("LJU", desk="d1", on=world.later(10))
    before = stage()
    renew(loan.loan_id, occasion=desk)
    undo_scan(occasion=desk)
    assert stage() == before
    assert Renewal.objects.count() == 0


def test_finish_and_ten_minutes_forget(world):
    book = world.book()
    world.lend(book, world.patron())
    desk = world.at("LJU", desk="d1")
    check_in(book.barcode, occasion=desk)
    finish(desk)
    assert why_not(world, desk) == ("nothing_to_undo",)

    check_in(book.barcode, occasion=world.at("LJU", desk="d1", minute=1))
    late = world.at("LJU", desk="d1", minute=12)
    assert why_not(world, late) == ("nothing_to_undo",)
    assert forget_old_memos(occasion=late) == 1


def test_a_desk_takes_back_only_its_own_scan(world):
    book = world.book()
    world.lend(book, world.patron())
    check_in(book.barcode, occasion=world.at("LJU", desk="d1"))
    assert why_not(world, world.at("LJU", desk="d2")) == ("nothing_to_undo",)
    assert why_not(world, world.at("LJU")) == ("nothing_to_undo",)
