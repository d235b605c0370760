"""The read-only questions about holds: places in queue, pull lists, the hold shelf. Lists name no patron."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from helge.holds.models import ACTIVE, CAPTURED, Hold, HoldState, PullSlip
from helge.holds.rules.eligible import OUT_OF_USE
from helge.inventory.models import Item, PlaceKind, ShelfLocation, Whereabouts
from helge.inventory.rules.walks import walk_of, walk_position


@dataclass(frozen=True)
class QueuePlace:
    """`place` 1 is next in line among those who wait, 0 when a copy is on its way or ready."""

    place: int
    waiting: int
    copies: int


def in_queue_order(holds: QuerySet[Hold]) -> QuerySet[Hold]:
    """The one order of the queue: jumped first, then by time of placing."""
    return holds.order_by(F("jumped_at").asc(nulls_last=True), "placed_at", "pk")


def queue_place(hold_id: int) -> QueuePlace:
    """Where a hold stands over all libraries, paused holds counted. Raises Hold.DoesNotExist."""
    hold = Hold.objects.get(pk=hold_id)
    return places_of([hold])[hold_id]


def places_of(holds: list[Hold]) -> dict[int, QueuePlace]:
    """As `queue_place` for many holds at once, for a patron's page."""
    record_ids = {hold.record_id for hold in holds}
    queues: dict[int, list[int]] = {record_id: [] for record_id in record_ids}
    waiting = Hold.objects.filter(record_id__in=record_ids, state=HoldState.WAITING)
    for pk, record_id in in_queue_order(waiting).values_list("pk", "record_id"):
        queues[record_id].append(pk)
    copies = usable_copies(record_ids)
    return {
        hold.pk: QueuePlace(
            place=queues[hold.record_id].index(hold.pk) + 1 if hold.pk in queues[hold.record_id] else 0,
            waiting=len(queues[hold.record_id]),
            copies=copies.get(hold.record_id, 0),
        )
        for hold in holds
    }


def being_picked(holds: list[Hold]) -> set[int]:
    """Those of the holds for which somebody has been asked to fetch a copy from its shelf."""
    waiting = [hold.pk for hold in holds if hold.state == HoldState.WAITING]
    if not waiting:
        return set()
    asked = PullSlip.objects.filter(hold_id__in=waiting, state__in=["open", "claimed"])
    return set(asked.values_list("hold_id", flat=True))


def usable_copies(record_ids: set[int]) -> dict[int, int]:
    """How many copies of each title are neither missing, lost nor withdrawn."""
    counted = (
        Item.objects.filter(record_id__in=record_ids, withdrawn_at__isnull=True)
        .exclude(whereabouts__place__in=OUT_OF_USE)
        .values("record_id")
        .annotate(number=Count("pk"))
        .values_list("record_id", "number")
    )
    return dict(counted)


@dataclass(frozen=True)
class HopelessHold:
    """A waiting hold that no copy is left for. `gone_at` is when the last of them went; None: there never was one."""

    hold: Hold
    gone_at: datetime | None
    patron_language: str


def hopeless_holds(pickup_library_id: int) -> list[HopelessHold]:
    """Who waits at a library for what no copy is left of, longest waiting first; those already answered come after.

    Empties by itself: once a usable copy has come, the hold is on the list no longer (requirement 60).
    """
    copies = _copies_for_hold().order_by().values("record_id")
    found = (
        hopeless(Hold.objects.filter(pickup_library_id=pickup_library_id))
        .annotate(
            gone_at=Subquery(copies.annotate(last=Max("whereabouts__since")).values("last")),
            patron_language=F("patron__language"),
        )
        .select_related("record", "outlook_by")
        .defer("record__marc")
        .order_by("placed_at", "pk")
    )
    rows = [HopelessHold(hold, hold.gone_at, hold.patron_language) for hold in found]
    return sorted(rows, key=lambda row: row.hold.outlook != "")


def hopeless(holds: QuerySet[Hold]) -> QuerySet[Hold]:
    """Those of the holds that wait although their title, or their certain item, has no usable copy."""
    usable = _copies_for_hold().filter(withdrawn_at__isnull=True).exclude(whereabouts__place__in=OUT_OF_USE)
    return holds.filter(~Exists(usable), state=HoldState.WAITING)


def without_copy(holds: list[Hold]) -> set[int]:
    """The ids of those holds that wait for what no copy is left of."""
    waiting = [hold.pk for hold in holds if hold.state == HoldState.WAITING]
    return set(hopeless(Hold.objects.filter(pk__in=waiting)).values_list("pk", flat=True)) if waiting else set()


def _copies_for_hold() -> QuerySet[Item]:
    """The copies of the outer query's hold, in use or not."""
    return Item.objects.filter(record_id=OuterRef("record_id"), pk=Coalesce(OuterRef("item_id"), F("pk")))


def queue_of(record_id: int) -> list[Hold]:
    """Every active hold of a title: those on their way or ready first, then the queue in order."""
    holds = in_queue_order(
        Hold.objects.filter(record_id=record_id, state__in=ACTIVE).select_related("pickup_library", "captured_item")
    )
    return sorted(holds, key=lambda hold: hold.state == HoldState.WAITING)


def waiting_counts(record_ids: set[int]) -> dict[int, int]:
    """How many wait for each title, for lists of titles; titles nobody waits for are left out."""
    counted = (
        Hold.objects.filter(record_id__in=record_ids, state=HoldState.WAITING)
        .values("record_id")
        .annotate(number=Count("pk"))
        .values_list("record_id", "number")
    )
    return dict(counted)


