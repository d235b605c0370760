"""Going away for the summer, and still wanting the book next year (requirements 63 and 64)."""

from datetime import timedelta

import pytest

from helge.circulation.commands.check_in import check_in
from helge.holds.commands.extend_hold import extend_hold
from helge.holds.commands.suspend_hold import AllAnswered, resume_all, suspend_all
from helge.holds.locking import HoldRefused
from helge.holds.models import Hold
from helge.holds.queries import queue_place
from helge.journal.models import Event


def test_all_that_wait_are_paused_and_keep_their_places(world):
    alva, olle = world.patron("Alva"), world.patron("Olle")
    books = [world.book(title) for title in ("Pippi", "Emil", "Mio")]
    holds = [world.hold(book.record, alva) for book in books]
    world.hold(books[1].record, olle)
    check_in(books[0].barcode, occasion=world.at("LJU"))
    until = world.day + timedelta(days=20)

    assert suspend_all(alva.id, world.day, until, occasion=world.at("LJU")) == AllAnswered(changed=2, left=1)

    paused = Hold.objects.filter(patron_id=alva.id, suspended_from=world.day, suspended_until=until)
    assert set(paused.values_list("pk", flat=True)) == {holds[1].hold_id, holds[2].hold_id}
    assert queue_place(holds[1].hold_id).place == 1
    assert not Hold.objects.filter(patron_id=olle.id, suspended_from__isnull=False).exists()
    assert check_in(books[1].barcode, occasion=world.at("LJU")).hold_id != holds[1].hold_id

    assert resume_all(alva.id, occasion=world.at("LJU")) == AllAnswered(changed=2, left=0)
    assert not Hold.objects.filter(suspended_from__isnull=False).exists()
    assert resume_all(alva.id, occasion=world.at("LJU")) == AllAnswered(changed=0, left=0)


def test_a_pause_that_ends_before_it_begins_changes_nothing(world):
    alva = world.patron()
    world.hold(world.book().record, alva)
    with pytest.raises(HoldRefused) as no:
        suspend_all(alva.id, world.day + timedelta(days=5), world.day, occasion=world.at("LJU"))
    assert no.value.codes == ("pause_ends_before_start",)
    assert Hold.objects.get().suspended_from is None


def test_a_hold_that_is_still_needed_gets_the_rules_days_from_today_and_never_fewer(world):
    book = world.book()
    world.lend(book, world.patron("Bo"))
    hold = world.hold(book.record, world.patron("Alva"))
    full_time = Hold.objects.get().needed_until - world.day
    assert extend_hold(hold.hold_id, occasion=world.at("LJU")).needed_until == world.day + full_time
    assert not Event.objects.filter(kind="HoldExtended").exists()

    later = world.later(300)

    assert extend_hold(hold.hold_id, occasion=world.at("LJU")).needed_until == later + full_time
    assert Event.objects.get(kind="HoldExtended").why["until"] == (later + full_time).isoformat()
    assert queue_place(hold.hold_id).place == 1


def test_what_is_on_its_way_needs_no_longer_time(world):
    book = world.book()
    hold = world.hold(book.record, world.patron(), pickup="HOF")
    check_in(book.barcode, occasion=world.at("LJU"))
    with pytest.raises(HoldRefused) as no:
        extend_hold(hold.hold_id, occasion=world.at("HOF"))
    assert no.value.codes == ("already_under_way",)
