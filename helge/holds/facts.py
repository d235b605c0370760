"""Copies and queues as plain values for the rules, read with plain SQL: the scans wait for them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from helge.foundation.statements import rows_of
from helge.policies import queries as policies
from helge.policies.rules.deciding import Decided

from .rules.eligible import HoldFacts, ItemFacts

_QUEUE = """
    SELECT hold.id AS hold_id, hold.record_id, hold.item_id, hold.pickup_library_id,
        pickup.municipality_id AS pickup_municipality_id, hold.placed_at, hold.jumped_at, hold.suspended_from,
        hold.suspended_until, hold.needed_until, pickup.closed_date AS pickup_closed_date
    FROM holds_hold hold JOIN consortium_library pickup ON pickup.id = hold.pickup_library_id
    WHERE hold.work_id = %(work_id)s AND hold.state = 'waiting'
    ORDER BY hold.jumped_at NULLS LAST, hold.placed_at, hold.id
"""

_COPIES = """
    SELECT item.id AS item_id, item.record_id, item.owning_library_id,
        owner.municipality_id AS owning_municipality_id, item.media_type_id AS media_type, item.loan_kind,
        item.acquired_date, place.place, place.library_id, owner.shares_in_holds,
        item.withdrawn_at IS NOT NULL AS is_withdrawn
    FROM inventory_item item
    JOIN inventory_whereabouts place ON place.item_id = item.id
    JOIN consortium_library owner ON owner.id = item.owning_library_id
    WHERE item.record_id = ANY(%(record_ids)s::bigint[])
    ORDER BY item.id
"""


def waiting_queue(work_id: int) -> list[HoldFacts]:
    """Every waiting hold of a work's titles, in queue order; paused ones included."""
    return [HoldFacts(**row._asdict()) for row in rows_of(_QUEUE, {"work_id": work_id})]


def copies_of(record_ids: Iterable[int]) -> list[ItemFacts]:
    """Every copy of the titles, wherever it is."""
    return [ItemFacts(**row._asdict()) for row in rows_of(_COPIES, {"record_ids": list(record_ids)})]


def rule_for(item: ItemFacts, day: date) -> Decided:
    """The owner's hold rule for a copy. Raises LookupError when no catch-all stands."""
    return policies.hold_rule(
        day,
        library_id=item.owning_library_id,
        municipality_id=item.owning_municipality_id,
        media_type=item.media_type,
        loan_kind=item.loan_kind,
    )


def shelf_rule(pickup_library_id: int, pickup_municipality_id: int, media_type: str, loan_kind: str, day: date) -> Any:
    """The rule of the pickup library's own shelf: how long a hold waits there, and how many one may have."""
    return policies.hold_rule(
        day,
        library_id=pickup_library_id,
        municipality_id=pickup_municipality_id,
        media_type=media_type,
        loan_kind=loan_kind,
    )