def holds_of_patron(patron_id: int) -> list[Hold]:
    """A patron's active holds: ready first, then on the way, then waiting, oldest first."""
    rank = {HoldState.READY: 0, HoldState.IN_TRANSIT: 1, HoldState.WAITING: 2}
    holds = Hold.objects.filter(patron_id=patron_id, state__in=ACTIVE).select_related(
        "record", "pickup_library", "captured_item"
    )
    return sorted(holds, key=lambda hold: (rank[HoldState(hold.state)], hold.placed_at, hold.pk))


@dataclass(frozen=True)
class PullRow:
    """One row of a pull list as it is printed: what to fetch from where, and for which library."""

    slip_id: int
    hold_id: int
    item_id: int
    record_id: int
    barcode: str
    title: str
    author: str
    department: str
    placement: str
    shelf_mark: str
    media_type: str
    pickup_code: str
    pickup_name: str
    is_claimed: bool
    claimed_by_id: int | None
    claimed_by: str
    created_at: datetime
    waiting: int
    why: dict[str, Any] = field(default_factory=dict)


def pull_list(library_id: int) -> list[PullRow]:
    """What to fetch at a library, in the order one walks past its shelves."""
    slips = list(
        PullSlip.objects.filter(library_id=library_id, state__in=[PullSlip.State.OPEN, PullSlip.State.CLAIMED])
        .select_related("item__record", "item__whereabouts", "hold__pickup_library", "claimed_by")
        .defer("item__record__marc")
        .order_by("pk")
    )
    locations = ShelfLocation.objects.filter(library_id=library_id).order_by("walk_order", "department", "placement")
    walk = walk_of(locations.values_list("department", "placement"))
    counts = waiting_counts({slip.item.record_id for slip in slips})

    def position(slip: PullSlip) -> tuple[Any, ...]:
        place = slip.item.whereabouts
        return (*walk_position(walk, place.department, place.placement, slip.item.shelf_key), slip.pk)

    return [_pull_row(slip, counts.get(slip.item.record_id, 0)) for slip in sorted(slips, key=position)]


def _pull_row(slip: PullSlip, waiting: int) -> PullRow:
    item, place = slip.item, slip.item.whereabouts
    return PullRow(
        slip_id=slip.pk,
        hold_id=slip.hold_id,
        item_id=item.pk,
        record_id=item.record_id,
        barcode=item.barcode,
        title=item.record.title,
        author=item.record.author,
        department=place.department,
        placement=place.placement,
        shelf_mark=item.shelf_mark,
        media_type=item.media_type_id,
        pickup_code=slip.hold.pickup_library.code,
        pickup_name=slip.hold.pickup_library.name,
        is_claimed=slip.state == PullSlip.State.CLAIMED,
        claimed_by_id=slip.claimed_by_id,
        claimed_by=slip.claimed_by.name if slip.claimed_by else "",
        created_at=slip.created_at,
        waiting=waiting,
        why=slip.why,
    )


@dataclass(frozen=True)
class ShelfRow:
    """One item on the hold shelf. `hold_id` None: nobody fetches it any more, scan it away."""

    item_id: int
    record_id: int
    barcode: str
    title: str
    author: str
    media_type: str
    since: datetime
    hold_id: int | None = None
    pickup_code: str = ""
    ready_at: datetime | None = None
    told_at: datetime | None = None
    shelf_until: date | None = None


def hold_shelf(library_id: int) -> list[ShelfRow]:
    """What stands ready at a library, in order of code."""
    ready = (
        Hold.objects.filter(pickup_library_id=library_id, state=HoldState.READY)
        .select_related("captured_item__record", "captured_item__whereabouts")
        .defer("captured_item__record__marc")
        .order_by("pickup_code")
    )
    return [
        replace(
            _shelf_row(hold.captured_item, hold.captured_item.whereabouts.since),
            hold_id=hold.pk,
            pickup_code=hold.pickup_code,
            ready_at=hold.ready_at,
            told_at=hold.told_at,
            shelf_until=hold.shelf_until,
        )
        for hold in ready
        if hold.captured_item is not None
    ]


def clear_shelf_list(library_id: int) -> list[ShelfRow]:
    """What still stands on the hold shelf though nobody fetches it: scan each, and it goes where it should."""
    kept = Hold.objects.filter(captured_item_id=OuterRef("item_id"), state=HoldState.READY)
    places = (
        Whereabouts.objects.filter(library_id=library_id, place=PlaceKind.HOLD_SHELF)
        .filter(~Exists(kept))
        .select_related("item__record")
        .defer("item__record__marc")
        .order_by("since", "item_id")
    )
    return [_shelf_row(place.item, place.since) for place in places]


def _shelf_row(item: Item, since: datetime) -> ShelfRow:
    return ShelfRow(
        item_id=item.pk,
        record_id=item.record_id,
        barcode=item.barcode,
        title=item.record.title,
        author=item.record.author,
        media_type=item.media_type_id,
        since=since,
    )


def jumped_holds(since: datetime | None = None) -> list[Hold]:
    """Holds that were moved to the front, newest first, ended ones too: the list for all heads."""
    moved = Q(jumped_at__isnull=False) if since is None else Q(jumped_at__gte=since)
    return list(
        Hold.objects.filter(moved).select_related("record", "pickup_library", "jumped_by").order_by("-jumped_at", "-pk")
    )


def untold_holds(library_id: int) -> list[Hold]:
    """Ready holds whose patron has not been told yet, oldest first."""
    return list(
        Hold.objects.filter(pickup_library_id=library_id, state=HoldState.READY, told_at__isnull=True)
        .select_related("record")
        .order_by("ready_at", "pk")
    )


def captured_hold(item_id: int) -> Hold | None:
    """The hold that an item stands or travels for."""
    return Hold.objects.filter(captured_item_id=item_id, state__in=CAPTURED).select_related("pickup_library").first()
