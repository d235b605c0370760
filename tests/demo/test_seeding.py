"""A small demo from beginning to end: 40 works, 30 patrons, a week of lending."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import transaction

from helge.circulation.models import Loan
from helge.consortium import queries as consortium
from helge.consortium.models import StaffMember
from helge.consortium.occasion import STOCKHOLM
from helge.demo import seeding
from helge.demo.history.days import forget_cast
from helge.demo.logins import PATRONS, STAFF, printed_patrons
from helge.demo.models import Part
from helge.demo.plan import Plan
from helge.demo.progress import Progress
from helge.demo.scale import TINY
from helge.holds.models import Hold, HoldState, PullSlip
from helge.inventory.models import Item, Whereabouts
from helge.journal.models import Slip
from helge.logistics.queries import forget as forget_floating
from helge.patrons.models import Patron
from helge.policies import queries as policies
from helge.statistics.models import ClosedMonth, DailyCount
from helge.stewardship.promises import broken_promises

PLAN = Plan(seed=1, now=datetime(2026, 11, 3, 14, 30, tzinfo=STOCKHOLM), scale=TINY)


STOPS = ("catalogue", "patrons", "day 2026-10-29", "living")


def forget() -> None:
    """What a process remembers must not outlive the database it read it from."""
    forget_cast()
    consortium.forget()
    policies.forget()
    forget_floating()


def build(plan: Plan = PLAN) -> None:
    forget()
    seeding.seed(seeding.begin(plan), Progress())


def build_though_killed() -> None:
    """Begin again and again: each time the next part dies in the middle."""
    write_down = seeding._write_down
    for stop in STOPS:

        def die(name: str, *more: Any, stop: str = stop) -> Part:
            if name == stop:
                raise KeyboardInterrupt
            return write_down(name, *more)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(seeding, "_write_down", die)
            with pytest.raises(KeyboardInterrupt):
                build()
        assert not Part.objects.filter(name=stop).exists()
    build()


def story() -> list[Any]:
    """What happened, told without the numbers of rows."""
    loans = Loan.objects.order_by("item__barcode", "checked_out_at").values_list(
        "item__barcode", "library__code", "checked_out_at", "due_date", "checked_in_at", "renewals"
    )
    places = Whereabouts.objects.order_by("item__barcode").values_list("item__barcode", "place", "library__code")
    holds = Hold.objects.order_by("placed_at", "record__title_sort", "pickup_library__code").values_list(
        "record__title", "pickup_library__code", "state", "placed_at", "ready_at"
    )
    return [list(loans), list(places), list(holds)]


@pytest.fixture(scope="module")
def killed_story(django_db_setup, django_db_blocker) -> list[Any]:
    """The story of a demo that was killed four times, and rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        build_though_killed()
        told = story()
        transaction.set_rollback(True)
    forget()
    return told


@pytest.fixture(scope="module")
def demo(killed_story, django_db_setup, django_db_blocker) -> Iterator[None]:
    """One small demo for all stories here, in a transaction around theirs."""
    with django_db_blocker.unblock(), transaction.atomic():
        build()
        yield
        transaction.set_rollback(True)
    forget()


@pytest.fixture
def built(demo, db) -> None:
    """The small demo; what a story changes is taken back."""


def test_every_promise_holds_and_the_day_is_alive(built):
    assert broken_promises() == []
    assert Loan.objects.count() > 60
    assert Loan.objects.filter(checked_in_at__isnull=True).count() > 10
    assert Hold.objects.filter(state=HoldState.READY).exists()
    assert Hold.objects.filter(state=HoldState.IN_TRANSIT).exists()
    assert PullSlip.objects.filter(state__in=["open", "claimed"]).exists()
    assert Hold.objects.filter(jumped_at__isnull=False).exclude(jump_reason="").count() == 1
    assert Whereabouts.objects.filter(place="attention").exists()
    assert Slip.objects.filter(reader="notices").exists(), "the worker has somebody to tell"
    assert Item.objects.filter(is_quick_add=True).count() == 1


def test_a_seeding_that_was_killed_ends_as_one_that_was_not(built, killed_story):
    assert story() == killed_story


def test_nothing_happens_after_the_moment_it_leads_up_to(built):
    assert not Loan.objects.filter(checked_out_at__gt=PLAN.now).exists()
    assert not Loan.objects.filter(checked_in_at__gt=PLAN.now).exists()
    assert not Hold.objects.filter(placed_at__gt=PLAN.now).exists()


def test_libraries_lend_on_their_open_days_only(built):
    for library_id, at in Loan.objects.values_list("library_id", "checked_out_at"):
        assert consortium.calendar_of(library_id).is_open(at.astimezone(STOCKHOLM).date())


def test_every_day_is_counted_and_ended_months_are_closed(built):
    assert sum(DailyCount.objects.filter(kind="loan").values_list("number", flat=True)) > 40
    assert [row.month.isoformat() for row in ClosedMonth.objects.all()] == ["2026-10-01"]


def test_the_logins_that_are_printed_exist_and_have_something_to_show(built):
    printed = printed_patrons()
    assert len(printed) == len(PATRONS)
    assert sum(one.loans + one.holds for one in printed) > 0
    assert set(StaffMember.objects.values_list("username", flat=True)) == {one.username for one in STAFF}


def test_only_the_printed_patrons_have_an_identity_number_and_a_login(built):
    assert Patron.objects.filter(identity_number__isnull=False).count() == len(PATRONS)
    assert Patron.objects.filter(login__isnull=False).count() == len(PATRONS)


def test_a_second_start_builds_nothing(built):
    parts, loans = Part.objects.count(), Loan.objects.count()

    build()

    assert seeding.is_finished()
    assert (Part.objects.count(), Loan.objects.count()) == (parts, loans)


def test_a_demo_begun_yesterday_goes_on_with_yesterdays_plan(built):
    later = seeding.begin(Plan(seed=9, now=datetime(2026, 11, 4, 9, 0, tzinfo=STOCKHOLM), scale=TINY))

    assert (later.seed, later.today) == (1, PLAN.today)
