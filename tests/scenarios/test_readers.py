"""What happens by itself, a moment after the deed."""

from datetime import timedelta

import pytest
from django.utils.module_loading import import_string

from helge.circulation.commands.check_in import check_in
from helge.config.reactions import READERS
from helge.holds.models import Hold, PullSlip
from helge.holds.queries import pull_list
from helge.journal.commands.claim_slips import claim_slips
from helge.journal.models import Slip
from helge.notices.models import Notice


@pytest.fixture
def worker():
    """Let every reader act on what has been told."""
    readers = {name: import_string(function) for name, function in READERS.items()}

    def work(now):
        while claim_slips(readers, now=now):
            pass
        assert not Slip.objects.filter(reader__in=readers).exists()

    return work


def test_a_hold_placed_stands_on_the_owning_librarys_pull_list(world, worker):
    book = world.book(owned_by="LJU")
    world.hold(book.record, world.patron(), pickup="HOF")
    worker(world.moment())
    assert [row.barcode for row in pull_list(world.library("LJU").pk)] == [book.barcode]

    check_in(book.barcode, occasion=world.at("LJU"))
    worker(world.moment())
    assert pull_list(world.library("LJU").pk) == []
    assert PullSlip.objects.get().state == "picked"


def test_a_book_that_strays_from_the_hold_shelf_is_told_of_once_more(world, worker):
    book = world.book(owned_by="HOF")
    hold = world.hold(book.record, world.patron(), pickup="HOF")
    check_in(book.barcode, occasion=world.at("HOF"))
    worker(world.moment())
    Notice.objects.update(state="sent")
    Hold.objects.update(told_at=world.moment(), shelf_until=world.day + timedelta(days=8))

    check_in(book.barcode, occasion=world.at("SOD", hour=12))
    assert Hold.objects.get(pk=hold.hold_id).told_at is None
    check_in(book.barcode, occasion=world.at("HOF", hour=15))
    worker(world.moment(hour=15))

    assert Notice.objects.filter(hold_id=hold.hold_id).count() == 2
