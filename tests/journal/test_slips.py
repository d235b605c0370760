"""The journal hands each reader its slips: once, later when it fails, and never twice at the same time."""

from datetime import timedelta
from threading import Event as Signal
from threading import Thread

import pytest
from django.db import connection

from helge.journal import reactions
from helge.journal.commands.claim_slips import claim_slips
from helge.journal.commands.record import record
from helge.journal.models import Event, Slip
from tests.worker import let_readers_read


@pytest.fixture
def two_readers():
    """For the story only: two readers hear of a bell."""
    kept = dict(reactions._readers)
    reactions.install({"BellRang": ("one", "two")})
    yield
    reactions.install(kept)


def test_a_deed_and_its_slips_are_written_together(world, two_readers):
    event = record("BellRang", world.at("LJU"), why={"bell": 1})
    assert sorted(Slip.objects.filter(event=event).values_list("reader", flat=True)) == ["one", "two"]
    assert not record("NobodyHears", world.at("LJU")).slips.exists()


def test_each_reader_acts_once_on_each_event(world, two_readers):
    heard = []
    readers = {name: lambda event, now, name=name: heard.append((name, event.why["bell"])) for name in ("one", "two")}
    for bell in range(3):
        record("BellRang", world.at("LJU", minute=bell), why={"bell": bell})
    assert claim_slips(readers, now=world.moment(minute=5)) == 6
    assert claim_slips(readers, now=world.moment(minute=5)) == 0
    assert sorted(heard) == [(name, bell) for name in ("one", "two") for bell in range(3)]
    assert [bell for name, bell in heard if name == "one"] == [0, 1, 2]


def test_a_reader_that_fails_loses_only_its_own_work_and_waits_longer_each_time(world, two_readers, caplog):
    def fails(event, now):
        Event.objects.filter(pk=event.pk).update(kind="Broken")
        raise ValueError("no paper")

    heard = []
    readers = {"one": fails, "two": lambda event, now: heard.append(event.pk)}
    event, now = record("BellRang", world.at("LJU")), world.moment()
    waits = []
    for attempt in range(1, 13):
        assert claim_slips(readers, now=now) >= 1
        slip = Slip.objects.get()
        assert (slip.reader, slip.attempts, slip.last_error) == ("one", attempt, "ValueError: no paper")
        waits.append(slip.available_at - now)
        assert claim_slips(readers, now=now) == 0
        now = slip.available_at
    assert heard == [event.pk]
    assert Event.objects.get(pk=event.pk).kind == "BellRang"
    assert waits[:3] == [timedelta(minutes=2), timedelta(minutes=4), timedelta(minutes=8)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=6)
    readers["one"] = readers["two"]
    assert claim_slips(readers, now=now) == 1
    assert not Slip.objects.exists()


def test_slips_of_a_reader_that_is_not_installed_stay(world, two_readers):
    record("BellRang", world.at("LJU"))
    assert claim_slips({"two": lambda event, now: None}, now=world.moment()) == 1
    assert Slip.objects.get().reader == "one"


def test_two_workers_share_the_slips_and_never_the_same_one(busy_world, two_readers):
    for bell in range(20):
        record("BellRang", busy_world.at("LJU"), why={"bell": bell})
    heard, first_holds_some, second_is_done = [], Signal(), Signal()

    def slow(event, now):
        heard.append(("first", event.why["bell"]))
        first_holds_some.set()
        second_is_done.wait(10)

    def worker():
        claim_slips({"one": slow}, now=busy_world.moment(), size=5)
        connection.close()

    thread = Thread(target=worker)
    thread.start()
    assert first_holds_some.wait(10)
    while claim_slips({"one": lambda event, now: heard.append(("second", event.why["bell"]))}, now=busy_world.moment()):
        pass
    second_is_done.set()
    thread.join(10)
    assert sorted(bell for _worker, bell in heard) == list(range(20))
    assert sum(worker == "first" for worker, _bell in heard) == 5
    assert not Slip.objects.filter(reader="one").exists()


def test_reading_everything_twice_changes_nothing_the_second_time(world):
    """Readers look at the present, so a slip read again is harmless."""
    from helge.holds.models import PullSlip

    book = world.book(owned_by="LJU")
    world.hold(book.record, world.patron(), pickup="HOF")
    let_readers_read(world.moment())
    before = list(PullSlip.objects.values())
    for event in Event.objects.all():
        Slip.objects.create(event=event, reader="pulls", available_at=world.moment())
    let_readers_read(world.moment())
    assert list(PullSlip.objects.values()) == before
