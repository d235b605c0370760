"""Inventory's part of the hot verbs: move one item, as a `WITH` piece after `new_event`."""

from typing import Any


def move_item(
    *,
    loan_id: str = "%(move_loan_id)s::bigint",
    hold_id: str = "%(move_hold_id)s::bigint",
    transit_id: str = "%(move_transit_id)s::bigint",
) -> str:
    """The piece `moved`; ids that the same statement creates are given as SQL expressions.

    The row must be locked already (the lock statement of the verb). Parameters: `move_params`.
    """
    return f"""
    moved AS (
        UPDATE inventory_whereabouts SET
            place = %(move_place)s, library_id = %(move_library_id)s,
            department = %(move_department)s, placement = %(move_placement)s,
            loan_id = {loan_id}, hold_id = {hold_id}, transit_id = {transit_id},
            attention_reason = %(move_attention)s, since = %(move_at)s,
            event_id = (SELECT id FROM new_event)
        WHERE item_id = %(move_item_id)s
    )"""


def move_params(
    item_id: int,
    place: str,
    library_id: int,
    at: Any,
    *,
    department: str = "",
    placement: str = "",
    loan_id: int | None = None,
    hold_id: int | None = None,
    transit_id: int | None = None,
    attention: str = "",
) -> dict[str, Any]:
    """Parameters of `move_item`."""
    return {
        "move_item_id": item_id,
        "move_place": place,
        "move_library_id": library_id,
        "move_department": department,
        "move_placement": placement,
        "move_loan_id": loan_id,
        "move_hold_id": hold_id,
        "move_transit_id": transit_id,
        "move_attention": attention,
        "move_at": at,
    }


# A copy that stood ready (or travelled) for a hold which another copy has served: it waits to be scanned.
DROP_HOLD_OF_ITEM = """
    dropped_hold AS (
        UPDATE inventory_whereabouts SET hold_id = NULL WHERE item_id = %(drop_item_id)s
    )"""

# A scan taken back: the row as it was, but moved last by the event that took the scan back.
RESTORE_WHEREABOUTS = """
    UPDATE inventory_whereabouts place SET place = was.place, library_id = was.library_id,
        department = was.department, placement = was.placement, loan_id = was.loan_id, hold_id = was.hold_id,
        transit_id = was.transit_id, attention_reason = was.attention_reason, since = was.since,
        event_id = %(event_id)s
    FROM jsonb_populate_record(NULL::inventory_whereabouts, %(before)s::jsonb) was
    WHERE place.item_id = was.item_id
    RETURNING place.item_id
"""

# A scan taken back: another copy, untouched meanwhile, stands or travels for the hold again.
GIVE_BACK_HOLD_OF_ITEM = """
    UPDATE inventory_whereabouts SET hold_id = %(hold_id)s
    WHERE item_id = %(item_id)s AND hold_id IS NULL AND place IN ('hold_shelf', 'in_transit')
    RETURNING item_id
"""
