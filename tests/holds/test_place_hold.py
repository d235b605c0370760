"""Reserving a title."""

from datetime import date, timedelta

import pytest

from helge.circulation.commands.check_in import check_in
from helge.consortium.models import ClosedDay, Library
from helge.holds.locking import HoldRefused
from helge.holds.models import Hold
from helge.holds.queries import queue_place
from helge.inventory.models import Whereabouts
from helge.journal.models import Event
from helge.patrons.models import Block
from helge.policies.models import HoldRule


def refused(world, *place, **more):
    with pytest.raises(HoldRefused) as no:
        world.hold(*place, **more)
    return set(no.value.codes)


def test_one_queue_over_all_libraries_in_the_order_of_placing(world):
    record = world.book(owned_by="LJU").record
    world.book(record=record, owned_by="SOD")
    first = world.hold(record, world.patron("Alva"), pickup="HOF")
    second = world.hold(record, world.patron("Bo"), pickup="LJU-JAR", on=world.later(1))

    assert (first.place, second.place, second.copies) == (1, 2, 2)
    seen = queue_place(second.hold_id)
    assert (seen.place, seen.waiting, seen.copies) == (2, 2, 2)
    hold = Hold.objects.get(pk=first.hold_id)
    assert (hold.needed_until, hold.state) == (date(2027, 2, 1) + timedelta(days=365), "waiting")
    assert (hold.category_code, hold.is_child, hold.media_type_code, hold.language) == ("adult", False, "book", "swe")
    event = Event.objects.filter(kind="HoldPlaced").first()
    assert (event.hold_id, event.patron_id) == (first.hold_id, hold.patron_id)


def test_every_reason_is_told_at_once(world):
    book, alva = world.book(), world.patron("Alva", debt_ore=15_000, expires_date=date(2026, 1, 1))
    Block.objects.create(patron=alva.patron, kind="other", from_date=date(2026, 1, 1))
    assert refused(world, book.record, alva) == {"card_expired", "blocked", "debt"}


def test_staff_with_permission_reserve_despite_a_debt(world):
    from helge.holds.commands.place_hold import place_hold

    book, alva = world.book(), world.patron(debt_ore=15_000)
    here = world.library("LJU")
    may = world.at(here, may=["lend_despite_debt"])
    assert place_hold(book.record_id, alva.id, here.pk, occasion=may, override=frozenset({"debt"})).place == 1


def test_nobody_waits_twice_for_a_title_nor_for_what_they_have_at_home(world):
    book, alva, bo = world.book(), world.patron("Alva"), world.patron("Bo")
    world.hold(book.record, alva)
    assert refused(world, book.record, alva) == {"already_on_hold"}

    other = world.book("Madicken")
    world.lend(other, bo)
    assert refused(world, other.record, bo) == {"already_has_it_on_loan"}
    check_in(other.barcode, occasion=world.at("LJU"))
    assert world.hold(other.record, bo).place == 1


def test_short_loans_and_reference_copies_are_not_reserved(world):
    short = world.book(loan_kind="short")
    assert refused(world, short.record, world.patron()) == {"not_holdable"}
    ordinary = world.book(record=short.record)
    assert world.hold(short.record, world.patron("Bo")).place == 1
    Whereabouts.objects.filter(item=ordinary).update(place="missing")
    assert refused(world, short.record, world.patron("Cecilia")) == {"not_holdable"}


def test_a_title_without_copies_cannot_be_reserved(world):
    assert refused(world, world.record("Tom titel"), world.patron()) == {"not_holdable"}


def test_a_game_is_fetched_only_where_it_belongs(world):
    HoldRule.objects.create(
        decision=world.decision, from_date=date(2020, 1, 1), media_type_id="game", pickup_scope="library"
    )
    world.rules_changed()
    game = world.book("Schack", owned_by="HOF", media_type_id="game")
    assert refused(world, game.record, world.patron(), pickup="LJU") == {"pickup_not_possible"}
    assert world.hold(game.record, world.patron(), pickup="HOF").place == 1


def test_a_new_book_may_be_reserved_from_far_away_and_waits(world):
    HoldRule.objects.create(
        decision=world.decision, from_date=date(2020, 1, 1), library=world.library("HOF"), new_item_days=60
    )
    world.rules_changed()
    new = world.book(owned_by="HOF", acquired_date=world.day)
    assert world.hold(new.record, world.patron(), pickup="LJU").place == 1


def test_school_stock_is_reserved_only_in_the_school(world):
    Library.objects.filter(code="BOL-ARB").update(shares_in_holds=False)
    world.libraries_changed()
    book = world.book(owned_by="BOL-ARB")
    assert refused(world, book.record, world.patron(), pickup="BOL") == {"pickup_not_possible"}
    assert world.hold(book.record, world.patron(), pickup="BOL-ARB").place == 1


def test_a_closed_library_takes_no_holds_but_a_long_weekend_is_nothing(world):
    book, hofors = world.book(), world.library("HOF")
    closing = ClosedDay.objects.create(
        library=hofors, from_date=world.day, to_date=world.day + timedelta(days=5), reason="Målning"
    )
    world.libraries_changed()
    assert world.hold(book.record, world.patron("Alva"), pickup="HOF").place == 1

    closing.to_date = world.day + timedelta(days=40)
    closing.save()
    world.libraries_changed()
    assert refused(world, book.record, world.patron("Bo"), pickup="HOF") == {"pickup_closed_library"}

    Library.objects.filter(code="SOD").update(closed_date=world.day)
    Library.objects.filter(code="BOL").update(is_pickup_library=False)
    world.libraries_changed()
    assert refused(world, book.record, world.patron("Bo"), pickup="SOD") == {"pickup_closed_library"}
    assert refused(world, book.record, world.patron("Bo"), pickup="BOL") == {"pickup_not_possible"}


def test_the_limit_counts_only_holds_under_way(world):
    HoldRule.objects.filter(max_holds=30).update(max_holds=1)
    world.rules_changed()
    alva = world.patron()
    world.hold(world.book().record, alva)
    assert refused(world, world.book("Madicken").record, alva) == {"too_many_holds"}
    none_at_all = HoldRule.objects.filter(max_holds=1)
    none_at_all.update(max_holds=0)
    world.rules_changed()
    assert refused(world, world.book("Emil").record, world.patron("Bo")) == {"too_many_holds"}


def test_a_title_that_is_not_there_and_a_day_that_has_passed(world):
    from helge.holds.commands.place_hold import place_hold

    alva, here = world.patron(), world.library("LJU")
    with pytest.raises(HoldRefused) as no:
        place_hold(999_999, alva.id, here.pk, occasion=world.at(here))
    assert no.value.codes == ("no_such_record",)
    hidden = world.book(record=world.record("Snabb", is_suppressed=True))
    assert refused(world, hidden.record, alva) == {"no_such_record"}
    assert refused(world, world.book().record, alva, needed_until=date(2027, 1, 1)) == {"needed_until_has_passed"}


def test_a_hold_on_a_certain_copy_is_served_by_no_other(world):
    wanted = world.book(owned_by="LJU")
    other = world.book(record=wanted.record, owned_by="LJU")
    hold = world.hold(wanted.record, world.patron(), item_id=wanted.pk)
    assert check_in(other.barcode, occasion=world.at("LJU")).hold_id is None
    assert check_in(wanted.barcode, occasion=world.at("LJU")).hold_id == hold.hold_id
    stranger = world.book("Madicken")
    assert refused(world, wanted.record, world.patron("Bo"), item_id=stranger.pk) == {"no_such_item"}
