"""What must hold of the rows that one deed touched: cheap enough to be asked after each scan.

The whole database is asked by `stewardship.promises` every hundred scans; this finds the fault at once.
"""

from collections.abc import Iterable
from typing import Any

from helge.foundation.statements import rows_of

_ITEMS = """
SELECT place.item_id, place.place, place.library_id, place.loan_id, place.hold_id, place.transit_id, place.event_id,
    item.withdrawn_at IS NOT NULL AS is_withdrawn, item.record_id,
    (SELECT array_agg(id) FROM circulation_loan WHERE item_id = item.id AND checked_in_at IS NULL) AS loans,
    (SELECT array_agg(id) FROM logistics_transit WHERE item_id = item.id AND closed_at IS NULL) AS transits,
    (SELECT array_agg(id) FROM holds_hold WHERE captured_item_id = item.id) AS holds,
    (SELECT to_library_id FROM logistics_transit WHERE id = place.transit_id) AS to_library_id,
    (SELECT item_id FROM journal_event WHERE id = place.event_id) AS event_item_id,
    (SELECT count(*) FROM holds_pullslip WHERE item_id = item.id AND state IN ('open', 'claimed')) AS slips
FROM inventory_item item LEFT JOIN inventory_whereabouts place ON place.item_id = item.id
WHERE item.id = ANY(%(ids)s::bigint[])
"""

_HOLDS = """
SELECT hold.id, hold.state, hold.patron_id, hold.captured_item_id, hold.pickup_code, hold.told_at, hold.shelf_until,
    hold.ended_at, hold.pickup_library_id, hold.record_id, item.record_id AS copy_record_id, place.place,
    place.library_id, place.hold_id AS place_hold_id,
    (SELECT count(*) FROM holds_pullslip WHERE hold_id = hold.id AND state IN ('open', 'claimed')) AS slips,
    (SELECT count(*) FROM journal_event WHERE hold_id = hold.id AND loan_id IS NULL AND patron_id IS NOT NULL) AS known
FROM holds_hold hold
LEFT JOIN inventory_item item ON item.id = hold.captured_item_id
LEFT JOIN inventory_whereabouts place ON place.item_id = item.id
WHERE hold.id = ANY(%(ids)s::bigint[])
"""

_LOANS = """
SELECT loan.id, loan.patron_id, loan.checked_in_at, loan.checked_out_at, loan.due_date,
    (SELECT count(*) FROM journal_event WHERE loan_id = loan.id AND patron_id IS NOT NULL) AS known,
    (SELECT count(*) FROM circulation_renewal WHERE loan_id = loan.id) = loan.renewals AS renewals_are_told
FROM circulation_loan loan WHERE loan.item_id = ANY(%(ids)s::bigint[])
"""

_PATRONS = """
SELECT patron.id,
    (SELECT coalesce(sum(amount_ore), 0) FROM ledger_posting JOIN ledger_account account ON account.id = account_id
        WHERE account.kind = 'patron' AND owner_id = patron.id) AS debt,
    (SELECT coalesce(sum(amount_ore), 0) FROM fees_charge WHERE patron_id = patron.id AND reversed_by_id IS NULL)
        - (SELECT coalesce(sum(amount_ore), 0) FROM fees_payment WHERE patron_id = patron.id) AS owed,
    (SELECT count(*) - count(DISTINCT record_id) FROM holds_hold WHERE patron_id = patron.id) AS doubled
FROM patrons_patron patron WHERE patron.id = ANY(%(ids)s::bigint[])
"""


def faults(items: Iterable[int], holds: Iterable[int], patrons: Iterable[int], debts: dict[int, int]) -> list[str]:
    """Sentences about what is wrong with these rows; none as it should be. `debts` is what each patron must owe."""
    item_ids = list(items)
    found: list[str] = []
    for row in rows_of(_ITEMS, {"ids": item_ids}):
        found += _of_item(row)
    for row in rows_of(_HOLDS, {"ids": list(holds)}):
        found += _of_hold(row)
    for row in rows_of(_LOANS, {"ids": item_ids}):
        found += _of_loan(row)
    for row in rows_of(_PATRONS, {"ids": list(patrons)}):
        found += _of_patron(row, debts.get(row.id, 0))
    return found


def _of_item(row: Any) -> list[str]:
    name, loans, transits, holds = f"item {row.item_id}", row.loans or [], row.transits or [], row.holds or []
    claims = {
        "is nowhere": row.place is None,
        f"is {row.place} with open loans {loans}": loans != ([row.loan_id] if row.place == "on_loan" else []),
        f"is {row.place} with journeys {transits}": transits != ([row.transit_id] if row.place == "in_transit" else []),
        f"serves hold {row.hold_id} but is captured by {holds}": holds != ([row.hold_id] if row.hold_id else []),
        "is withdrawn and in use": row.is_withdrawn and row.place in ("shelf", "on_loan", "hold_shelf"),
        "was moved by another item's event": row.event_id is not None and row.event_item_id != row.item_id,
        "travels to where it is": row.place == "in_transit" and row.to_library_id == row.library_id,
        f"is asked for on a pull list but is {row.place}": row.slips and row.place in ("on_loan", "withdrawn", "lost"),
        "is asked for twice": row.slips > 1,
    }
    return [f"{name} {claim}" for claim, is_so in claims.items() if is_so]


def _of_hold(row: Any) -> list[str]:
    is_active = row.state in ("waiting", "in_transit", "ready")
    is_captured = row.captured_item_id is not None
    claims = {
        "is active without a patron": is_active and row.patron_id is None,
        "has ended and still knows its patron": not is_active and (row.patron_id is not None or row.known > 0),
        "has ended without a time": is_active == (row.ended_at is not None),
        f"is {row.state} with copy {row.captured_item_id}": is_captured != (row.state in ("in_transit", "ready")),
        "is served by another title": is_captured and row.copy_record_id != row.record_id,
        "has a copy that serves another": is_captured and row.place_hold_id != row.id,
        f"is ready but its copy is {row.place}": row.state == "ready"
        and (row.place, row.library_id) != ("hold_shelf", row.pickup_library_id),
        f"travels but its copy is {row.place}": row.state == "in_transit" and row.place != "in_transit",
        "waits with a code or a last day": row.state == "waiting"
        and bool(row.pickup_code or row.told_at or row.shelf_until),
        "is asked for though it does not wait": row.slips > 0 and row.state != "waiting",
    }
    return [f"hold {row.id} {claim}" for claim, is_so in claims.items() if is_so]


def _of_loan(row: Any) -> list[str]:
    is_open = row.checked_in_at is None
    claims = {
        "is open without a patron": is_open and row.patron_id is None,
        "is open and the journal does not know whose": is_open and row.known == 0,
        "has ended and still knows its patron": not is_open and (row.patron_id is not None or row.known > 0),
        "ended before it began": not is_open and row.checked_in_at < row.checked_out_at,
        "counts other renewals than were told": not row.renewals_are_told,
    }
    return [f"loan {row.id} {claim}" for claim, is_so in claims.items() if is_so]


def _of_patron(row: Any, expected_ore: int) -> list[str]:
    claims = {
        f"owes {row.debt} öre in the ledger and {row.owed} by charges": row.debt != row.owed,
        f"owes {row.debt} öre and should owe {expected_ore}": row.debt != expected_ore,
        "waits twice for one title": row.doubled > 0,
    }
    return [f"patron {row.id} {claim}" for claim, is_so in claims.items() if is_so]
