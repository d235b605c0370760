"""What every library has before it when a day begins, read for all of them at once.

In order of barcodes, which are the same in every demo of the seed; the numbers of rows are not.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from helge.holds.models import Hold, HoldState, PullSlip
from helge.inventory.models import PlaceKind, Whereabouts
from helge.logistics.models import Transit
from helge.notices.models import Notice, NoticeState

Lists = dict[int, list[Any]]


@dataclass(frozen=True)
class WorkLists:
    """Each list by library."""

    under_way: Lists  # barcode, when it was sent
    to_pick: Lists  # pull slip, barcode
    to_clear: Lists  # barcode
    to_call: Lists  # notice
    ready: Lists  # barcode, card of whoever reserved it
    shelves: Lists  # barcode, record


def work_lists(midnight: datetime) -> WorkLists:
    """The lists as they are now; of the journeys those that began before `midnight`."""
    kept = Hold.objects.filter(captured_item_id=OuterRef("item_id"), state=HoldState.READY)
    on_hold_shelf = Whereabouts.objects.filter(place=PlaceKind.HOLD_SHELF).exclude(Exists(kept))
    on_shelf = Whereabouts.objects.filter(place=PlaceKind.SHELF, item__loan_kind__in=["normal", "short"])
    return WorkLists(
        under_way=_by_library(
            Transit.objects.filter(closed_at__isnull=True, opened_at__lt=midnight)
            .order_by("item__barcode")
            .values_list("to_library_id", "item__barcode", "opened_at")
        ),
        to_pick=_by_library(
            PullSlip.objects.filter(state=PullSlip.State.OPEN)
            .order_by("item__barcode")
            .values_list("library_id", "pk", "item__barcode")
        ),
        to_clear=_by_library(on_hold_shelf.order_by("item__barcode").values_list("library_id", "item__barcode")),
        to_call=_by_library(
            Notice.objects.filter(state=NoticeState.PHONE).order_by("created_at", "pk").values_list("library_id", "pk")
        ),
        ready=_by_library(
            Hold.objects.filter(state=HoldState.READY, told_at__isnull=False, patron__cards__is_active=True)
            .order_by("captured_item__barcode")
            .values_list("pickup_library_id", "captured_item__barcode", "patron__cards__number")
        ),
        shelves=_by_library(
            on_shelf.order_by("item__barcode").values_list("library_id", "item__barcode", "item__record_id")
        ),
    )


def _by_library(rows: Iterable[tuple[Any, ...]]) -> Lists:
    """The first column is the library."""
    found: Lists = defaultdict(list)
    for library_id, *rest in rows:
        found[library_id].append(tuple(rest))
    return found
