"""One day after the other: what the libraries have before them in the morning decides what is done.

Everything about a day is read from the database when it begins, so the history can be interrupted between any two days.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.conf import settings

from helge.circulation.models import Loan
from helge.config.reactions import REACTIONS
from helge.consortium.occasion import STOCKHOLM, Channel, Occasion
from helge.consortium.queries import LibraryFacts
from helge.demo.chance import chance, dice, rounded
from helge.demo.history import habits
from helge.demo.history.cast import Cast, Lottery, Reader, at, clock, gather
from helge.demo.history.deeds import Day
from helge.demo.history.work_lists import WorkLists, work_lists
from helge.demo.plan import Plan
from helge.holds.commands.assign_pulls import assign_pulls
from helge.holds.commands.expire_waiting import expire_waiting
from helge.holds.models import Hold, HoldState
from helge.journal import reactions
from helge.journal.commands.claim_slips import claim_slips
from helge.notices.commands.send_due import send_due
from helge.notices.readers import notices

# The readers that act during the history. The pull lists are made at dawn instead, title by title, and the search index
# is built once when all is done.
HEARD = {"HoldReady": ("notices",)}
PICKED, NOT_FOUND = 0.93, 0.012
RECEIVED = 0.78
BROUGHT_ELSEWHERE = 0.10
BOOK_DROP = 0.3
MOST_AT_ONCE = 7

_cast: Cast | None = None


def days_of_history(first: date, today: date) -> list[date]:
    """Every calendar day, today included: on Sundays people still reserve on the web."""
    return [first + timedelta(days=number) for number in range((today - first).days + 1)]


def live_through(day: date, plan: Plan) -> dict[str, Any]:
    """Live through one day at every library; returns what was done. Nothing happens after the plan's moment."""
    cast = _cast_of(plan)
    until = min(clock(day, 23, 59), plan.now - timedelta(minutes=3))
    today = Day(day)
    with _only_the_notices_hear():
        _dawn(day, plan)
        rng = dice(plan.seed, day)
        work = work_lists(clock(day, 0))
        for library in cast.open_libraries(day):
            _morning(today, library, cast, work)
            _visits(today, library, cast, rng, work)
        _returns_and_renewals(today, cast)
        _on_the_web(today, cast, rng)
        today.live(until)
        for work_id in sorted(today.new_queues):
            assign_pulls(work_id, occasion=at(min(clock(day, 23), until), None, Channel.ROUND))
        if day < _last_working_day(cast):
            _tell(clock(day, 20))
    return dict(today.tally)


def _last_working_day(cast: Cast) -> date:
    """The last day before today when any library was open: its messages are left for the worker to send."""
    days = reversed(days_of_history(cast.plan.first_day, cast.plan.today)[:-1])
    return next((day for day in days if cast.open_libraries(day)), cast.plan.today)


def _cast_of(plan: Plan) -> Cast:
    """Kept from day to day."""
    global _cast
    if _cast is None or _cast.plan != plan:
        _cast = gather(plan)
    return _cast


def forget_cast() -> None:
    """For tests, which build more than one demo in a process."""
    global _cast
    _cast = None


@contextmanager
def _only_the_notices_hear() -> Iterator[None]:
    """No slips for readers that are not at work, and no letter leaves the house."""
    backend, delay = settings.EMAIL_BACKEND, settings.NOTICE_DELAY_SECONDS
    reactions.install(HEARD)
    settings.EMAIL_BACKEND, settings.NOTICE_DELAY_SECONDS = "django.core.mail.backends.dummy.EmailBackend", 60
    try:
        yield
    finally:
        reactions.install(REACTIONS)
        settings.EMAIL_BACKEND, settings.NOTICE_DELAY_SECONDS = backend, delay


def _dawn(day: date, plan: Plan) -> None:
    """What the rounds of the night do: end what nobody fetched."""
    if plan.now > clock(day, 5):
        expire_waiting(occasion=Occasion(at=clock(day, 5), library=None, channel=Channel.ROUND))


def _tell(moment: datetime) -> None:
    """The readers' work of the day: messages to all whose books came."""
    while claim_slips({"notices": notices}, now=moment):
        pass
    while send_due(moment + timedelta(minutes=2)):
        pass


# --- the morning's work: received, picked, cleared, called ---


def _morning(today: Day, library: LibraryFacts, cast: Cast, work: WorkLists) -> None:
    plan, day = cast.plan, today.day
    opens, _closes = cast.moments(library.id, day)
    moment = opens - timedelta(minutes=50)
    step = timedelta(seconds=20)
    for barcode, opened_at in work.under_way[library.id] if day.weekday() < 5 else ():
        sent = opened_at.astimezone(STOCKHOLM).date()
        if habits.went_astray(barcode, sent, plan.today, plan.seed):
            continue
        if chance(plan.seed, barcode, day, "van") < RECEIVED:
            moment += step
            today.scans(moment, library, barcode, "received")
    for slip_id, barcode in work.to_pick[library.id]:
        luck = chance(plan.seed, barcode, day, "pull")
        if luck < PICKED:
            moment += step
            today.scans(moment, library, barcode, "picked")
        elif luck > 1 - NOT_FOUND:
            today.does_not_find(moment + step, library, slip_id)
    for (barcode,) in work.to_clear[library.id]:
        moment += step
        today.scans(moment, library, barcode, "cleared")
    for number, (notice_id,) in enumerate(work.to_call[library.id]):
        if chance(plan.seed, library.code, number, day, "call") < 0.8:
            today.calls(opens + timedelta(minutes=20), library, notice_id)


# --- people at the desk ---


