"""What waits when the demo is opened: at the desks, on the shelves, and behind the printed logins.

The readers of the journal hear of all this, so the worker has something to do at once: it tells those whose books came.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from helge.circulation.commands.check_in import check_in
from helge.circulation.commands.check_out import check_out
from helge.circulation.commands.lend_unregistered import lend_unregistered
from helge.consortium import queries as consortium
from helge.consortium.models import StaffMember
from helge.consortium.occasion import STOCKHOLM, Channel
from helge.consortium.queries import LibraryFacts, permissions_of
from helge.demo.chance import dice
from helge.demo.history.cast import Cast, at, gather
from helge.demo.logins import PATRONS
from helge.demo.plan import Plan
from helge.demo.progress import Progress
from helge.foundation.refusals import Refused
from helge.holds.commands.assign_pulls import assign_pulls
from helge.holds.commands.claim_pulls import claim_pulls
from helge.holds.commands.jump_queue import jump_queue
from helge.holds.commands.place_hold import place_hold
from helge.holds.commands.suspend_hold import suspend_hold
from helge.holds.models import Hold, HoldState, PullSlip
from helge.inventory.commands.mark_attention import mark_attention
from helge.inventory.models import Item
from helge.patrons.models import Card, Patron

UNREGISTERED_BARCODE = "30999000000018"
RESERVED_TODAY = 45
LONGEST_CLOSED = timedelta(days=60)
LENT_DAYS_AGO = (9, 20, 34)
PUT_ASIDE = ("damaged", "missing_piece", "wanted", "damaged", "missing_piece", "wanted")


def leave_it_living(plan: Plan, _progress: Progress) -> dict[str, Any]:
    """What the printed patrons have, today's holds, a queue jump, items put aside, a book nobody registered."""
    cast = gather(plan)
    for login in PATRONS:
        _give_a_life(Patron.objects.get(identity_number=login.identity_number), cast)
    works = _reserve_today(cast)
    for work_id in works:
        assign_pulls(work_id, occasion=at(_now(plan), None, Channel.ROUND))
    _claim_some(plan)
    _jump(plan)
    _pause(plan)
    put_aside = _put_aside(plan)
    _lend_a_book_nobody_registered(plan)
    return {
        "waiting": Hold.objects.filter(state=HoldState.WAITING).count(),
        "on_the_way": Hold.objects.filter(state=HoldState.IN_TRANSIT).count(),
        "ready": Hold.objects.filter(state=HoldState.READY).count(),
        "to_pick": PullSlip.objects.filter(state=PullSlip.State.OPEN).count(),
        "put_aside": put_aside,
    }


def _now(plan: Plan) -> datetime:
    return plan.now - timedelta(minutes=2)


def _last_open(code: str | int, plan: Plan, days_ago: int) -> datetime:
    """Twenty minutes after opening on the last open day at least so many days ago."""
    calendar = consortium.calendar_of(consortium.library(code).id)
    day = plan.today - timedelta(days=days_ago)
    while not calendar.is_open(day) and plan.today - day < LONGEST_CLOSED:
        day -= timedelta(days=1)
    hours = calendar.hours_on(day)
    return datetime.combine(day, hours[0].opens if hours else time(10), STOCKHOLM) + timedelta(minutes=20)


# --- the printed patrons ---


def _give_a_life(patron: Patron, cast: Cast) -> None:
    """Three loans (one overdue), a book ready, one on the way, one in a queue."""
    home = consortium.library(patron.home_library_id)
    audience = ("child",) if patron.category_id == "child" else ("adult",)
    card = patron.cards.get(is_active=True).number
    for days_ago in LENT_DAYS_AGO:
        moment = _last_open(home.id, cast.plan, days_ago)
        for item in _on_shelf(home.id, audience, moment)[:1]:
            _unless_refused(check_out, item.barcode, card, occasion=at(moment, home))
    moment = _last_open(home.id, cast.plan, 1)
    for item in _on_shelf(home.id, audience, moment)[:1]:
        _reserve_and_scan(item, patron, home, home, moment)
    other = _neighbour(home)
    moment = _last_open(other.id, cast.plan, 1)
    for item in _on_shelf(other.id, audience, moment)[:1]:
        _reserve_and_scan(item, patron, home, other, moment)
    for record_id in _queued_for(audience):
        if _unless_refused(place_hold, record_id, patron.pk, home.id, occasion=at(_now(cast.plan), home, Channel.WEB)):
            break


def _reserve_and_scan(item: Item, patron: Patron, home: LibraryFacts, there: LibraryFacts, moment: datetime) -> None:
    """Reserved in the morning, found on the shelf and scanned before noon."""
    earlier = at(moment - timedelta(hours=2), home, Channel.WEB)
    if _unless_refused(place_hold, item.record_id, patron.pk, home.id, occasion=earlier):
        check_in(item.barcode, occasion=at(moment, there))


