"""The vans' part of the hot verbs: `WITH` pieces that close a journey and open the next."""

from datetime import datetime
from typing import Any

CLOSE_TRANSIT = """
    closed_transit AS (
        UPDATE logistics_transit SET closed_at = greatest(%(close_at)s, opened_at),
            closed_library_id = %(close_library_id)s,
            closed_as = %(close_as)s
        WHERE id = %(close_transit_id)s
        RETURNING id
    )"""


def open_transit(*, after_closing: bool = False) -> str:
    """The piece `new_transit(id)`; `after_closing` when `CLOSE_TRANSIT` stands in the same statement.

    An item has one open journey: the new row must wait for the old one to be closed, and pieces of one
    statement run in no order of their own unless one reads another. Parameters: `open_params`.
    """
    wait = "WHERE (SELECT count(*) FROM closed_transit) >= 0" if after_closing else ""
    return f"""
    new_transit AS (
        INSERT INTO logistics_transit (item_id, from_library_id, to_library_id, purpose, hold_id, opened_at, asked_at,
            closed_as)
        SELECT %(open_item_id)s, %(open_from_id)s, %(open_to_id)s, %(open_purpose)s, %(open_hold_id)s::bigint,
            %(open_at)s, %(open_at)s, ''
        {wait}
        RETURNING id
    )"""


def open_params(
    item_id: int, *, from_id: int, to_id: int, purpose: str, hold_id: int | None, at: datetime
) -> dict[str, Any]:
    """Parameters of `open_transit`."""
    return {
        "open_item_id": item_id,
        "open_from_id": from_id,
        "open_to_id": to_id,
        "open_purpose": purpose,
        "open_hold_id": hold_id,
        "open_at": at,
    }


# A scan taken back: the journey goes on as if nothing had happened, with the clock it had.
REOPEN_TRANSIT = """
    UPDATE logistics_transit SET closed_at = NULL, closed_library_id = NULL, closed_as = ''
    WHERE id = %(transit_id)s
    RETURNING id
"""