def _visits(today: Day, library: LibraryFacts, cast: Cast, rng: Random, work: WorkLists) -> None:
    plan, day = cast.plan, today.day
    opens, closes = cast.moments(library.id, day)
    minutes = max(int((closes - opens).total_seconds() // 60) - 10, 1)

    def some_time() -> datetime:
        return opens + timedelta(minutes=rng.randrange(minutes), seconds=rng.randrange(60))

    for barcode, card in work.ready[library.id]:
        if habits.fetches(barcode, day, plan.seed):
            today.lends(some_time(), library, barcode, card, "fetched")
    readers = cast.at_home.get(library.id) or cast.readers
    share = cast.busyness(library, day) / cast.busyness_in_all
    number = rounded(plan.scale.loans * share, plan.seed, day, library.code, "loans")
    shelves = _shelves(work.shelves[library.id], cast) if number else {}
    taken: set[str] = set()
    while number > 0:
        reader = rng.choice(cast.readers) if rng.random() < 0.08 else rng.choice(readers)
        moment = some_time()
        for place in range(min(number, rng.randint(1, MOST_AT_ONCE) if rng.random() < 0.6 else 1)):
            number -= 1
            barcode = _choice(shelves, reader, rng)
            if barcode is not None and barcode not in taken:
                taken.add(barcode)
                today.lends(moment + timedelta(seconds=7 * place), library, barcode, reader.card)


def _shelves(standing: list[tuple[str, int]], cast: Cast) -> dict[str, Lottery[str]]:
    """What stands on the shelves this morning, for children and for adults."""
    there: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for barcode, record_id in standing:
        for_whom = "adult" if cast.audience.get(record_id) == "adult" else "child"
        there[for_whom].append((barcode, cast.wanted.get(record_id, 1.0)))
    return {key: Lottery([b for b, _w in found], [w for _b, w in found]) for key, found in there.items()}


def _choice(shelves: dict[str, Lottery[str]], reader: Reader, rng: Random) -> str | None:
    """Children and classes borrow children's books, and so do many parents."""
    takes_childrens = reader.is_child or reader.category == "school_class" or rng.random() < 0.3
    shelf = shelves.get("child" if takes_childrens else "adult")
    return shelf.draw(rng) if shelf else None


def _returns_and_renewals(today: Day, cast: Cast) -> None:
    plan, day = cast.plan, today.day
    by_id = {one.id: one for one in cast.libraries}
    open_today = cast.open_libraries(day)
    loans = (
        Loan.objects.filter(checked_in_at__isnull=True)
        .order_by("item__barcode")
        .values_list("pk", "item__barcode", "checked_out_at", "due_date", "renewals", "library_id")
    )
    for loan_id, barcode, lent_at, due_date, renewals, library_id in loans:
        lent = habits.Lent(barcode, lent_at.astimezone(STOCKHOLM).date(), due_date, renewals)
        luck = chance(plan.seed, barcode, day, "hour")
        if habits.wants_to_renew(lent, day, plan.seed):
            today.renews(clock(day, 7 + int(luck * 15), int(luck * 900) % 60), by_id[library_id], loan_id)
            continue
        if habits.brings_back(lent, plan.seed) > day or lent.lent_date >= day:
            continue
        place = _returned_at(by_id[library_id], open_today, luck, plan.seed, barcode, day)
        if place is None:
            continue
        opens, closes = cast.moments(place.id, day)
        if luck < BOOK_DROP and lent.lent_date < day - timedelta(days=1):
            drop = opens - timedelta(minutes=25) + timedelta(seconds=int(luck * 900))
            today.scans(drop, place, barcode, "returns", returned_on=day - timedelta(days=1))
        else:
            today.scans(opens + (closes - opens) * luck * 0.97, place, barcode, "returns")


def _returned_at(
    lender: LibraryFacts, open_today: list[LibraryFacts], luck: float, *about: object
) -> LibraryFacts | None:
    """Mostly where it was borrowed; sometimes at another library; None when the doors are closed today."""
    if chance(*about, "elsewhere") < BROUGHT_ELSEWHERE:
        near = [one for one in open_today if one.municipality_id == lender.municipality_id and one.id != lender.id]
        others = near if near and luck < 0.6 else [one for one in open_today if one.kind in ("main", "branch")]
        return others[int(chance(*about, "which") * len(others))] if others else None
    return lender if lender in open_today else None


# --- people on the web ---


def _on_the_web(today: Day, cast: Cast, rng: Random) -> None:
    plan, day = cast.plan, today.day
    by_id = {one.id: one for one in cast.libraries}
    number = rounded(plan.scale.holds / (plan.scale.days + 1), plan.seed, day, "holds")
    for _time in range(number):
        reader = rng.choice(cast.holders)
        record_id = cast.titles.draw(rng)
        home = by_id[reader.home_id]
        if record_id is None or not home.is_pickup_library:
            continue
        moment = clock(day, rng.randint(6, 22), rng.randrange(60))
        today.reserves(moment, home, reader, record_id, home.id, cast.work_of[record_id])
    for number, (hold_id, told, home_id) in enumerate(_waiting(day)):
        if chance(plan.seed, told, day, "gives up") < 0.004:
            today.gives_up(clock(day, 21, number % 60), by_id[home_id], hold_id)


def _waiting(day: date) -> list[tuple[int, str, int]]:
    """Holds that wait since before today, told apart by title and moment rather than by number."""
    return [
        (pk, f"{title} {placed_at.isoformat()}", pickup_id)
        for pk, title, placed_at, pickup_id in Hold.objects.filter(state=HoldState.WAITING, placed_at__lt=clock(day, 0))
        .order_by("placed_at", "record__title_sort", "pk")
        .values_list("pk", "record__title", "placed_at", "pickup_library_id")
    ]