def _on_shelf(library_id: int, audience: Sequence[str], moment: datetime) -> list[Item]:
    """Books that stand there since before the moment, and that nobody waits for."""
    wanted = Hold.objects.filter(ended_at__isnull=True).values("record_id")
    return list(
        Item.objects.filter(
            whereabouts__library_id=library_id,
            whereabouts__place="shelf",
            whereabouts__since__lt=moment - timedelta(hours=3),
            owning_library_id=library_id,
            record__audience__in=audience,
            acquired_date__lt=date(moment.year - 1, 1, 1),
            loan_kind="normal",
            media_type_id="book",
        )
        .exclude(record_id__in=wanted)
        .order_by("barcode")[:1]
    )


def _queued_for(audience: Sequence[str]) -> list[int]:
    """Titles with the longest queues."""
    queue = Hold.objects.filter(state=HoldState.WAITING, record__audience__in=audience)
    counts: dict[int, int] = {}
    for record_id in queue.order_by("placed_at").values_list("record_id", flat=True):
        counts[record_id] = counts.get(record_id, 0) + 1
    return sorted(counts, key=lambda record_id: -counts[record_id])[:5]


def _neighbour(library: LibraryFacts) -> LibraryFacts:
    """The nearest main library that is another."""
    mains = [one for one in consortium.libraries().values() if one.kind == "main" and one.id != library.id]
    return min(mains, key=lambda one: (consortium.distance_km(library.id, one.id), one.code))


def _unless_refused(deed: Any, *what: Any, **more: Any) -> Any:
    """What the deed answers; None when it was refused, as some are by rules and ages."""
    try:
        return deed(*what, **more)
    except Refused:
        return None


# --- the libraries ---


def _reserve_today(cast: Cast) -> list[int]:
    """Holds of this morning from the web, for titles that stand on shelves; returns their works."""
    rng = dice(cast.plan.seed, "reserved today")
    by_id = {one.id: one for one in cast.libraries}
    works = set()
    number = min(RESERVED_TODAY, cast.plan.scale.holds)
    for place in range(number):
        reader, record_id = rng.choice(cast.holders), cast.titles.draw(rng)
        home = by_id[reader.home_id]
        if record_id is None or not home.is_pickup_library:
            continue
        moment = _now(cast.plan) - timedelta(minutes=2 * (number - place))
        if _unless_refused(place_hold, record_id, reader.patron_id, home.id, occasion=at(moment, home, Channel.WEB)):
            works.add(cast.work_of[record_id])
    return sorted(works)


def _staff(username: str) -> StaffMember:
    return StaffMember.objects.get(username=username)


def _claim_some(plan: Plan) -> None:
    """A colleague in Hofors is walking with two rows of the pull list."""
    library = consortium.library("HOF")
    slips = PullSlip.objects.filter(library_id=library.id, state=PullSlip.State.OPEN).order_by("item__barcode")
    claim_pulls(
        slips.values_list("pk", flat=True)[:2],
        occasion=at(_now(plan), library, staff_id=_staff("hofors").pk),
    )


def _jump(plan: Plan) -> None:
    """One hold goes before the others, for a reason that all heads can read."""
    chief, library = _staff("chef"), consortium.library("LJU")
    occasion = at(
        _now(plan), library, staff_id=chief.pk, permissions=permissions_of(chief.pk, library.place, plan.today)
    )
    last = Hold.objects.filter(state=HoldState.WAITING).order_by("-placed_at", "-pk").first()
    if last is not None:
        jump_queue(last.pk, "Bokcirkel på tisdag, boken kom bort i transporten", occasion=occasion)


def _pause(plan: Plan) -> None:
    """Somebody is away for two weeks."""
    hold = Hold.objects.filter(state=HoldState.WAITING, jumped_at__isnull=True).order_by("placed_at", "pk").first()
    if hold is not None:
        home = consortium.library(hold.pickup_library_id)
        until = plan.today + timedelta(days=14)
        suspend_hold(hold.pk, plan.today, until, occasion=at(_now(plan), home, Channel.WEB))


def _put_aside(plan: Plan) -> int:
    """Damaged, incomplete and looked for: one or two at each of some libraries."""
    codes = ("LJU", "HOF", "SOD", "BOL", "HUD", "SAN")
    put_aside = 0
    for code, reason in zip(codes, PUT_ASIDE, strict=True):
        library, moment = consortium.library(code), _last_open(code, plan, 2)
        for item in _on_shelf(library.id, ("adult", "child", "youth"), moment):
            mark_attention(item.pk, reason, occasion=at(moment, library))
            put_aside += 1
    return put_aside


def _lend_a_book_nobody_registered(plan: Plan) -> None:
    """A gift, lent in Ljusdal with the title as it was typed; to be mended when it comes back."""
    library, moment = consortium.library("LJU"), _last_open("LJU", plan, 3)
    neighbours = Card.objects.filter(
        is_active=True,
        patron__category="adult",
        patron__home_library__municipality_id=library.municipality_id,
        patron__identity_number__isnull=True,  # the printed logins keep what they were given
        patron__expires_date__gt=plan.today,
    )
    lend_unregistered(
        UNREGISTERED_BARCODE,
        "Hälsingegårdar",
        "book",
        neighbours.order_by("-number")[0].number,
        occasion=at(moment, library),
    )
